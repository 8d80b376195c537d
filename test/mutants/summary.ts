import type { Judged, Outcome } from './outcome.ts'

export type Counts = Readonly<Record<Outcome['kind'], number>>

export const countsOf = (judged: readonly Judged[]): Counts => {
  const counts = {
    ...{ types: 0, killed: 0, 'timed-out': 0, equivalent: 0 },
    ...{ 'browser-only': 0, 'not-reached': 0, survived: 0 },
  }
  for (const { outcome } of judged) counts[outcome.kind] += 1
  return counts
}

const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((1000 * part) / whole) / 10

/**
 * In per cent. Equivalents are no faults, and those that only a browser reaches were not tried, so neither counts. What
 * no test reaches was not found and counts.
 */
export const ratesOf = (counts: Counts) => {
  const found = counts.killed + counts['timed-out']
  const tried = found + counts.survived + counts['not-reached']
  return {
    byTests: share(found, tried),
    withTypes: share(found + counts.types, tried + counts.types),
    equivalent: share(
      counts.equivalent,
      Object.values(counts).reduce((sum, count) => sum + count, 0),
    ),
  }
}

const oneLine = (text: string): string => {
  const flat = text.replace(/\s+/g, ' ').trim()
  return flat.length > 160 ? `${flat.slice(0, 157)}…` : flat
}

const howFar = (outcome: Outcome): string => {
  if (outcome.kind !== 'survived' && outcome.kind !== 'not-reached') return outcome.kind
  const { looked, of } = outcome
  const tests = outcome.kind === 'survived' ? outcome.tests : 0
  const end = looked === of ? '' : `, and --patience ended before the other ${of - looked}`
  return `${tests} of ${looked} test files reach it${end}`
}

export const isLeft = ({ outcome }: Judged): boolean =>
  outcome.kind === 'survived' || outcome.kind === 'not-reached'

export const wordsOf = ({ mutant, line, outcome }: Judged): string =>
  [
    `${mutant.file}:${line} ${mutant.operator} (${howFar(outcome)})`,
    `  - ${oneLine(mutant.before)}`,
    `  + ${oneLine(mutant.after)}`,
  ].join('\n')

const percent = (rate: number | null): string => (rate === null ? 'none were tried' : `${rate} %`)

export const printed = (judged: readonly Judged[]): string => {
  const counts = countsOf(judged)
  const rates = ratesOf(counts)
  const left = judged.filter(isLeft)
  return [
    ...left.map(wordsOf),
    ...(left.length > 0 ? [''] : []),
    `${judged.length} mutants: ${counts.killed} killed by tests, ${counts['timed-out']} timed out, ${counts.types} killed by types,`,
    `${counts.survived} survived, ${counts['not-reached']} not reached by a test; apart from these`,
    `${counts.equivalent} equivalent, ${counts['browser-only']} only browser tests reach`,
    `found by tests ${percent(rates.byTests)}, with types ${percent(rates.withTypes)}; equivalent ${percent(rates.equivalent)}`,
  ].join('\n')
}
