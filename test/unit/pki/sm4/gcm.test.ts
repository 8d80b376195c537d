import { describe, expect, it } from 'vitest'
import { sm4GcmOpen, sm4GcmSeal } from '../../../../src/pki/sm4/gcm.ts'
import { sm4EcbEncrypt } from '../../../../src/pki/sm4/index.ts'
import { refused } from '../refusal.ts'

// SP 800-38D bit by bit, in big integers: slow, and with nothing in common with the tables.
const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)
const blockOf = (value: bigint): Uint8Array =>
  Uint8Array.from(Buffer.from(value.toString(16).padStart(32, '0'), 'hex'))
const REDUCTION = 0xe1n << 120n

function product(x: bigint, y: bigint): bigint {
  let [z, v] = [0n, y]
  for (let bit = 127n; bit >= 0n; bit--) {
    if ((x >> bit) & 1n) z ^= v
    v = (v & 1n) === 1n ? (v >> 1n) ^ REDUCTION : v >> 1n
  }
  return z
}

function hashed(h: bigint, ...parts: readonly Uint8Array[]): bigint {
  let y = 0n
  const lengths = parts.reduce((sum, part) => (sum << 64n) | BigInt(8 * part.length), 0n)
  for (const part of parts)
    for (let at = 0; at < part.length; at += 16) {
      const block = new Uint8Array(16)
      block.set(part.subarray(at, at + 16))
      y = product(y ^ numberOf(block), h)
    }
  return product(y ^ lengths, h)
}

function expected(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, aad: Uint8Array) {
  const encrypt = (value: bigint) => numberOf(sm4EcbEncrypt(key, blockOf(value), 'none'))
  const h = encrypt(0n)
  const first = nonce.length === 12 ? (numberOf(nonce) << 32n) | 1n : hashed(h, new Uint8Array(), nonce)
  const counter = (n: number) => ((first >> 32n) << 32n) | ((first + BigInt(n)) & 0xffffffffn)
  const ciphertext = plain.map((byte, i) => byte ^ (blockOf(encrypt(counter(1 + (i >> 4))))[i & 15] ?? 0))
  return { ciphertext, tag: blockOf(hashed(h, aad, ciphertext) ^ encrypt(first)) }
}

const filled = (length: number, step: number) => Uint8Array.from({ length }, (_, i) => (i * step + 11) & 255)
const key = filled(16, 37)
const nonce = filled(12, 5)

describe('SM4-GCM', () => {
  it.each([
    [0, 0],
    [0, 1],
    [1, 0],
    [15, 16],
    [16, 15],
    [17, 17],
    [32, 33],
    [33, 32],
    [100, 300],
  ])('is SP 800-38D for %i bytes with %i authenticated ones', (length, authenticated) => {
    const [plain, aad] = [filled(length, 3), filled(authenticated, 7)]
    const sealed = sm4GcmSeal(key, nonce, plain, aad)
    expect(sealed).toEqual(expected(key, nonce, plain, aad))
    expect(sm4GcmOpen(key, nonce, sealed, aad)).toEqual(plain)
  })

  it.each([1, 11, 12, 13, 16, 17, 32])('takes a nonce of %i bytes', (length) => {
    const [own, plain] = [filled(length, 13), filled(50, 3)]
    expect(sm4GcmSeal(key, own, plain)).toEqual(expected(key, own, plain, new Uint8Array()))
  })

  it('authenticates nothing more where nothing more is given', () => {
    const sealed = sm4GcmSeal(key, nonce, filled(20, 3))
    expect(sealed).toEqual(sm4GcmSeal(key, nonce, filled(20, 3), new Uint8Array()))
    expect(sm4GcmOpen(key, nonce, sealed)).toEqual(filled(20, 3))
  })

  it.each([12, 13, 14, 15, 16])('is opened with a tag of %i bytes, each of which counts', (length) => {
    const { ciphertext, tag } = sm4GcmSeal(key, nonce, filled(20, 3))
    const cut = tag.slice(0, length)
    expect(sm4GcmOpen(key, nonce, { ciphertext, tag: cut })).toEqual(filled(20, 3))
    for (let at = 0; at < length; at++) {
      const wrong = cut.with(at, (cut[at] ?? 0) ^ 0x80)
      expect(() => sm4GcmOpen(key, nonce, { ciphertext, tag: wrong })).toThrow(refused('bad-ciphertext'))
    }
  })

  it('is not opened with a shorter tag or a longer one', () => {
    const { ciphertext, tag } = sm4GcmSeal(key, nonce, filled(20, 3))
    for (const wrong of [tag.subarray(0, 11), new Uint8Array(0), Uint8Array.from([...tag, 0])])
      expect(() => sm4GcmOpen(key, nonce, { ciphertext, tag: wrong })).toThrow(refused('bad-length'))
  })

  it('is not opened with another nonce, key or other authenticated bytes', () => {
    const sealed = sm4GcmSeal(key, nonce, filled(20, 3), filled(5, 1))
    const wrong = refused('bad-ciphertext')
    expect(() => sm4GcmOpen(filled(16, 38), nonce, sealed, filled(5, 1))).toThrow(wrong)
    expect(() => sm4GcmOpen(key, filled(12, 6), sealed, filled(5, 1))).toThrow(wrong)
    expect(() => sm4GcmOpen(key, nonce, sealed, filled(5, 2))).toThrow(wrong)
    expect(() => sm4GcmOpen(key, nonce, sealed)).toThrow(wrong)
  })

  it('needs a nonce, to seal and to open', () => {
    expect(() => sm4GcmSeal(key, new Uint8Array(), filled(1, 1))).toThrow(refused('bad-length'))
    const sealed = sm4GcmSeal(key, nonce, filled(1, 1))
    expect(() => sm4GcmOpen(key, new Uint8Array(), sealed)).toThrow(refused('bad-length'))
  })

  it('leaves what it was given as it was', () => {
    const [given, plain, own] = [key.slice(), filled(20, 3), nonce.slice()]
    sm4GcmOpen(given, own, sm4GcmSeal(given, own, plain))
    expect([given, plain, own]).toEqual([key, filled(20, 3), nonce])
  })
})

describe('SM4-GCM of much data', () => {
  it.each([4095, 4096, 4097, 4352])('is the same for %i bytes', (length) => {
    const [plain, aad] = [filled(length, 3), filled(4100, 9)]
    const sealed = sm4GcmSeal(key, nonce, plain, aad)
    expect(sealed.tag).toEqual(tagOf(sealed.ciphertext, aad))
    expect(Buffer.compare(sm4GcmOpen(key, nonce, sealed, aad), plain)).toBe(0)
  })

  function tagOf(ciphertext: Uint8Array, aad: Uint8Array): Uint8Array {
    const encrypt = (value: bigint) => numberOf(sm4EcbEncrypt(key, blockOf(value), 'none'))
    return blockOf(hashed(encrypt(0n), aad, ciphertext) ^ encrypt((numberOf(nonce) << 32n) | 1n))
  }
})
