import { hmac } from '@noble/hashes/hmac.js'
import { md5, sha1 } from '@noble/hashes/legacy.js'
import { pbkdf2 } from '@noble/hashes/pbkdf2.js'
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from '@noble/hashes/sha2.js'
import type { CHash, Hash } from '@noble/hashes/utils.js'
import { concat } from '../bytes.ts'
import { hmacSm3, sm3 } from '../sm3/index.ts'

/** A hash function with what PKCS#12 makes of it. */
export type Digest = {
  readonly of: (bytes: Uint8Array) => Uint8Array
  /** The digest of the digest of …, so many times. */
  readonly repeated: (bytes: Uint8Array, times: number) => Uint8Array
  readonly blockLength: number
  readonly length: number
  readonly hmac: (key: Uint8Array, data: Uint8Array) => Uint8Array
  /** PBKDF2 (RFC 8018 5.2) with this HMAC. */
  readonly pbkdf2: (password: Uint8Array, salt: Uint8Array, rounds: number, length: number) => Uint8Array
}

const noble = <T extends Hash<T>>(hash: CHash<T>): Digest => ({
  of: hash,
  // One state for all rounds takes half the time of a new one for each.
  repeated: (bytes, times) => {
    const [fresh, state] = [hash.create(), hash.create()]
    const digest = hash(bytes)
    for (let i = 1; i < times; i++) fresh._cloneInto(state).update(digest).digestInto(digest)
    return digest
  },
  blockLength: hash.blockLen,
  length: hash.outputLen,
  hmac: (key, data) => hmac(hash, key, data),
  pbkdf2: (password, salt, c, dkLen) => pbkdf2(hash, password, salt, { c, dkLen }),
})

const sm3Digest: Digest = {
  of: sm3,
  repeated: (bytes, times) => {
    let digest = sm3(bytes)
    for (let i = 1; i < times; i++) digest = sm3(digest)
    return digest
  },
  blockLength: 64,
  length: 32,
  hmac: hmacSm3,
  pbkdf2: (password, salt, rounds, length) => {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) => {
      let u = hmacSm3(password, concat(salt, Uint8Array.of(0, 0, 0, i + 1)))
      const block = u.slice()
      for (let round = 1; round < rounds; round++) {
        u = hmacSm3(password, u)
        for (let at = 0; at < 32; at++) block[at] = (block[at] ?? 0) ^ (u[at] ?? 0)
      }
      return block
    })
    return concat(...blocks).subarray(0, length)
  },
}

export const DIGESTS = {
  md5: noble(md5),
  sha1: noble(sha1),
  sha224: noble(sha224),
  sha256: noble(sha256),
  sha384: noble(sha384),
  sha512: noble(sha512),
  'sha512-224': noble(sha512_224),
  'sha512-256': noble(sha512_256),
  sm3: sm3Digest,
} as const satisfies Record<string, Digest>
export type DigestName = keyof typeof DIGESTS
