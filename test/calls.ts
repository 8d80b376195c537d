import { Session } from 'node:inspector'

type Coverage = {
  readonly result: readonly {
    readonly functions: readonly {
      readonly functionName: string
      readonly ranges: readonly { readonly count: number }[]
    }[]
  }[]
}

/** How often functions of these names were called in this thread while some work was done; the engine counts. */
export const callsDuring = async <Name extends string>(
  names: readonly Name[],
  work: () => Promise<unknown>,
): Promise<Readonly<Record<Name, number>>> => {
  const session = new Session()
  session.connect()
  const ask = (method: string, params: object = {}): Promise<unknown> =>
    new Promise((resolve, reject) =>
      session.post(method, params, (error, answer) => (error === null ? resolve(answer) : reject(error))),
    )
  try {
    await ask('Profiler.enable')
    await ask('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
    await ask('Profiler.takePreciseCoverage')
    await work()
    const { result } = (await ask('Profiler.takePreciseCoverage')) as Coverage
    const all = result.flatMap(({ functions }) => functions)
    const count = (name: string): number =>
      all
        .filter(({ functionName }) => functionName === name)
        .reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0)
    return Object.fromEntries(names.map((name) => [name, count(name)])) as Record<Name, number>
  } finally {
    session.disconnect()
  }
}
