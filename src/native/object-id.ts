import { createHash } from 'node:crypto'

/** Names an object by its content: handles end with their session, and libraries use different ones. */
export const objectIdOf = (content: Uint8Array): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 32)
