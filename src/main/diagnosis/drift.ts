/**
 * How many milliseconds the computer's clock has run ahead of the one that nobody can set, since now. That one counts
 * the seconds since the computer was switched on, and goes on while it sleeps; `performance.now()` stands still then.
 */
export const createDrift = (clock: () => Date, sinceBoot: () => number) => {
  const behind = (): number => clock().getTime() - sinceBoot() * 1000
  const atStart = behind()
  return () => behind() - atStart
}
