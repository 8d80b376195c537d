// Loaded into every Node process of a traced run (NODE_OPTIONS=--import). It writes which functions of the project ran
// in that process: one line each, as they come, because token hosts are killed without a word.
import { appendFileSync } from 'node:fs'
import { Session } from 'node:inspector'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { threadId } from 'node:worker_threads'

// Often while something new runs, seldom while a process waits.
const pauses = { least: 200, most: 3_000 }
// Tests replace the clock.
const later = setTimeout
const { MUTANTS_TRACE: folder = '', MUTANTS_TOP: top = '' } = process.env

/** A process that runs one test file: what it starts belongs to it. */
const runsTests = process.argv[1]?.endsWith('vitest/dist/workers/forks.js') === true
if (runsTests) process.env.MUTANTS_FAMILY = `${process.pid}`

const file = join(folder, `${process.env.MUTANTS_FAMILY ?? 'none'}.${process.pid}.${threadId}`)
const session = new Session()
session.connect()

// vitest puts another one into its place.
const exit = process.exit.bind(process)
const written = new Set<string>()

const pathOf = (url: string): string => {
  const path = url.startsWith('file:') ? fileURLToPath(url) : url
  return path.split('?')[0] ?? path
}

/** The functions of the project that ran since the last look. A file that was loaded counts as a function ''. */
const look = (): readonly string[] => {
  let fresh: string[] = []
  session.post('Profiler.takePreciseCoverage', (error, answer) => {
    if (error !== null) return
    fresh = answer.result
      .filter(({ url }) => url.includes(top) && !url.includes('/node_modules/'))
      .flatMap(({ url, functions }) => {
        const path = pathOf(url).slice(top.length + 1)
        const ran = functions.filter(({ ranges }) => ranges.some(({ count }) => count > 0))
        return ran.map(({ functionName }) => `${path}\t${functionName}`)
      })
      .filter((line) => !written.has(line))
  })
  return [...new Set(fresh)]
}

/** Whether there was anything to write. */
const write = (...more: readonly string[]): boolean => {
  const lines = [...look(), ...more]
  if (lines.length === 0) return false
  for (const line of lines) written.add(line)
  appendFileSync(file, `${lines.join('\n')}\n`)
  return true
}

if (folder !== '') {
  session.post('Profiler.enable')
  session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: false })
  const lookAfter = (pause: number): void => {
    const again = () => lookAfter(write() ? pauses.least : Math.min(2 * pause, pauses.most))
    later(again, pause).unref()
  }
  lookAfter(pauses.least)
  process.on('exit', () => void write(`#end\t${Math.round(performance.now())}`))
  // vitest ends its workers with this signal, and without a listener they would end without the last look.
  if (runsTests) process.on('SIGTERM', () => exit())
}
