import type { IncomingMessage } from 'node:http'
import { Refusal } from '../refusal.ts'

/** The whole body, never more than `limit` bytes of it; throws body-too-large. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new Refusal('body-too-large', { limit })
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > limit) throw new Refusal('body-too-large', { limit })
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** The body as JSON; undefined when it is empty; throws bad-payload for anything else. */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  const bytes = await readBody(request, limit)
  if (bytes.length === 0) return undefined
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Refusal('bad-payload', { field: 'content-type' })
  try {
    return JSON.parse(strictUtf8.decode(bytes))
  } catch {
    throw new Refusal('bad-payload', { field: 'body' })
  }
}
