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

type Asked = { readonly only?: readonly string[] | undefined; readonly json?: boolean | undefined }
type Run = (names: readonly string[], told: (one: Checked) => void) => Promise<readonly Checked[]>

/** Runs the groups that the command line names, else all, prints what came of it, and ends the process. */
export const runAsked = async (
  groups: readonly string[],
  { only = groups, json = false }: Asked,
  run: Run,
): Promise<never> => {
  const unknown = only.find((name) => !groups.includes(name))
  if (unknown !== undefined) {
    console.error(`There is no group "${unknown}". There are: ${groups.join(', ')}`)
    process.exit(2)
  }
  const all = await run(only, ({ name, problem, milliseconds }) => {
    if (json) return
    console.log(problem === null ? `✓ ${name} (${milliseconds} ms)` : `✗ ${name}\n${problem}`)
  })
  const failed = all.filter(({ problem }) => problem !== null).length
  const passed = all.length - failed
  console.log(
    json ? JSON.stringify({ passed, failed, checks: all }, null, 1) : `${passed} passed, ${failed} failed`,
  )
  process.exit(failed > 0 ? 1 : 0)
}
