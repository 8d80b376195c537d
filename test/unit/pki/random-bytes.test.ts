import { describe, expect, it, vi } from 'vitest'
import { randomBytes, toHex } from '../../../src/pki/index.ts'

describe('random bytes', () => {
  it('are as many as were asked for, and never the same twice, however many are asked for at a time', () => {
    const seen = new Set<string>()
    let asked = 0
    for (let round = 0; round < 40; round++)
      for (const length of [16, 32, 128, 12, 129, 33, 1024, 2000]) {
        const bytes = randomBytes(length)
        expect(bytes).toHaveLength(length)
        // Twelve bytes at every place, so that nobody gets a part of what somebody else was given.
        for (let at = 0; at + 12 <= length; at++) {
          seen.add(toHex(bytes.subarray(at, at + 12)))
          asked++
        }
      }
    expect(seen.size).toBe(asked)
  })

  it('belong to whoever asked: neither side can change or see those of the other', () => {
    const mine = randomBytes(16)
    const copy = toHex(mine)
    const next = randomBytes(16)
    mine.fill(0)
    expect(toHex(next)).not.toContain('0'.repeat(16))
    expect(toHex(mine)).not.toBe(copy)
    // A view of the stock would show its other bytes.
    expect(mine.buffer.byteLength).toBe(16)
  })

  it('hold every value of a byte about equally often', () => {
    const counts = new Array<number>(256).fill(0)
    for (let i = 0; i < 8000; i++) for (const byte of randomBytes(32)) counts[byte] = (counts[byte] ?? 0) + 1
    // 1,000 each are expected; seven standard deviations happen to nobody.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(225)
  })

  it('stay nowhere but with whoever asked: a picture of the memory shows no key that was given away', () => {
    const asked = vi.spyOn(globalThis.crypto, 'getRandomValues')
    try {
      const given = Array.from({ length: 20 }, () => toHex(randomBytes(100)))
      const stock = asked.mock.calls.map(([bytes]) => bytes).find((bytes) => bytes instanceof Uint8Array)
      if (stock === undefined) throw new Error('the platform was not asked')
      const left = toHex(stock)
      expect(given.filter((bytes) => left.includes(bytes))).toEqual([])
    } finally {
      asked.mockRestore()
    }
  })

  it('are none if none are asked for', () => {
    expect(randomBytes(0)).toHaveLength(0)
  })
})
