import type { Copy } from './copy.ts'
import { applied, type Mutant } from './mutant.ts'
import type { Outcome } from './outcome.ts'
import { type Reach, type Reaches, reaches } from './reach.ts'
import { inParts } from './test-files.ts'
import { runTests, type TestRun } from './vitest-run.ts'

const timeOf = (tests: readonly Reach[]): number =>
  tests.reduce((sum, { milliseconds }) => sum + milliseconds, 0)

/** Generous, because other programs may use the machine: a mutant that never ends costs this once. */
const patienceWith = (tests: readonly Reach[]): number => 30_000 + 4 * timeOf(tests)

const verdictOf = ({ ended, results }: TestRun): Outcome | 'passed' => {
  if (ended.by !== null) return { kind: 'timed-out', bound: ended.by }
  const failed = results.find((one) => one.failed !== null)
  if (failed !== undefined) return { kind: 'killed', file: failed.file, test: failed.failed ?? '' }
  if (ended.code === 0) return 'passed'
  // All tests passed, and yet something was thrown that nobody caught, or a worker fell over.
  return { kind: 'killed', file: results[0]?.file ?? '', test: 'an error outside of the tests' }
}

const run = (copy: Copy, tests: readonly Reach[]): Promise<TestRun> =>
  runTests(
    copy,
    tests.map(({ file }) => file),
    { milliseconds: patienceWith(tests), workers: 1, stopAtFirst: true },
  )

/**
 * The tests whose failure may have another cause than the mutant: one that starts processes may fail because of the time,
 * a run may be late because the machine is busy, and one without a result may not have begun.
 */
const doubtful = (outcome: Outcome, tests: readonly Reach[]): readonly Reach[] => {
  if (outcome.kind !== 'killed') return tests
  const failed = tests.filter(({ file }) => file === outcome.file)
  return failed.length === 0 ? tests : failed.filter(({ startsProcesses }) => startsProcesses)
}

const runWith = async (copy: Copy, mutant: Mutant, tests: readonly Reach[]): Promise<TestRun> => {
  const restore = copy.replace(mutant.file, applied(copy.read(mutant.file), mutant))
  try {
    return await run(copy, tests)
  } finally {
    restore()
  }
}

/** Whether tests pass without the mutant, and fail again with it. */
const isSure = async (copy: Copy, mutant: Mutant, tests: readonly Reach[]): Promise<boolean> =>
  verdictOf(await run(copy, tests)) === 'passed' && verdictOf(await runWith(copy, mutant, tests)) !== 'passed'

/** Runs tests against the mutant. Those that may have failed for another reason are left out, and the others are run again. */
const runAll = async (copy: Copy, mutant: Mutant, tests: readonly Reach[]): Promise<Outcome | 'passed'> => {
  if (tests.length === 0) return 'passed'
  const verdict = verdictOf(await runWith(copy, mutant, tests))
  if (verdict === 'passed') return verdict
  const doubted = doubtful(verdict, tests)
  if (doubted.length === 0 || (await isSure(copy, mutant, doubted))) return verdict
  return runAll(
    copy,
    mutant,
    tests.filter((test) => !doubted.includes(test)),
  )
}

/**
 * Runs the tests that reach a mutant against it until one fails, they are over, or the patience ends. It counts the time
 * that these tests took without a mutant.
 */
export const attempt = async (
  copy: Copy,
  mutant: Mutant,
  candidates: readonly string[],
  { reach, patience }: { readonly reach: Reaches; readonly patience: number },
): Promise<Outcome> => {
  // What is known not to reach it costs nothing.
  const open = candidates.filter((file) => {
    const known = reach.known(file)
    return known === null || reaches(known, mutant)
  })
  let [looked, reached, spent] = [candidates.length - open.length, 0, 0]
  for (const files of inParts(open)) {
    if (spent > patience) break
    const tests = (await reach.of(copy, files)).filter((one) => reaches(one, mutant))
    const verdict = await runAll(copy, mutant, tests)
    if (verdict !== 'passed') return verdict
    looked += files.length
    reached += tests.length
    spent += timeOf(files.flatMap((file) => reach.known(file) ?? []))
  }
  return reached === 0
    ? { kind: 'not-reached', looked, of: candidates.length }
    : { kind: 'survived', tests: reached, looked, of: candidates.length }
}
