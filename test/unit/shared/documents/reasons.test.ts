import { describe, expect, it } from 'vitest'
import {
  outcomeOf,
  type ReasonCode,
  reason,
  reasonWeights,
} from '../../../../src/shared/documents/reasons.ts'

describe('a reason', () => {
  it('names up to twenty details, and says that there are more', () => {
    const names = Array.from({ length: 21 }, (_, i) => `file ${i}`)
    expect(reason('changed-after', names.slice(0, 20)).details).toEqual(names.slice(0, 20))
    expect(reason('changed-after', names).details).toEqual([...names.slice(0, 20), '…'])
    expect(reason('no-time')).toEqual({ code: 'no-time', details: [] })
  })

  it('writes out what hides in a detail', () => {
    expect(reason('changed-after', ['a\u202eb']).details).toEqual(['a⟨U+202E⟩b'])
  })
})

describe('what reasons come to', () => {
  const outcome = (...codes: readonly ReasonCode[]) => outcomeOf(codes.map((code) => reason(code)))
  const ofWeight = (weight: string) =>
    (Object.keys(reasonWeights) as readonly ReasonCode[]).filter((code) => reasonWeights[code] === weight)

  it('is valid where none doubts or refuses', () => {
    expect(outcome()).toBe('valid')
    for (const code of ofWeight('notes')) expect([code, outcome(code)]).toEqual([code, 'valid'])
  })

  it('is undecided where one doubts, and invalid where one refuses, whatever stands beside', () => {
    for (const code of ofWeight('doubts'))
      expect([code, outcome('no-time', code)]).toEqual([code, 'undecided'])
    for (const code of ofWeight('refuses'))
      expect([code, outcome('unknown-root', code, 'no-time')]).toEqual([code, 'invalid'])
  })
})
