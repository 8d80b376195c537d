import { describe, expect, it } from 'vitest'
import type { Judged, Outcome } from './outcome.ts'
import { countsOf, printed, ratesOf } from './summary.ts'

const judged = (outcome: Outcome, before = 'a < b'): Judged => ({
  mutant: {
    ...{ file: 'src/a.ts', operator: 'comparison', start: 1, end: 2 },
    ...{ before, after: '(a <= b)', within: null },
  },
  line: 3,
  outcome,
})
const all: readonly Judged[] = [
  judged({ kind: 'types', complaint: 'TS2322' }),
  judged({ kind: 'killed', file: 't', test: 'x' }),
  judged({ kind: 'killed', file: 't', test: 'x' }),
  judged({ kind: 'timed-out', bound: 'time' }),
  judged({ kind: 'equivalent', reason: 'r' }),
  judged({ kind: 'browser-only' }),
  judged({ kind: 'not-reached', looked: 9, of: 9 }),
  judged({ kind: 'survived', tests: 2, looked: 5, of: 9 }, 'a <\n    b'),
]

describe('the summary', () => {
  it('counts each kind', () => {
    expect(countsOf(all)).toEqual({
      ...{ types: 1, killed: 2, 'timed-out': 1, equivalent: 1 },
      ...{ 'browser-only': 1, 'not-reached': 1, survived: 1 },
    })
  })

  it('leaves equivalents and what only browsers reach out of the rates, and nothing else', () => {
    expect(ratesOf(countsOf(all))).toEqual({ byTests: 60, withTypes: 66.7, equivalent: 12.5 })
  })

  it('has no rate of nothing', () => {
    expect(ratesOf(countsOf([]))).toEqual({ byTests: null, withTypes: null, equivalent: null })
    expect(printed([])).toContain('none were tried')
  })

  it('lists what was not found, each with its place and both texts', () => {
    const text = printed(all)
    expect(text).toContain(
      'src/a.ts:3 comparison (2 of 5 test files reach it, and --patience ended before the other 4)\n  - a < b\n',
    )
    expect(text).toContain('src/a.ts:3 comparison (0 of 9 test files reach it)')
    expect(text.match(/ {2}- /g)).toHaveLength(2)
  })
})
