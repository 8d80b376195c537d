// npm run mutants -- [--room R] [--count N] [--seed S] [--json] [--resume] [--patience SECONDS]
// Changes a place of `src` in a copy of the project and looks whether a test notices, N times. CONTRIBUTING.md says when.
//
// Stryker was looked at: it changes all of a file at once behind switches in the memory of one process, so the processes
// that this project starts would run the original, and its check of types needs the compiler's older interface.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { refuse, wholeNumber } from '../command-line.ts'
import { JournalTaken } from './journal.ts'
import { judgeAll } from './judge.ts'
import type { Judged } from './outcome.ts'
import { countsOf, isLeft, printed, ratesOf } from './summary.ts'

const project = join(import.meta.dirname, '../..')

const parsed = () => {
  try {
    return parseArgs({
      options: {
        room: { type: 'string' },
        count: { type: 'string', default: '60' },
        seed: { type: 'string', default: `${(Date.now() % 2 ** 31) + 1}` },
        patience: { type: 'string', default: '300' },
        json: { type: 'boolean', default: false },
        resume: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

const roomOf = (room: string | undefined): string | null => {
  if (room === undefined) return null
  const rooms = readdirSync(join(project, 'src'), { withFileTypes: true }).filter((one) => one.isDirectory())
  return rooms.some(({ name }) => name === room)
    ? room
    : refuse(`There is no room "${room}". There are: ${rooms.map(({ name }) => name).join(', ')}`)
}

const { room, json, resume, ...figures } = parsed()
const options = {
  ...{ project, room: roomOf(room), resume },
  count: wholeNumber('count', figures.count),
  seed: wholeNumber('seed', figures.seed),
  patience: 1000 * wholeNumber('patience', figures.patience),
}

console.log(`mutants: ${options.count} of ${options.room ?? 'all rooms'}, seed ${options.seed}`)
const all: Judged[] = []
// What a run started ends with it, and what it has found until then is told.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    console.log(`\nStopped. --resume goes on.\n${printed(all)}`)
    process.exit(130)
  })
try {
  await judgeAll(options, { say: (sentence) => console.log(sentence), judged: (one) => void all.push(one) })
} catch (error) {
  if (error instanceof JournalTaken) refuse(error.message)
  throw error
}
console.log(`\n${printed(all)}`)
if (json) {
  const counts = countsOf(all)
  const survivors = all.filter(isLeft).map(({ mutant, line, outcome }) => ({ ...mutant, line, outcome }))
  console.log(
    JSON.stringify({ seed: options.seed, room: options.room, counts, rates: ratesOf(counts), survivors }),
  )
}
