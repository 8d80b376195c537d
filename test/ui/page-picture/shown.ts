import type { DocumentFrame } from '../../../src/shared/documents/drawing.ts'
import type { SignatureVerdict } from '../../../src/shared/documents/verdict.ts'
import type { Language } from '../../../src/shared/models/index.ts'

/** What a test shows. Drawings travel as they do over the contract, and are checked the same way. */
export type ShownDocument = {
  readonly frame: DocumentFrame
  readonly verdicts: readonly SignatureVerdict[]
  readonly source:
    | { readonly kind: 'ofd'; readonly drawings: readonly unknown[] }
    | { readonly kind: 'pdf'; readonly base64: string }
  readonly seal?: { readonly width: number; readonly height: number; readonly picture: string | null }
  readonly language?: Language
  readonly theme?: 'light' | 'dark'
}

declare global {
  interface Window {
    showDocument(shown: ShownDocument): void
    readonly placements: unknown[]
  }
}
