import { createHash } from 'node:crypto'

/** The SHA-256 of what comes, in hexadecimal digits. */
export const sha256Of = async (chunks: AsyncIterable<Uint8Array>): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of chunks) hash.update(chunk)
  return hash.digest('hex')
}
