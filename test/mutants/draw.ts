import { pick, type Random, randomFrom } from '../random.ts'
import { type Mutant, operators } from './mutant.ts'
import type { Source } from './sources.ts'

const byLines = (random: Random, sources: readonly Source[]): Source => {
  const all = sources.reduce((sum, { lines }) => sum + lines, 0)
  let left = random() * all
  const found = sources.find(({ lines }) => {
    left -= lines
    return left < 0
  })
  return found ?? pick(random, sources)
}

/** First a file, by its lines; then a kind of change that it has; then a place. So long tables do not crowd in. */
const one = (random: Random, source: Source, mutants: readonly Mutant[]): Mutant | null => {
  const here = operators.filter((operator) => mutants.some((mutant) => mutant.operator === operator))
  if (here.length === 0 || source.lines === 0) return null
  const operator = pick(random, here)
  return pick(
    random,
    mutants.filter((mutant) => mutant.operator === operator),
  )
}

/** Draws `count` different mutants. The same seed draws the same ones, and a larger count begins with them. */
export const draw = (
  sources: readonly Source[],
  mutantsIn: (source: Source) => readonly Mutant[],
  { seed, count }: { readonly seed: number; readonly count: number },
): readonly Mutant[] => {
  const random = randomFrom(seed)
  const drawn = new Map<string, Mutant>()
  // A small room may have fewer mutants than were asked for.
  for (let tries = 0; drawn.size < count && tries < count * 50 && sources.length > 0; tries++) {
    const source = byLines(random, sources)
    const mutant = one(random, source, mutantsIn(source))
    if (mutant !== null) drawn.set(`${mutant.file}:${mutant.start}:${mutant.after}`, mutant)
  }
  return [...drawn.values()]
}
