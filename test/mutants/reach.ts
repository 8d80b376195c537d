import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Copy } from './copy.ts'
import type { Mutant } from './mutant.ts'
import { readReaches, storeReaches } from './reach-file.ts'
import { type Hashes, stampOf } from './stamps.ts'
import { readTrace } from './traces.ts'
import { runTests } from './vitest-run.ts'

/** What one test file did in a run without mutants. */
export type Reach = {
  readonly file: string
  /** Stands for every file that ran: while it is the same, the test would do the same again. */
  readonly stamp: string
  readonly passed: boolean
  readonly milliseconds: number
  /** Whether it started processes of its own, so that its end may depend on time. */
  readonly startsProcesses: boolean
  /** Which functions of the project ran: file and name with a tab between them; a file that was loaded has the name ''. */
  readonly ran: ReadonlySet<string>
}

const environmentFor = (copy: Copy, folder: string): NodeJS.ProcessEnv => ({
  NODE_OPTIONS: `--import=${join(copy.top, 'test/mutants/trace.ts')} --disable-warning=ExperimentalWarning`,
  // Functions that come out of the cache are not counted.
  NODE_DISABLE_COMPILE_CACHE: '1',
  MUTANTS_TRACE: folder,
  MUTANTS_TOP: copy.top,
})

const nothing = (file: string): Reach => ({
  ...{ file, stamp: '', passed: false, milliseconds: 0, startsProcesses: false, ran: new Set() },
})

const noTrace = { ran: new Set<string>(), milliseconds: 0, processes: new Set<string>() }

type Followed = { readonly reaches: readonly Reach[]; readonly faults: readonly string[] }

/** Runs some test files without a mutant and writes down what they reach. */
const follow = async (copy: Copy, files: readonly string[], hashOf: Hashes): Promise<Followed> => {
  const folder = join(dirname(copy.top), 'trace')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  chmodSync(folder, 0o1777) // processes of other users write here, too
  const { ended, results } = await runTests(copy, files, {
    ...{ milliseconds: 1_800_000, workers: 1, stopAtFirst: false },
    env: environmentFor(copy, folder),
  })
  if (results.length === 0) throw new Error(`the tests did not run:\n${ended.output}`)
  const traces = readTrace(folder)
  const reachOf = (file: string): Reach => {
    const { ran, milliseconds, processes } = traces.get(file) ?? noTrace
    const passed = ran.size > 0 && results.some((one) => one.file === file && one.failed === null)
    return {
      file,
      stamp: stampOf(ran, file, hashOf),
      passed,
      milliseconds,
      startsProcesses: processes.size > 1,
      ran,
    }
  }
  const faults = results.flatMap(({ file, failed }) => (failed === null ? [] : [`${file}: ${failed}`]))
  return { reaches: files.map(reachOf), faults }
}

export type Reaches = {
  /** What these test files reach. Those that are not known yet are run in this copy, which must be without a mutant. */
  of(copy: Copy, files: readonly string[]): Promise<readonly Reach[]>
  /** The same, if it is known. */
  known(file: string): Reach | null
}

/**
 * Knows which functions each test file runs, also in the processes that it starts. What was found is kept in
 * `build/mutants` for the next run, as long as the test would do the same again.
 */
export const openReaches = (project: string, hashOf: Hashes, say: (sentence: string) => void): Reaches => {
  const found = new Map<string, Promise<Reach>>()
  const done = new Map<string, Reach>()
  for (const reach of readReaches(project)) {
    // A test that failed is tried again, because the machine may have been to blame.
    if (!reach.passed || stampOf(reach.ran, reach.file, hashOf) !== reach.stamp) continue
    found.set(reach.file, Promise.resolve(reach))
    done.set(reach.file, reach)
  }
  const followed = async (copy: Copy, files: readonly string[]): Promise<ReadonlyMap<string, Reach>> => {
    const { reaches, faults } = await follow(copy, files, hashOf)
    for (const fault of faults) say(`Left out, because it fails without a mutant: ${fault}`)
    for (const reach of reaches) done.set(reach.file, reach)
    storeReaches(project, [...done.values()])
    return new Map(reaches.map((reach) => [reach.file, reach]))
  }
  return {
    of: (copy, files) => {
      const missing = files.filter((file) => !found.has(file))
      const run = missing.length === 0 ? null : followed(copy, missing)
      for (const file of missing)
        found.set(
          file,
          Promise.resolve(run).then((reaches) => reaches?.get(file) ?? nothing(file)),
        )
      return Promise.all(files.map((file) => found.get(file) ?? Promise.resolve(nothing(file))))
    },
    known: (file) => done.get(file) ?? null,
  }
}

export const reaches = (reach: Reach, { file, within }: Mutant): boolean =>
  reach.passed && reach.ran.has(`${file}\t${within ?? ''}`)
