import { describe, expect, it } from 'vitest'
import { carryOut, sliceOf } from './issuance.ts'

// A part of `npm run fault -- issuance`. It is always the same, so that a failure here is the same for everybody.

describe('an issuance that something breaks in the middle', () => {
  it('never loses the pair in force, and ends with exactly one pair that works', {
    timeout: 240_000,
  }, async () => {
    const { done, struck, broken } = await carryOut(sliceOf(3, 60, 'pkcs11'), 'pkcs11')
    expect(broken).toEqual([])
    expect(done).toBeGreaterThan(6)
    expect(struck).toBeGreaterThan(done / 2)
  })

  it('does so through SKF as well', { timeout: 240_000 }, async () => {
    const { done, struck, broken } = await carryOut(sliceOf(3, 120, 'skf'), 'skf')
    expect(broken).toEqual([])
    expect(done).toBeGreaterThan(3)
    expect(struck).toBeGreaterThan(done / 2)
  })
})
