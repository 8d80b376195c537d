import { randomFrom } from '../random.ts'
import { prepare } from './disk/prepared.ts'
import { runOne } from './disk/run-one.ts'
import { nameOf, type Scenario, scenarios } from './disk/scenario.ts'
import { whyNoSmallDisk } from './disk/small-disk.ts'
import type { FaultOptions, FaultReport } from './run.ts'

// npm run fault -- disk [--seed N] [--runs N]: the disk under the data folder is full at a moment of every business.

type Tally = { done: number; struck: number; readonly broken: string[] }

export const carryOut = async (
  all: readonly Scenario[],
  say: (line: string) => void = () => {},
): Promise<Readonly<Tally>> => {
  const preparations = await prepare()
  const tally: Tally = { done: 0, struck: 0, broken: [] }
  try {
    for (const scenario of all) {
      const name = nameOf(scenario)
      const { struck, said, broken } = await runOne(preparations, scenario).catch((error: unknown) => ({
        struck: true,
        said: 'the suite broke off',
        broken: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
      }))
      tally.done++
      if (struck) tally.struck++
      tally.broken.push(...broken.map((what) => `${name}: ${what}`))
      say([tally.done, name, struck ? 'struck' : 'not reached', said, ...broken].join(' | '))
    }
  } finally {
    preparations.close()
  }
  return tally
}

const first = { at: { kind: 'first' }, left: { of: 'pages', count: 0 } } as const
const afterwards = { kind: 'afterwards' } as const
const plain = { strike: first, relief: afterwards, restart: 'none', slack: 40 } as const

/** The businesses that write the most, each on a disk without any room. */
export const slice: readonly Scenario[] = [
  { ...plain, business: 'reissue', restart: 'full' },
  { ...plain, business: 'right PIN', strike: { ...first, at: { kind: 'file', nth: 1 } } },
  { ...plain, business: 'PIN change', relief: { kind: 'to-and-fro', milliseconds: 7 } },
  { ...plain, business: 'wrong PIN', strike: { ...first, left: { of: 'files', count: 0 } } },
  { ...plain, business: 'moved', strike: { ...first, left: { of: 'pages', count: 1 } } },
]

export const fault = async ({ seed, runs }: FaultOptions): Promise<FaultReport> => {
  const why = whyNoSmallDisk()
  if (why !== null) return { summary: `skipped: ${why}`, broken: [] }
  // Whoever breaks it off finds no file system left behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
  const began = performance.now()
  const { done, struck, broken } = await carryOut(scenarios(randomFrom(seed), runs), (line) =>
    console.log(line),
  )
  const seconds = Math.round((performance.now() - began) / 1000)
  const summary = `${done} runs in ${seconds} s, the disk was full in ${struck}, ${broken.length} promises broken`
  return { summary, broken }
}
