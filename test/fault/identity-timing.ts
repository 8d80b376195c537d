import { createRequire, syncBuiltinESMExports } from 'node:module'
import { raErrorOf } from '../../src/shared/ra-contract/index.ts'
import { type Door, doorsOf } from './identity-timing/doors.ts'
import type { Doors } from './identity-timing/groups.ts'
import { mannWhitney } from './identity-timing/mann-whitney.ts'
import { openPlace, type Place } from './identity-timing/place.ts'
import type { FaultOptions, FaultReport } from './run.ts'

// npm run fault -- identity-timing [--runs N] [--doors GROUP]: at each door N answers for somebody who is known and
// N for nobody, by turns. A promise is broken if the times differ (Mann-Whitney, p <= 0.01) in one of three series. Of a
// hundred series one does so by chance, so such a door is measured once more, and that time counts.

const SERIES = 3
const LEAST_P = 0.01

type Scrypt = (...all: readonly unknown[]) => unknown
const crypto = createRequire(import.meta.url)('node:crypto') as { scrypt: Scrypt }

/**
 * A derivation takes 50 ms and varies by more than all the rest. So it is made fast, and the rest shows. That there is
 * one derivation for everybody is counted by test/flow/ra/enumeration.test.ts.
 */
async function withFastDerivation<T>(work: () => Promise<T>): Promise<T> {
  const { scrypt } = crypto
  crypto.scrypt = (password, salt, length, options, done) =>
    scrypt(password, salt, length, { ...(options as object), N: 2 }, done)
  syncBuiltinESMExports()
  try {
    return await work()
  } finally {
    crypto.scrypt = scrypt
    syncBuiltinESMExports()
  }
}

/** The time of one answer, and what it was: the refusals of the two must be alike, too. */
async function timed(
  door: Door,
  isKnown: boolean,
): Promise<{ readonly time: number; readonly what: string }> {
  const call = await door.prepare(isKnown)
  const from = process.hrtime.bigint()
  const what = await call().then(
    () => 'done',
    (error: unknown) => raErrorOf(error)?.code ?? String(error),
  )
  return { time: Number(process.hrtime.bigint() - from), what }
}

type Series = { readonly p: number; readonly answers: readonly string[]; readonly unlike: readonly string[] }

async function seriesOf(door: Door, runs: number): Promise<Series> {
  const known: number[] = []
  const unknown: number[] = []
  const answers = new Set<string>()
  const unlike = new Set<string>()
  for (let run = -20; run < runs; run++) {
    // By turns first the one and first the other.
    const first = run % 2 === 0
    const one = await timed(door, first)
    const other = await timed(door, !first)
    answers.add(one.what).add(other.what)
    if (one.what !== other.what) unlike.add(`${one.what} and ${other.what}`)
    if (run < 0) continue
    known.push(first ? one.time : other.time)
    unknown.push(first ? other.time : one.time)
  }
  return { p: mannWhitney(known, unknown), answers: [...answers], unlike: [...unlike] }
}

/** Three series; what is wrong with them, or null. */
async function measured(name: string, door: Door, runs: number): Promise<string | null> {
  const series: Series[] = []
  const work = async () => {
    for (let i = 0; i < SERIES; i++) series.push(await seriesOf(door, runs))
  }
  await (door.derivation === 'real' ? work() : withFastDerivation(work))
  const ps = series.map(({ p }) => p.toFixed(3)).join(' ')
  const answers = new Set(series.flatMap((one) => one.answers))
  const unlike = [...new Set(series.flatMap((one) => one.unlike))]
  const line = `${name}, ${runs} samples: p ${ps} (${[...answers].join(', ')})${unlike.map((pair) => ` unlike: ${pair}`)}`
  console.log(line)
  const isBroken = series.some(({ p }) => p <= LEAST_P) || unlike.length > 0
  return isBroken ? line : null
}

async function examined(at: Place, doors: Doors, runs: number): Promise<readonly string[]> {
  const broken: string[] = []
  for (const [name, door] of Object.entries(doorsOf(at, doors))) {
    const first = await measured(name, door, runs)
    const again = first === null ? null : await measured(`${name} again`, door, runs)
    if (again !== null) broken.push(again)
  }
  return broken
}

export const fault = async ({ runs, doors = 'all' }: FaultOptions): Promise<FaultReport> => {
  const at = await openPlace()
  const broken = [...(await examined(at, doors, runs).catch((error: unknown) => [String(error)]))]
  await at.test.end()
  broken.push(...at.test.faults.filter((line) => line.startsWith('fault')).slice(0, 3))
  return { broken, summary: `${broken.length} doors tell who is known` }
}
