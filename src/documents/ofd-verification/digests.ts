import { createHash } from 'node:crypto'
import { OID, sm3 } from '../../pki/index.ts'
import type { Package } from '../package/package.ts'

/** A function for digests, by the names that files give it. */
export type DigestMethod = 'sm3' | 'sha256' | 'sha1' | 'broken' | 'unknown'

const methods: Readonly<Record<string, DigestMethod>> = {
  SM3: 'sm3',
  [OID.sm3]: 'sm3',
  [OID.sm3Keyless]: 'sm3',
  SHA256: 'sha256',
  'SHA-256': 'sha256',
  [OID.sha256]: 'sha256',
  SHA1: 'sha1',
  'SHA-1': 'sha1',
  [OID.sha1]: 'sha1',
  MD5: 'broken',
  '1.2.840.113549.2.5': 'broken',
}

/** MD5 is meant if nothing is said (GB/T 33190, schema of the signature file). */
export const methodOf = (written: string | undefined): DigestMethod =>
  methods[(written ?? 'MD5').trim().toUpperCase()] ?? 'unknown'

const digest = (method: 'sm3' | 'sha256' | 'sha1', bytes: Uint8Array): Uint8Array =>
  method === 'sm3' ? sm3(bytes) : createHash(method).update(bytes).digest()

export type FileDigests = (name: string, method: 'sm3' | 'sha256' | 'sha1') => Uint8Array | null

/** Digests of the package's files. Each is made once, however many signatures list the file. */
export const fileDigests = ({ read }: Package): FileDigests => {
  const known = new Map<string, Uint8Array | null>()
  return (name, method) => {
    const key = `${method} ${name}`
    const before = known.get(key)
    if (before !== undefined) return before
    const bytes = read(name)
    const made = bytes === null ? null : digest(method, bytes)
    known.set(key, made)
    return made
  }
}
