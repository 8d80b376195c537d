/** One thing that was checked, and why it does not hold. */
export type Checked = {
  readonly name: string
  readonly problem: string | null
  readonly milliseconds: number
}

export type Report = {
  /** Does the work; what it throws is why the check fails. The checks after it go on. */
  check(name: string, work: () => unknown): Promise<void>
  readonly all: readonly Checked[]
}

const problemOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

export const openReport = (told: (one: Checked) => void): Report => {
  const all: Checked[] = []
  return {
    all,
    check: async (name, work) => {
      const begun = performance.now()
      let problem: string | null = null
      try {
        await work()
      } catch (error) {
        problem = problemOf(error)
      }
      const one = { name, problem, milliseconds: Math.round(performance.now() - begun) }
      all.push(one)
      told(one)
    },
  }
}
