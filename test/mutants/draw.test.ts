import { describe, expect, it } from 'vitest'
import { draw } from './draw.ts'
import type { Mutant, Operator } from './mutant.ts'
import type { Source } from './sources.ts'

const source = (file: string, lines: number): Source => ({ file, text: '', lines })
const mutant = (file: string, operator: Operator, start: number): Mutant => ({
  ...{ file, operator, start, end: start + 1 },
  ...{ before: 'a', after: 'b', within: null },
})
const many = (file: string) => [
  ...Array.from({ length: 1000 }, (_, place) => mutant(file, 'number', place)),
  ...Array.from({ length: 200 }, (_, place) => mutant(file, 'guard', 5000 + place)),
]

describe('the draw', () => {
  it('is the same for the same seed, and a longer one begins with a shorter one', () => {
    const from = (seed: number, count: number) =>
      draw([source('a', 10), source('b', 10)], ({ file }) => many(file), { seed, count })
    expect(from(5, 20)).toEqual(from(5, 20))
    expect(from(5, 40).slice(0, 20)).toEqual(from(5, 20))
    expect(from(6, 20)).not.toEqual(from(5, 20))
  })

  it('goes by the lines of files, and evenly over the kinds of change', () => {
    const drawn = draw([source('long', 900), source('short', 100)], ({ file }) => many(file), {
      ...{ seed: 1, count: 200 },
    })
    const ofLong = drawn.filter(({ file }) => file === 'long').length
    expect(ofLong).toBeGreaterThan(160)
    expect(ofLong).toBeLessThan(200)
    const guards = drawn.filter(({ operator }) => operator === 'guard').length
    expect(guards).toBeGreaterThan(70)
    expect(guards).toBeLessThan(130)
  })

  it('draws nothing twice and ends when there is no more', () => {
    const few = [mutant('a', 'guard', 1), mutant('a', 'number', 2)]
    const options = { seed: 1, count: 10 }
    expect(draw([source('a', 5)], () => few, options)).toHaveLength(2)
    expect(draw([source('a', 5)], () => [], options)).toEqual([])
    expect(draw([], () => few, options)).toEqual([])
  })
})
