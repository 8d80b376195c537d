import { createHash } from 'node:crypto'

/** Names an object by its content: handles do not outlive a session, nor agree between libraries. */
export const objectIdOf = (content: Uint8Array): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 32)
