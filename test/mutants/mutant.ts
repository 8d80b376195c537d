/** The kinds of change. `npm run mutants` draws them evenly, so a table of numbers does not crowd the others out. */
export const operators = [
  'comparison',
  'arithmetic',
  'logic',
  'negation',
  'condition',
  'number',
  'boolean',
  'guard',
  'call',
  'await',
  'error-code',
  'default',
] as const
export type Operator = (typeof operators)[number]

/** One change of one source file: the text between two places becomes another one. */
export type Mutant = {
  /** The file, seen from the top of the project. */
  readonly file: string
  readonly operator: Operator
  readonly start: number
  readonly end: number
  readonly before: string
  readonly after: string
  /** The innermost function with a name that the place is in; null if it runs when the file is loaded. */
  readonly within: string | null
}

export const applied = (source: string, { start, end, after }: Mutant): string =>
  source.slice(0, start) + after + source.slice(end)

export const lineOf = (source: string, { start }: Mutant): number => source.slice(0, start).split('\n').length

/**
 * The line that a change begins in, without its indent, and where in it. Equivalents are known by these, because they
 * move with the file.
 */
export const placeOf = (
  source: string,
  { start }: Mutant,
): { readonly line: string; readonly at: number } => {
  const begin = source.lastIndexOf('\n', start - 1) + 1
  const end = source.indexOf('\n', start)
  const whole = source.slice(begin, end < 0 ? source.length : end)
  return { line: whole.trim(), at: start - begin - (whole.length - whole.trimStart().length) }
}
