import { setTimeout as pause } from 'node:timers/promises'
import { Authority, seeded, withStore } from '../flow/ra-cluster/authority.ts'
import { damages, type Load, startLoad } from '../flow/ra-cluster/load.ts'
import { startFailover, until } from '../house/failover/failover.ts'
import { randomFrom } from '../random.ts'
import { type Strike, type Struck, strikes, ways } from './ra-failover/strikes.ts'
import type { FaultOptions, FaultReport } from './run.ts'

const WORKERS = 2
/** How long nobody may get a certificate, in milliseconds. */
const LONGEST = 15_000
/** How long it may take until everything is as before, in seconds. */
const WHOLE = 120
/** An account may open thirty requests a minute, so many holders share the load. */
const HOLDERS_PER_RATE = 2.2

/**
 * An authority of several processes before a PostgreSQL that fails over. Its parts are killed one after another, each
 * when everything is whole again, while holders have certificates issued.
 */
export async function fault({ seed, runs, rate = 200 }: FaultOptions): Promise<FaultReport> {
  const random = randomFrom(seed)
  const failover = await startFailover()
  const broken: string[] = []
  let authority: Authority | null = null
  try {
    const primary = await failover.primary()
    if (primary === null) throw new Error('there is no primary')
    const database = 'authority'
    await failover.ask(primary, `CREATE DATABASE ${database}`, 'postgres')
    const url = failover.url(database)
    authority = await Authority.start(url, WORKERS)
    const holders = await withStore(url, (store) => seeded(store, Math.ceil(rate * HOLDERS_PER_RATE)))
    const { load, end } = startLoad(authority.url, holders, rate)
    const struck = { failover, authority, database, workers: WORKERS }
    await until(() => load.acknowledged.length >= rate, 120)
    const longest: number[] = []
    for (const [i, strike] of drawn(runs, random).entries()) {
      const played = await play(struck, load, strike, random).catch(notWhole)
      console.log(`${i + 1} ${strike}: ${played.text}`)
      longest.push(played.longest)
      broken.push(...played.broken.map((one) => `kill ${i + 1} (${strike}): ${one}`))
      if (played === notPlayed) return { summary: summaryOf(load, longest, broken.length, seed), broken }
    }
    broken.push(...(await judged(struck, await end().catch(() => load), url)))
    return { summary: summaryOf(load, longest, broken.length, seed), broken }
  } finally {
    await authority?.end()
    await failover.end()
  }
}

/** Every way once, then as chance has it. */
function drawn(count: number, random: () => number): readonly Strike[] {
  const first = strikes.map((strike) => ({ strike, at: random() })).toSorted((a, b) => a.at - b.at)
  const any = () => strikes[Math.floor(random() * strikes.length)] ?? 'postgres'
  return Array.from({ length: count }, (_, i) => first[i]?.strike ?? any())
}

type Played = { readonly text: string; readonly longest: number; readonly broken: readonly string[] }

/** The next strike needs a whole cluster, and so does the judgement. */
const notPlayed: Played = {
  text: 'did not become whole',
  longest: 0,
  broken: ['it did not become whole again'],
}

function notWhole(error: unknown): Played {
  console.error(String(error))
  return notPlayed
}

async function play(struck: Struck, load: Load, strike: Strike, random: () => number): Promise<Played> {
  const { failover, authority, workers } = struck
  const primary = await failover.primary()
  if (primary === null) throw new Error('there is no primary')
  await pause(random() * 1000)
  const [from, issued, failed] = [performance.now(), load.acknowledged.length, load.failures.length]
  const logged = authority.log.length
  const { movesOn, mend } = await ways[strike](struck, primary, random)
  if (movesOn) await until(async () => ![null, primary].includes(await failover.primary()), WHOLE)
  await until(() => (load.times.at(-1) ?? 0) > from + 2000, WHOLE)
  const broken = await mend()
  await until(async () => (await failover.isWhole()) && areAlive(authority, workers), WHOLE)
  const now = load.acknowledged.length
  await until(() => load.acknowledged.length > now, WHOLE)
  const longest = longestPause(load.times, from)
  const seconds = (performance.now() - from) / 1000
  const text = `pause ${(longest / 1000).toFixed(1)} s, whole after ${seconds.toFixed(1)} s, ${((load.acknowledged.length - issued) / seconds).toFixed(0)} issuances a second`
  const late = longest > LONGEST ? [`nobody got a certificate for ${(longest / 1000).toFixed(1)} s`] : []
  const told = load.failures.slice(failed).map((one) => `a holder was told ${one}`)
  return { text, longest, broken: [...broken, ...late, ...told, ...faultsOf(authority, logged)] }
}

/** What the authority did not foresee, with the reason that it logs. */
function faultsOf({ log }: Authority, from: number): readonly string[] {
  return log
    .slice(from)
    .filter((line) => /"outcome":"fault"|"text":"fault/.test(line))
    .map((line) => `a fault: ${line}`)
}

function areAlive(authority: Authority, workers: number): boolean {
  try {
    for (let place = 1; place <= workers; place++) process.kill(authority.pid(place), 0)
    return true
  } catch {
    return false
  }
}

/** The longest time between two issuances since a moment. */
function longestPause(times: readonly number[], from: number): number {
  const since = [from, ...times.filter((time) => time > from), performance.now()].toSorted((a, b) => a - b)
  return Math.max(...since.map((time, i) => time - (since[i - 1] ?? time)))
}

async function judged({ authority }: Struck, load: Load, url: string): Promise<readonly string[]> {
  const broken = [...(await damages(url, load))]
  if (new Set(load.serials).size !== load.serials.length) broken.push('a serial number was given out twice')
  const { code, text } = await authority.said('audit', 'verify')
  if (code !== 0) broken.push(`the audit log does not verify: ${text}`)
  return broken
}

function summaryOf(
  { acknowledged, cut, busy, times }: Load,
  longest: readonly number[],
  broken: number,
  seed: number,
) {
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000
  return [
    `${longest.length} kills, ${acknowledged.length} issuances (${(acknowledged.length / seconds).toFixed(1)} a second),`,
    `longest pause ${(Math.max(...longest) / 1000).toFixed(1)} s, ${cut} calls cut, ${busy} told to come back,`,
    `${broken} broken promises (seed ${seed})`,
  ].join(' ')
}
