import type { PageContent } from '../../shared/web-signing/wire.ts'
import { toBase64 } from './base64.ts'
import { createSm3 } from './sm3.ts'

/** What to sign: a text, which the person reads before signing; bytes; or a file, of which only the digest leaves the page. */
export type Content =
  | { readonly text: string }
  | { readonly data: Uint8Array; readonly name?: string }
  | { readonly file: Blob & { readonly name?: string } }

const digested = async (file: Blob & { readonly name?: string }): Promise<PageContent> => {
  const sm3 = createSm3()
  const reader = file.stream().getReader()
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) sm3.take(chunk.value)
  return { kind: 'digest', ...sm3.end(), name: file.name ?? '' }
}

export const contentOf = async (content: Content): Promise<PageContent> => {
  if ('text' in content) return { kind: 'text', text: content.text }
  if ('file' in content) return digested(content.file)
  const { data, name } = content
  return { kind: 'data', data: toBase64(data), ...(name === undefined ? {} : { name }) }
}
