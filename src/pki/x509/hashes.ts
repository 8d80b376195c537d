import { sha1 } from '@noble/hashes/legacy.js'
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { OID } from '../oids.ts'

export type Hash = (message: Uint8Array) => Uint8Array

/** The hash functions of RSA and ECDSA by their number. SHA-1 is for old documents: see `usesSha1`. */
export const HASHES: Readonly<Record<string, Hash>> = {
  [OID.sha1]: sha1,
  [OID.sha224]: sha224,
  [OID.sha256]: sha256,
  [OID.sha384]: sha384,
  [OID.sha512]: sha512,
}
