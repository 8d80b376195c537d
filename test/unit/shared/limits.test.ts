import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Limit, limitsHeld, limitsIn } from './limits.ts'

/**
 * A narrower limit refuses what people have: the path of a file, a name, an entry of the history that was written long
 * ago. A wider one lets through what the next part has no room for. Whoever changes one changes this table as well.
 */
const agreed: unknown = JSON.parse(readFileSync(`${import.meta.dirname}/limits.json`, 'utf8'))

const limits = await limitsHeld()

const table = (all: readonly Limit[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...Map.groupBy(all, ({ at }) => at)].map(([at, same]) => [
      at,
      same.map(({ says }) => says).join(', or '),
    ]),
  )

const bound = (says: string): number => Number(/at most (\d+)$/.exec(says)?.[1] ?? Number.NaN)

describe('the limits of what arrives', () => {
  it('are those that were agreed, for texts, lists and numbers', () => {
    expect(table(limits)).toEqual(agreed)
  })

  it('let in what is just as long as the limit, and nothing longer', () => {
    const texts = limits.flatMap(({ at, says, schema }) =>
      schema instanceof z.ZodString && schema.format === null && bound(says) < 100_000
        ? [{ at, takes: (more: number) => schema.safeParse('a'.repeat(bound(says) + more)).success }]
        : [],
    )
    const free = texts.filter(({ takes }) => takes(0))
    // The others have a pattern as well.
    expect(free.length).toBeGreaterThan(60)
    expect(texts.filter(({ takes }) => takes(1)).map(({ at }) => at)).toEqual([])
  })

  it('are found wherever they are in a schema', () => {
    const odd = z.object({ a: z.array(z.string().length(3).nullable()).min(2), b: z.number().gt(1).lt(9) })
    expect(odd.safeParse({ a: ['abc', null], b: 2 }).success).toBe(true)
    const found = limitsIn(odd, 'odd')
    expect(table(found)).toEqual({
      'odd.a': 'at least 2',
      'odd.a[]': 'exactly 3',
      'odd.b': 'above 1, below 9',
    })
  })
})
