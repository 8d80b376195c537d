import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Ended, runBounded } from './bounded-process.ts'
import type { Copy } from './copy.ts'

const MiB = 1024 * 1024

/** What a run may take. One test has a file of 3 GiB without content, which takes no room on the disk. */
const most = { memoryBytes: 5_000 * MiB, fileBytes: 4_096 * MiB, diskBytes: 3_000 * MiB }

const reportShape = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})

export type FileResult = { readonly file: string; readonly failed: string | null }

export type TestRun = {
  readonly ended: Ended
  /** What each file said that came to its end. `failed` names the first test that failed. */
  readonly results: readonly FileResult[]
}

const resultsIn = (report: string, top: string): readonly FileResult[] => {
  try {
    const { testResults } = reportShape.parse(JSON.parse(readFileSync(report, 'utf8')))
    return testResults.map(({ name, status, message, assertionResults }) => {
      const failed = assertionResults.find((test) => test.status === 'failed')?.fullName
      const words = failed ?? (message || 'the file could not be loaded')
      return { file: name.slice(top.length + 1), failed: status === 'failed' ? words : null }
    })
  } catch {
    return [] // the run did not come to its end
  }
}

const sizeBelow = (folder: string): number => {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((sum, name) => {
      try {
        return sum + statSync(join(folder, name)).blocks * 512
      } catch {
        return sum // gone meanwhile
      }
    }, 0)
  } catch {
    return 0
  }
}

export type RunOptions = {
  readonly milliseconds: number
  readonly workers: number
  readonly stopAtFirst: boolean
  readonly env?: NodeJS.ProcessEnv
}

/** Runs test files in a copy, in the order given. */
export const runTests = async (
  copy: Copy,
  files: readonly string[],
  { milliseconds, workers, stopAtFirst, env = {} }: RunOptions,
): Promise<TestRun> => {
  rmSync(copy.temporary, { recursive: true, force: true, maxRetries: 3 })
  mkdirSync(copy.temporary)
  const report = join(copy.temporary, 'report.json')
  const program = [
    process.execPath,
    join(copy.top, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...['--config', 'test/mutants/vitest.config.ts', '--maxWorkers', `${workers}`],
    ...['--reporter=json', `--outputFile=${report}`, ...(stopAtFirst ? ['--bail', '1'] : [])],
    ...files,
  ]
  const ended = await runBounded(
    program,
    {
      cwd: copy.top,
      // The copy's build is older than a mutant, and what runs the build does not run the mutant.
      env: { ...process.env, BUILD: 'any', TMPDIR: copy.temporary, MUTANTS_ORDER: files.join(','), ...env },
    },
    {
      milliseconds,
      ...most,
      disk: { used: () => sizeBelow(copy.temporary), most: most.diskBytes },
    },
  )
  return { ended, results: resultsIn(report, copy.top) }
}
