import type { IncomingMessage } from 'node:http'

/** The body of a request as text; null if it is longer than `most`, or not UTF-8. */
export const bodyOf = async (request: IncomingMessage, most: number): Promise<string | null> => {
  if (Number(request.headers['content-length'] ?? 0) > most) return null
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += part.length
    if (length > most) return null
    parts.push(part)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
  } catch {
    return null
  }
}
