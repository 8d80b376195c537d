import { sha256 as portable } from '@noble/hashes/sha2.js'

/** Node's own hash, where this runs on Node. A thousand certificates are named by theirs at every start. */
const crypto = globalThis.process?.getBuiltinModule?.('node:crypto')

/** SHA-256 of the bytes. */
export const sha256: (bytes: Uint8Array) => Uint8Array =
  crypto === undefined ? portable : (bytes) => crypto.hash('sha256', bytes, 'buffer')
