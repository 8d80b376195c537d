import type { IncomingMessage } from 'node:http'
import { Refusal } from '../refusal.ts'

/** The whole body, but never more than `limit` bytes of it. Throws body-too-large. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = () => new Refusal('body-too-large', { limit })
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.reject(tooLarge())
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= limit) chunks.push(chunk)
      else reject(tooLarge())
    })
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    request.on('error', reject)
    // A request that has already broken off raises no more events.
    if (request.destroyed && !request.complete) reject(request.errored ?? brokenOff())
    else request.on('close', () => request.readableEnded || reject(brokenOff()))
  })
}

function brokenOff(): Error {
  return Object.assign(new Error('the request broke off'), { code: 'ECONNRESET' })
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** The body as JSON; undefined if it is empty. Throws bad-payload for anything else. */
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
