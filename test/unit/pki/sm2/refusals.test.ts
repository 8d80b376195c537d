import { weierstrass } from '@noble/curves/abstract/weierstrass.js'
import { describe, expect, it } from 'vitest'
import { concat, fromHex } from '../../../../src/pki/bytes.ts'
import { PkiError } from '../../../../src/pki/pki-error.ts'
import { cipherReadings } from '../../../../src/pki/sm2/cipher-form.ts'
import { encodeScalar, SM2_CURVE } from '../../../../src/pki/sm2/curve.ts'
import * as sm2 from '../../../../src/pki/sm2/index.ts'

// Forgeries and malformations by name. Among them is every fault that earlier sm-crypto releases had: signatures that
// verify for anything, malleable signatures, keys off the curve that reveal the private key.

const { n, p } = SM2_CURVE
const pair = sm2.generateSm2KeyPair()
const M = new TextEncoder().encode('取得证书')
const good = sm2.sm2Sign(pair.privateKey, M, { form: 'raw' })
const verifier = sm2.prepareSm2Verifier(pair.publicKey)
const [r, s] = [good.subarray(0, 32), good.subarray(32)]
const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

function integer(content: string): string {
  return `02${(content.length / 2).toString(16).padStart(2, '0')}${content}`
}
function minimal(value: bigint): string {
  const digits = value.toString(16)
  const even = digits.length % 2 ? `0${digits}` : digits
  return integer(Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even)
}
function sequence(...parts: readonly string[]): Uint8Array {
  const body = parts.join('')
  const length = body.length / 2
  return fromHex(
    `30${length < 0x80 ? length.toString(16).padStart(2, '0') : `81${length.toString(16)}`}${body}`,
  )
}
const pairOf = (a: bigint, b: bigint) => sequence(minimal(a), minimal(b))
const [rn, sn] = [number(r), number(s)]
const [ri, si] = [minimal(rn), minimal(sn)]

const FORGED: readonly (readonly [string, Uint8Array])[] = [
  ['r is 0', pairOf(0n, sn)],
  ['s is 0', pairOf(rn, 0n)],
  ['r and s are 0', pairOf(0n, 0n)],
  ['r is n', pairOf(n, sn)],
  ['s is n', pairOf(rn, n)],
  ['r is n + r (malleable)', pairOf(n + rn, sn)],
  ['s is n + s (malleable)', pairOf(rn, n + sn)],
  ['s is n − s', pairOf(rn, n - sn)],
  ['r is n − r', pairOf(n - rn, sn)],
  ['t = r + s is 0 modulo n', pairOf(rn, n - rn)],
  ['r and s are swapped', pairOf(sn, rn)],
  ['r is 1 and s is n − 1', pairOf(1n, n - 1n)],
  ['r is p', pairOf(p, sn)],
  ['r is negative', sequence(integer(hex(Uint8Array.of(0x80 | (r[0] ?? 0), ...r.subarray(1)))), si)],
  ['s is negative', sequence(ri, integer(hex(Uint8Array.of(0x80 | (s[0] ?? 0), ...s.subarray(1)))))],
  ['r has needless zeros before it', sequence(integer(`0000${hex(r)}`), si)],
  ['s has needless zeros before it', sequence(ri, integer(`0000${hex(s)}`))],
  ['r is empty', sequence('0200', si)],
  ['r has 33 bytes and more', sequence(integer(`01${hex(r)}`), si)],
  ['r has 300 bytes', sequence(integer('01'.repeat(60)), si)],
  ['the length is of BER’s long form', fromHex(`3081${hex(sequence(ri, si)).slice(2)}`)],
  ['the length is indefinite', fromHex(`3080${ri}${si}0000`)],
  ['a byte follows', concat(sequence(ri, si), Uint8Array.of(0))],
  ['a byte follows inside', sequence(ri, si, '00')],
  ['a third integer follows inside', sequence(ri, si, '020101')],
  ['s is missing', sequence(ri)],
  ['the last byte is missing', sequence(ri, si).subarray(0, -1)],
  ['the outer tag is SET', concat(Uint8Array.of(0x31), sequence(ri, si).subarray(1))],
  ['r is an OCTET STRING', sequence(`04${ri.slice(2)}`, si)],
  ['r is a BIT STRING', sequence(`03${ri.slice(2)}`, si)],
  ['it is raw where DER is asked for', good],
  ['it is empty', new Uint8Array()],
  ['it is one byte', Uint8Array.of(0x30)],
  ['it is an empty SEQUENCE', Uint8Array.of(0x30, 0)],
  ['it claims four gigabytes', fromHex('3084ffffffff0201')],
]

describe('a signature is not accepted when', () => {
  it.each(FORGED)('%s', (_, signature) => {
    expect(verifier.verify(M, signature)).toBe(false)
    expect(sm2.sm2Verify(pair.publicKey, M, signature)).toBe(false)
  })

  it('the raw form is 63, 65 or 0 bytes long', () => {
    for (const raw of [good.subarray(1), concat(good, Uint8Array.of(0)), new Uint8Array()]) {
      expect(sm2.sm2Verify(pair.publicKey, M, raw, { form: 'raw' })).toBe(false)
    }
  })

  it('the raw form holds DER', () => {
    expect(sm2.sm2Verify(pair.publicKey, M, sequence(ri, si), { form: 'raw' })).toBe(false)
  })

  it('it was made by another key', () => {
    expect(verifier.verify(M, sm2.sm2Sign(sm2.generateSm2KeyPair().privateKey, M))).toBe(false)
  })

  it('it was made over the message without Z', () => {
    const e = sm2.sm2Digest(pair.publicKey, M)
    expect(verifier.verify(e, sequence(ri, si))).toBe(false)
  })

  it('the digest is not 32 bytes', () => {
    expect(sm2.sm2VerifyDigest(pair.publicKey, new Uint8Array(31), sequence(ri, si))).toBe(false)
    expect(() => sm2.sm2SignDigest(pair.privateKey, new Uint8Array(33))).toThrow(PkiError)
  })
})

// Points of y² = x³ − 3x + b' with another b', so they are not on the curve: a decryption without the check leaks the
// key.
function pointOffCurve(): string {
  const x = 5n
  return `04${x.toString(16).padStart(64, '0')}${'7'.padStart(64, '0')}`
}
function twistPoint(): string {
  const residue = (v: bigint) => {
    let [result, base, e] = [1n, v % p, (p - 1n) / 2n]
    for (; e > 0n; e >>= 1n) {
      if (e & 1n) result = (result * base) % p
      base = (base * base) % p
    }
    return result === 1n
  }
  let x = 2n
  while (residue((x * x * x + SM2_CURVE.a * x + SM2_CURVE.b) % p)) x++
  return `04${x.toString(16).padStart(64, '0')}${'1'.padStart(64, '0')}`
}
const compressedTwist = () => `02${twistPoint().slice(2, 66)}`
const P256_BASE =
  '046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5'
const publicHex = hex(pair.publicKey)

const BAD_POINTS: readonly (readonly [string, string])[] = [
  ['off the curve', pointOffCurve()],
  ['on the twist', twistPoint()],
  ['compressed and on the twist', compressedTwist()],
  ['of another curve (P-256)', P256_BASE],
  ['at infinity as one zero byte', '00'],
  ['at infinity as 04 and zeros', `04${'00'.repeat(64)}`],
  ['with x not below p', `04${(p + 1n).toString(16)}${publicHex.slice(66)}`],
  ['with y not below p', `04${publicHex.slice(2, 66)}${'ff'.repeat(32)}`],
  [
    'with y negated by one',
    `04${publicHex.slice(2, 66)}${hex(encodeScalar((number(pair.publicKey.subarray(33)) + 1n) % p))}`,
  ],
  ['truncated', publicHex.slice(0, -2)],
  ['extended', `${publicHex}00`],
  ['in hybrid form (06)', `06${publicHex.slice(2)}`],
  ['with an unknown first byte', `05${publicHex.slice(2)}`],
  ['empty', ''],
  ['compressed with a first byte of 04', `04${publicHex.slice(2, 66)}`],
]

describe('a public key is refused when it is', () => {
  it.each(BAD_POINTS)('%s', (_, point) => {
    const key = fromHex(point)
    expect(() => sm2.normaliseSm2PublicKey(key)).toThrow(PkiError)
    expect(() => sm2.prepareSm2Verifier(key)).toThrow(PkiError)
    expect(() => sm2.sm2Encrypt(key, M)).toThrow(PkiError)
    expect(() => sm2.sm2Z(key)).toThrow(PkiError)
  })
})

describe('a private key is refused when it is', () => {
  it.each([
    ['0', encodeScalar(0n)],
    ['n − 1, for which 1 + d has no inverse', encodeScalar(n - 1n)],
    ['n', encodeScalar(n)],
    ['n + 1', encodeScalar(n + 1n)],
    ['31 bytes long', new Uint8Array(31).fill(1)],
    ['33 bytes long', new Uint8Array(33).fill(1)],
    ['empty', new Uint8Array()],
  ])('%s', (_, key) => {
    expect(() => sm2.sm2PublicKeyOf(key)).toThrow(PkiError)
    expect(() => sm2.sm2Sign(key, M)).toThrow(PkiError)
    expect(() => sm2.sm2Decrypt(key, sm2.sm2Encrypt(pair.publicKey, M))).toThrow(PkiError)
  })
})

const der = sm2.sm2Encrypt(pair.publicKey, M)
const raw = sm2.sm2Encrypt(pair.publicKey, M, '04-c1c3c2')
const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))

const BAD_CIPHERTEXTS: readonly (readonly [string, Uint8Array])[] = [
  ['is empty', new Uint8Array()],
  ['is truncated by one byte (DER)', der.subarray(0, -1)],
  ['is truncated by one byte (raw)', raw.subarray(0, -1)],
  ['is extended by one byte (DER)', concat(der, Uint8Array.of(0))],
  ['is extended by one byte (raw)', concat(raw, Uint8Array.of(0))],
  ['has no C2', raw.subarray(0, 97)],
  ['is only C1', raw.subarray(0, 65)],
  ['has a changed C1', flipped(raw, 20)],
  ['has a changed C3', flipped(raw, 70)],
  ['has a changed C2', flipped(raw, 100)],
  ['has C1 off the curve', concat(fromHex(pointOffCurve()), raw.subarray(65))],
  ['has C1 on the twist', concat(fromHex(twistPoint()), raw.subarray(65))],
  ['has C1 at infinity', concat(fromHex(`04${'00'.repeat(64)}`), raw.subarray(65))],
  ['has C1 of another curve', concat(fromHex(P256_BASE), raw.subarray(65))],
  ['is for another key', sm2.sm2Encrypt(sm2.generateSm2KeyPair().publicKey, M)],
  ['has C3 of zeros', concat(raw.subarray(0, 65), new Uint8Array(32), raw.subarray(97))],
  ['claims four gigabytes', fromHex('3084ffffffff0201')],
  ['is of BER’s indefinite length', concat(fromHex('3080'), der.subarray(2), fromHex('0000'))],
]

describe('a ciphertext is refused when it', () => {
  it.each(BAD_CIPHERTEXTS)('%s', (_, ciphertext) => {
    expect(() => sm2.sm2Decrypt(pair.privateKey, ciphertext)).toThrow(PkiError)
  })

  it('has another form than the caller says', () => {
    expect(() => sm2.sm2Decrypt(pair.privateKey, raw, 'c1c3c2')).toThrow(PkiError)
    expect(() => sm2.sm2Decrypt(pair.privateKey, raw, '04-c1c2c3')).toThrow(PkiError)
    expect(() => sm2.sm2Decrypt(pair.privateKey, der, '04-c1c3c2')).toThrow(PkiError)
    expect(() => sm2.sm2Decrypt(pair.privateKey, raw, 'asn1')).toThrow(PkiError)
  })

  it('would leave the message bare because its key stream is all zero', async () => {
    const { sm3Kdf } = await import('../../../../src/pki/sm3/index.ts')
    const judge = weierstrass<bigint>(SM2_CURVE)
    const point = judge.BASE.multiplyUnsafe(number(pair.privateKey))
    // Zero masks one byte for one k in 256: find such a k and build what a careless sender would send.
    for (let k = 1n; k < 5000n; k++) {
      const shared = point.multiplyUnsafe(k).toBytes(false).subarray(1)
      if (sm3Kdf(shared, 1)[0] !== 0) continue
      const c1 = judge.BASE.multiplyUnsafe(k).toBytes(false)
      const { sm3 } = await import('../../../../src/pki/sm3/index.ts')
      const c3 = sm3(shared.subarray(0, 32), Uint8Array.of(65), shared.subarray(32))
      expect(() => sm2.sm2Decrypt(pair.privateKey, concat(c1, c3, Uint8Array.of(65)))).toThrow(PkiError)
      return
    }
    expect.unreachable('no such k among 5000')
  })
})

describe('a ciphertext of any form', () => {
  const most = 64 * 1024 * 1024
  const forms = ['asn1', '04-c1c3c2', 'c1c3c2', '04-c1c2c3', 'c1c2c3', undefined] as const

  it.each(forms)('is refused as %s before anything is done with it when it is longer than 64 MiB', (form) => {
    const long = new Uint8Array(most + 1).fill(4, 0, 1)
    expect(() => sm2.sm2Decrypt(pair.privateKey, long, form)).toThrow(
      expect.objectContaining({ reason: 'too-large' }),
    )
  })

  it('is read when it has just 64 MiB', () => {
    const [reading] = cipherReadings(new Uint8Array(most), 'c1c3c2')
    expect(reading?.c2.length).toBe(most - 96)
  })
})

describe('an empty plaintext', () => {
  it('is refused', () => expect(() => sm2.sm2Encrypt(pair.publicKey, new Uint8Array())).toThrow(PkiError))
})
