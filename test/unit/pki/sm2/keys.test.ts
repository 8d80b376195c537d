import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { encodeScalar, SM2_CURVE } from '../../../../src/pki/sm2/curve.ts'
import {
  generateSm2KeyPair,
  normaliseSm2PublicKey,
  randomScalar,
  sm2PublicKeyOf,
  wipe,
} from '../../../../src/pki/sm2/keys.ts'
import { refused } from '../refusal.ts'
import { times } from './affine.ts'

const { n, Gx, Gy } = SM2_CURVE
const G = { x: Gx, y: Gy }
const numberOf = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
const pointOf = (bytes: Uint8Array) => ({
  x: numberOf(bytes.subarray(1, 33)),
  y: numberOf(bytes.subarray(33)),
})

/** The next time that the platform is asked, it gives these numbers and then fives; after that its own. */
function giving(...numbers: readonly bigint[]): void {
  const spy = vi.spyOn(globalThis.crypto, 'getRandomValues')
  onTestFinished(() => void spy.mockRestore())
  spy.mockImplementationOnce((array) => {
    if (!(array instanceof Uint8Array)) return expect.unreachable('bytes are asked for')
    for (let i = 0; i < array.length / 32; i++) array.set(encodeScalar(numbers[i] ?? 5n), 32 * i)
    return array
  })
}

describe('a random scalar', () => {
  it('lies between 1 and the order less two', () => {
    for (let i = 0; i < 50; i++) {
      const scalar = randomScalar()
      expect(scalar >= 1n && scalar <= n - 2n).toBe(true)
    }
  })

  it('is drawn again where it does not, at both ends', () => {
    giving(0n, n - 1n, n, (1n << 256n) - 1n, n - 2n, 0n, 1n)
    // What is in stock comes first, then a stock of 32 numbers, then another; nothing of the second is left.
    const found = Array.from({ length: 90 }, randomScalar)
    const first = found.indexOf(n - 2n)
    expect(first).toBeGreaterThanOrEqual(0)
    expect(found.slice(first, first + 27)).toEqual([n - 2n, 1n, ...Array<bigint>(25).fill(5n)])
    expect(found.every((scalar) => scalar >= 1n && scalar <= n - 2n)).toBe(true)
    expect(found[first + 27]).not.toBe(5n)
  })
})

describe('a pair of keys', () => {
  it('belongs together', () => {
    const { privateKey, publicKey } = generateSm2KeyPair()
    expect([privateKey.length, publicKey.length, publicKey[0]]).toEqual([32, 65, 4])
    expect(pointOf(publicKey)).toEqual(times(G, numberOf(privateKey)))
    expect(sm2PublicKeyOf(privateKey)).toEqual(publicKey)
    expect(generateSm2KeyPair().privateKey).not.toEqual(privateKey)
  })

  it.each([1n, 2n, n - 2n])('has the public key of its scalar: %d', (scalar) => {
    expect(pointOf(sm2PublicKeyOf(encodeScalar(scalar)))).toEqual(times(G, scalar))
  })

  it('has no private key of nothing, of the order, or of another length', () => {
    for (const key of [
      encodeScalar(0n),
      encodeScalar(n),
      encodeScalar(n - 1n),
      new Uint8Array(31).fill(1),
      new Uint8Array(33),
    ])
      expect(() => sm2PublicKeyOf(key)).toThrow(refused('bad-private-key'))
  })

  it('has a public key in one form, however it is given', () => {
    const { publicKey } = generateSm2KeyPair()
    const compressed = Uint8Array.of(2 + ((publicKey[64] ?? 0) & 1), ...publicKey.subarray(1, 33))
    for (const given of [publicKey, publicKey.subarray(1), compressed])
      expect(normaliseSm2PublicKey(given)).toEqual(publicKey)
    expect(() => normaliseSm2PublicKey(publicKey.with(64, (publicKey[64] ?? 0) ^ 1))).toThrow(
      refused('bad-point'),
    )
  })

  it('is wiped in place', () => {
    const secret = Uint8Array.of(1, 2, 3)
    wipe(secret)
    expect([...secret]).toEqual([0, 0, 0])
  })
})
