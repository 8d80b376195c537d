import * as pki from '../../src/pki/index.ts'
import { decodePoint, encodeScalar, multiplyKey } from '../../src/pki/sm2/curve.ts'
import { randomScalar } from '../../src/pki/sm2/keys.ts'
import { signatureFor } from '../../src/pki/sm2/sign.ts'

/** One operation on a secret. `prepare` is not timed and leaves the secret of the class where `run` finds it. */
export type Trial = {
  readonly name: string
  readonly prepare: (isFixed: boolean) => void
  readonly run: () => unknown
  /** What docs/pki.md promises of it; null if it promises nothing. */
  readonly promised: 'no-leak' | 'leak' | null
}

/**
 * Both classes do the same work beforehand and write into the same bytes: else a cache that one of them has left cold
 * would be taken for a leak.
 */
const inPlace = (length: number, fresh = (): Uint8Array => pki.randomBytes(length)) => {
  const place = new Uint8Array(length)
  const fixed = fresh()
  const prepare = (isFixed: boolean): void => {
    const other = fresh()
    place.set(isFixed ? fixed : other)
  }
  return { place, prepare }
}

const signature = (): Trial => {
  const { place: key, prepare } = inPlace(32, () => encodeScalar(randomScalar()))
  const digest = pki.randomBytes(32)
  return {
    name: 'SM2 signature: one key against many',
    prepare,
    run: () => pki.sm2SignDigest(key, digest),
    promised: null,
  }
}

/** Signatures whose nonce begins with 64 zero bits: who can tell them by their time computes the key from them. */
const nonce = (): Trial => {
  const d = randomScalar()
  const e = randomScalar()
  let k = 1n
  return {
    name: 'SM2 signature: nonces of 192 bits against those of 256',
    prepare: (isFixed) => {
      const fresh = randomScalar()
      k = isFixed ? fresh >> 64n : fresh
    },
    run: () => signatureFor(d, 1n, e, k),
    promised: null,
  }
}

const multiplication = (): Trial => {
  const point = decodePoint(pki.generateSm2KeyPair().publicKey)
  let k = 1n
  return {
    name: 'SM2 decryption: the point times a key of 192 bits against one of 256',
    prepare: (isFixed) => {
      const fresh = randomScalar()
      k = isFixed ? fresh >> 64n : fresh
    },
    run: () => multiplyKey(point, k),
    promised: null,
  }
}

const sm4 = (name: string, length: number, promised: Trial['promised']): Trial => {
  const { place: key, prepare } = inPlace(16)
  const [iv, data] = [pki.randomBytes(16), pki.randomBytes(length)]
  return { name, prepare, run: () => pki.sm4Ctr(key, iv, data), promised }
}

const sm4Data = (): Trial => {
  const [key, iv] = [pki.randomBytes(16), pki.randomBytes(16)]
  const { place, prepare } = inPlace(256)
  return {
    name: 'SM4-CBC encryption, 256 bytes by tables: one text against many',
    prepare,
    run: () => pki.sm4CbcEncrypt(key, iv, place),
    promised: null,
  }
}

/** A tag that is wrong in its first byte against one that is wrong in its last. */
const tag = (): Trial => {
  const [key, nonceBytes] = [pki.randomBytes(16), pki.randomBytes(12)]
  const sealed = pki.sm4GcmSeal(key, nonceBytes, pki.randomBytes(64))
  const wrong = sealed.tag.slice()
  return {
    name: 'SM4-GCM: a tag wrong at its start against one wrong at its end',
    prepare: (isFixed) => {
      wrong.set(sealed.tag)
      const at = isFixed ? 0 : wrong.length - 1
      wrong[at] = (wrong[at] ?? 0) ^ 1
    },
    run: () => {
      try {
        return pki.sm4GcmOpen(key, nonceBytes, { ...sealed, tag: wrong })
      } catch {
        return null
      }
    },
    promised: 'no-leak',
  }
}

const digest = (): Trial => {
  const { place, prepare } = inPlace(256)
  return {
    name: 'SM3 of 256 bytes: one text against many',
    prepare,
    run: () => pki.sm3(place),
    promised: 'no-leak',
  }
}

/** Proves that the measurement sees what is there: a comparison that stops at the first difference. */
const hasty = (): Trial => {
  const secret = pki.randomBytes(256)
  const guess = secret.slice()
  return {
    name: 'for proof, a comparison that ends early: wrong at its start against its end',
    prepare: (isFixed) => {
      guess.set(secret)
      const at = isFixed ? 0 : guess.length - 1
      guess[at] = (guess[at] ?? 0) ^ 1
    },
    run: () => guess.every((byte, at) => byte === secret[at]),
    promised: 'leak',
  }
}

export const trials = (): readonly Trial[] => [
  hasty(),
  digest(),
  tag(),
  sm4('SM4-CTR, 4 kB by vectors: one key against many', 4096, null),
  sm4('SM4-CTR, 64 bytes by tables: one key against many', 64, null),
  sm4Data(),
  signature(),
  nonce(),
  multiplication(),
]
