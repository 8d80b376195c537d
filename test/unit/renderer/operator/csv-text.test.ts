import { describe, expect, it } from 'vitest'
import { csvText, parts } from '../../../../src/renderer/operator/parts/csv-text.ts'

describe('a CSV file', () => {
  it('is read in GB 18030 as well, in which Chinese spreadsheets save', () => {
    expect(csvText(Uint8Array.of(0xcd, 0xf5, 0xb7, 0xbc))).toBe('王芳')
    expect(csvText(new TextEncoder().encode('王芳'))).toBe('王芳')
  })

  it('goes in parts, and none of its lines is lost', () => {
    expect(parts([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
    expect(parts([], 2)).toEqual([])
  })
})
