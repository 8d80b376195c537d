import type { DocumentFrame, PageDrawing } from '../shared/documents/drawing.ts'
import { type Reason, reason } from '../shared/documents/reasons.ts'
import { ofdDrawing } from './ofd-drawing/ofd-drawing.ts'
import { openPackage } from './package/package.ts'
import { pdfFrame } from './pdf-drawing/pdf-frame.ts'
import { RefusedFile } from './refused-file.ts'
import { documentKind } from './verify-document.ts'

/** A file as pages. Those of a PDF are drawn in the window, from its bytes. */
export type Drawing =
  | {
      readonly kind: 'ofd'
      readonly frame: DocumentFrame
      /** Draws a page, counted from 0; null if there is none of that number. */
      readonly draw: (page: number) => PageDrawing | null
    }
  | { readonly kind: 'pdf'; readonly frame: DocumentFrame }
  /** A message has no pages, and what two programs could show differently is not shown at all. */
  | { readonly kind: 'none'; readonly reason: Reason }

const opened = (bytes: Uint8Array): Drawing => {
  switch (documentKind(bytes)) {
    case 'ofd':
      return { kind: 'ofd', ...ofdDrawing(openPackage(bytes)) }
    case 'pdf':
      return { kind: 'pdf', frame: pdfFrame(bytes) }
    case 'cms':
      return { kind: 'none', reason: reason('not-a-document') }
  }
}

export const openDrawing = (bytes: Uint8Array): Drawing => {
  try {
    return opened(bytes)
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error
    return { kind: 'none', reason: reason(error.code, error.details) }
  }
}
