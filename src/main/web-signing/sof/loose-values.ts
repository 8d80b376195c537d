/** A number that a page wrote as a number or as text; NaN for anything else, which has no value of its own here. */
export const numberIn = (value: unknown): number =>
  typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN

/** A flag that pages write as true, 1 or "1". */
export const flagIn = (value: unknown): 0 | 1 => (value === true || numberIn(value) === 1 ? 1 : 0)
