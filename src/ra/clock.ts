/** Milliseconds since 1970. It is injected everywhere, so that tests can live in any year. */
export type Clock = () => number

export const systemClock: Clock = () => Date.now()

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

/** The same day and hour some years later; 29 February becomes 28 February. */
export function yearsLater(from: number, years: number): number {
  const date = new Date(from)
  const day = date.getUTCDate()
  date.setUTCFullYear(date.getUTCFullYear() + years)
  if (date.getUTCDate() !== day) date.setUTCDate(0)
  return date.getTime()
}
