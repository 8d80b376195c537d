import { sm3 } from '../../pki/index.ts'
import type { PromptContent } from '../../shared/models/index.ts'
import { visibleLines, visibleName } from '../../shared/visible.ts'
import type { PageContent } from '../../shared/web-signing/wire.ts'

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase()

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

const digested = (bytes: Uint8Array) => ({ sm3: hexOf(sm3(bytes)), length: bytes.length })

/** The digest that the statement names, and what the person sees of it. */
export const contentOf = (
  content: PageContent,
): { readonly sm3: string; readonly length: number; readonly shown: PromptContent } => {
  switch (content.kind) {
    case 'text':
      return {
        ...digested(utf8(content.text)),
        shown: { kind: 'text', text: visibleLines(content.text) },
      }
    case 'data': {
      const digest = digested(Buffer.from(content.data, 'base64'))
      const name = content.name === undefined ? null : visibleName(content.name)
      return { ...digest, shown: { kind: 'file', name, ...digest } }
    }
    case 'digest': {
      const digest = { sm3: content.sm3.toUpperCase(), length: content.length }
      return { ...digest, shown: { kind: 'file', name: visibleName(content.name), ...digest } }
    }
  }
}
