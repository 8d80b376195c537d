import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Mutant, operators, placeOf } from './mutant.ts'

/**
 * A mutant that nobody could tell from the original, with the reason. It is known by the text of its line, not by the
 * number, by the place in it, and by both texts of the change, because a line may have several.
 */
const shape = z.strictObject({
  file: z.string(),
  line: z.string(),
  at: z.number().int(),
  operator: z.enum(operators),
  before: z.string(),
  after: z.string(),
  reason: z.string().min(20),
})
export type Equivalent = z.infer<typeof shape>

export const readEquivalents = (
  path = join(import.meta.dirname, 'equivalents.json'),
): readonly Equivalent[] => z.array(shape).parse(JSON.parse(readFileSync(path, 'utf8')))

export const equivalentOf = (
  list: readonly Equivalent[],
  mutant: Mutant,
  source: string,
): Equivalent | undefined => {
  const { line, at } = placeOf(source, mutant)
  return list.find(
    (one) =>
      one.file === mutant.file &&
      one.operator === mutant.operator &&
      one.before === mutant.before &&
      one.after === mutant.after &&
      one.line === line &&
      one.at === at,
  )
}

/** Entries whose line is not in their file any more: they say nothing and should go. */
export const stale = (list: readonly Equivalent[], textOf: (file: string) => string | null) =>
  list.filter(({ file, line, at, before }) => {
    const text = textOf(file) ?? ''
    const there = text.split('\n').some((one) => one.trim() === line)
    // A change may go over several lines.
    return !there || !text.includes(line.slice(0, at) + before)
  })
