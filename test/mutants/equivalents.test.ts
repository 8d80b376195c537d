import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Equivalent, equivalentOf, readEquivalents, stale } from './equivalents.ts'
import { mutantsOf } from './mutants-of.ts'

const top = join(import.meta.dirname, '../..')
const known: Equivalent = {
  ...{
    file: 'src/a.ts',
    line: 'if (a < b) c(a < b)',
    at: 4,
    operator: 'comparison',
    before: 'a < b',
    after: '(a <= b)',
  },
  reason: 'a is never equal to b, because b is odd',
}

describe('the list of equivalents', () => {
  it('knows a mutant wherever its line has gone', () => {
    const find = (source: string) => {
      const mutant = mutantsOf('src/a.ts', source).find(({ operator }) => operator === 'comparison')
      return mutant === undefined ? null : equivalentOf([known], mutant, source)
    }
    expect(find('if (a < b) c(a < b)')).toBe(known)
    expect(find('const d = e\nconst f = () => {\n  if (a < b) c(a < b)\n}')).toBe(known)
    expect(find('if (a < b) d(a < b)')).toBeUndefined()
    expect(find('if (a > b) c(a < b)')).toBeUndefined()
  })

  it('knows one of two changes in a line', () => {
    const source = 'if (a < b) c(a < b)'
    const both = mutantsOf('src/a.ts', source).filter(({ operator }) => operator === 'comparison')
    expect(both.map((mutant) => equivalentOf([known], mutant, source))).toEqual([known, undefined])
  })

  it('names entries whose line is gone', () => {
    expect(stale([known], () => '  if (a < b) c(a < b)\n')).toEqual([])
    expect(stale([known], () => 'if (a < d) c(a < b)\n')).toEqual([known])
    expect(stale([known], () => null)).toEqual([known])
  })

  it('is about lines that are there, and gives each a reason', () => {
    const text = (file: string) =>
      existsSync(join(top, file)) ? readFileSync(join(top, file), 'utf8') : null
    expect(stale(readEquivalents(), text)).toEqual([])
  })
})
