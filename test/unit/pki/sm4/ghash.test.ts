import { describe, expect, it } from 'vitest'
import { simdEngine } from '../../../../src/pki/sm4/simd/engine.ts'
import { ghashSimd } from '../../../../src/pki/sm4/simd/ghash.ts'

const filled = (length: number, step: number) => Uint8Array.from({ length }, (_, i) => (i * step + 11) & 255)
const h = Int32Array.of(0x12345678, -0x2468ace, 0x0fedcba9, -7)
const numberOf = (words: Int32Array): bigint =>
  words.reduce((sum, word) => (sum << 32n) | BigInt(word >>> 0), 0n)
const REDUCTION = 0xe1n << 120n

function times(x: bigint, y: bigint): bigint {
  let [z, v] = [0n, y]
  for (let bit = 127n; bit >= 0n; bit--) {
    if ((x >> bit) & 1n) z ^= v
    v = (v & 1n) === 1n ? (v >> 1n) ^ REDUCTION : v >> 1n
  }
  return z
}

/** SP 800-38D 6.4, one block after another. */
function hashed(y: bigint, data: Uint8Array): bigint {
  let sum = y
  for (let at = 0; at < data.length; at += 16)
    sum = times(sum ^ BigInt(`0x${Buffer.from(data.subarray(at, at + 16)).toString('hex')}`), numberOf(h))
  return sum
}

describe('the hash of many blocks', () => {
  it('is left to others below 4096 bytes', () => {
    const y = Int32Array.of(1, 2, 3, 4)
    expect(ghashSimd(y, h, filled(4095, 3))).toBe(0)
    expect([...y]).toEqual([1, 2, 3, 4])
  })

  it.each([
    [4096, 4096],
    [4351, 4096],
    [4352, 4352],
    [65_536 + 511, 65_536 + 256],
  ])('goes on from what was hashed: of %i bytes it takes %i', (length, taken) => {
    const data = filled(length, 7)
    const y = Int32Array.of(1, -2, 3, -4)
    const before = numberOf(y)
    expect(ghashSimd(y, h, data)).toBe(taken)
    expect(numberOf(y)).toBe(hashed(before, data.subarray(0, taken)))
    expect([...h]).toEqual([0x12345678, -0x2468ace, 0x0fedcba9, -7])
    expect(
      simdEngine()
        ?.memory.subarray(256, 256 + 100_000)
        .every((byte) => byte === 0),
    ).toBe(true)
  })
})
