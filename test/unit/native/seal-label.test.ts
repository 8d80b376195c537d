import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  isSealLabel,
  LARGEST_SEAL,
  MOST_SEALS,
  sealLabel,
  sealLabelStart,
  sealValue,
  shownSeals,
} from '../../../src/native/seal-label.ts'

const ten = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 10)

describe('the name of a seal on a token', () => {
  const der = Uint8Array.of(1, 2, 3)

  it('begins with its number, the same for all versions, and ends with the version', () => {
    expect(sealLabelStart('51000000000001')).toBe(`seal-${ten('51000000000001')}-`)
    expect(sealLabel('51000000000001', der)).toBe(`seal-${ten('51000000000001')}-${ten(der)}`)
    expect(sealLabel('51000000000001', Uint8Array.of(1, 2, 4))).not.toBe(sealLabel('51000000000001', der))
  })

  it('fits into the name of a file of SKF', () => {
    expect(sealLabel('印章'.repeat(100), der)).toHaveLength(26)
    expect(isSealLabel(sealLabel('印章', der))).toBe(true)
  })

  it('is told from names that others gave', () => {
    expect(isSealLabel('seal-')).toBe(true)
    expect(isSealLabel(`seal-${'a'.repeat(27)}`)).toBe(true)
    expect(isSealLabel(`seal-${'a'.repeat(28)}`)).toBe(false)
    expect(isSealLabel('Seal-1')).toBe(false)
    expect(isSealLabel('my seal-1')).toBe(false)
    expect(isSealLabel('')).toBe(false)
  })
})

describe('the seals that are shown of a token', () => {
  const named = (label: string, version = 1) => ({ label, version })
  const many = (count: number) => Array.from({ length: count }, (_, i) => named(`seal-${i}`))

  it('are one for each name, in the order of the token, the last of a name counting', () => {
    expect(shownSeals([named('a', 1), named('b', 1), named('a', 2)])).toEqual([named('a', 2), named('b', 1)])
    expect(shownSeals([])).toEqual([])
  })

  it('are sixteen at most, so that a token without end keeps nobody busy', () => {
    expect(MOST_SEALS).toBe(16)
    expect(shownSeals(many(16))).toEqual(many(16))
    expect(shownSeals(many(17))).toEqual(many(16))
  })
})

describe('the bytes of a seal', () => {
  it('are copied, so that the memory of a library may go', () => {
    const bytes = Uint8Array.of(1, 2)
    const value = sealValue(bytes)
    bytes.fill(0)
    expect(value).toEqual(Uint8Array.of(1, 2))
  })

  it('are at least one and at most half a mebibyte', () => {
    expect(LARGEST_SEAL).toBe(524_288)
    expect(sealValue(new Uint8Array(1))).toHaveLength(1)
    expect(sealValue(new Uint8Array(LARGEST_SEAL))).toHaveLength(LARGEST_SEAL)
    expect(sealValue(new Uint8Array(LARGEST_SEAL + 1))).toBeNull()
    expect(sealValue(new Uint8Array(0))).toBeNull()
    expect(sealValue(null)).toBeNull()
    expect(sealValue(undefined)).toBeNull()
  })
})
