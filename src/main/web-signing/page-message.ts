import { z } from 'zod'
import { longestShownText } from '../../shared/prompt/model.ts'
import type { PageMessage, PageRequest, RequestId } from '../../shared/web-signing/wire.ts'
import { isBase64 } from './base64-text.ts'
import { PageRefusal } from './page-refusal.ts'

/** The longest message. What is larger to sign goes as a digest. */
export const largestMessage = 8 * 1024 * 1024

const base64 = z.string().refine(isBase64)
const bytesIn = (text: string): number => Buffer.byteLength(text, 'base64')

const nonce = base64.max(88).refine((text) => bytesIn(text) >= 16 && bytesIn(text) <= 64)
const name = z.string().max(1_000)
const certificate = z.string().max(100).optional()
const id = z.union([z.int(), z.string().max(200)])

const content = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('data'), data: base64, name: name.optional() }),
  z.object({
    kind: z.literal('digest'),
    sm3: z.string().regex(/^[0-9A-Fa-f]{64}$/),
    length: z.int().min(0),
    name,
  }),
])

const signed = z.object({
  form: z.literal('plain'),
  statement: z.string().max(2_000),
  signature: base64.max(2_000),
  algorithm: z.enum(['sm2-sm3', 'rsa-sha256']),
  certificate: base64.max(100_000),
  chain: z.array(base64.max(100_000)).max(10),
})

const requests = [
  z.object({ ask: z.literal('certificates'), use: z.enum(['sign', 'encrypt']).optional() }),
  z.object({ ask: z.literal('sign-in'), nonce, certificate }),
  z.object({
    ask: z.literal('sign'),
    ...{ nonce, content, certificate },
    form: z.enum(['plain', 'cms']).optional(),
  }),
  z.object({
    ask: z.literal('verify'),
    signed: z.union([signed, z.object({ form: z.literal('cms'), cms: base64 })]),
  }),
  z.object({
    ask: z.literal('encrypt'),
    recipients: z.array(base64.max(100_000)).min(1).max(100),
    content: base64,
  }),
  z.object({ ask: z.literal('decrypt'), envelope: base64, certificate }),
  z.object({ ask: z.literal('watch') }),
  z.object({ ask: z.literal('leave') }),
  z.object({ ask: z.literal('cancel'), request: id }),
] as const

const request = z.discriminatedUnion('ask', requests)
const identified = z.object({ id })

export type ReadMessage =
  | { readonly id: RequestId; readonly request: PageRequest }
  | { readonly id: RequestId | null; readonly refusal: PageRefusal }

const refused = (id: RequestId | null, code: 'malformed' | 'too-large' | 'unsupported'): ReadMessage => ({
  id,
  refusal: new PageRefusal(code),
})

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const known: ReadonlySet<unknown> = new Set(requests.map(({ shape }) => shape.ask.value))

/** A text from a page as a request, or the reason why it is none. */
export const readMessage = (text: string): ReadMessage => {
  const message = parse(text)
  const named = identified.safeParse(message)
  if (!named.success) return refused(null, 'malformed')
  const { id } = named.data
  const { ask } = message as { readonly ask?: unknown }
  if (!known.has(ask)) return refused(id, typeof ask === 'string' ? 'unsupported' : 'malformed')
  const read = request.safeParse(message)
  if (!read.success) return refused(id, 'malformed')
  const { data } = read
  if (data.ask === 'sign' && data.content.kind === 'text' && data.content.text.length > longestShownText)
    return refused(id, 'too-large')
  // zod writes `undefined` for what is missing; the type of the wire says that it is missing.
  return { id, request: data as Omit<PageMessage, 'id'> as PageRequest }
}
