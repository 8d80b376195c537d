import { generateKeyPairSync, sign } from 'node:crypto'
import type { Key } from './paths/issue.ts'

export type RsaKey = Key & { readonly signWith: (hash: string, message: Uint8Array) => Uint8Array }

/** An RSA key that signs with any hash. */
export const rsaKey = (bits = 1024): RsaKey => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits })
  const signWith = (hash: string, message: Uint8Array) => new Uint8Array(sign(hash, message, privateKey))
  return {
    spki: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    sign: (message) => signWith('sha256', message),
    signWith,
  }
}
