import { existsSync, watch } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type BusinessName, businesses } from './businesses.ts'
import { inspect } from './inspection.ts'
import type { Preparations } from './prepared.ts'
import type { Relief, Scenario, Strike } from './scenario.ts'
import { openStage, type Stage } from './stage.ts'

export type Outcome = { readonly struck: boolean; readonly said: string; readonly broken: readonly string[] }

/** Hears of everything that happens to a file of the assistant or of its authority. */
const watchFiles = (home: string, listener: () => void): (() => void) => {
  const folders = ['', 'soft', 'journal', 'logs', 'authority'].map((name) => join(home, name))
  const watchers = folders.filter((folder) => existsSync(folder)).map((folder) => watch(folder, listener))
  return () => {
    for (const watcher of watchers) watcher.close()
  }
}

/** Fills the disk when its moment has come, and gives it back by itself where the scenario wants that. */
const arm = (stage: Stage, { at, left }: Strike, relief: Relief) => {
  const { disk, assistant, home } = stage
  const timers: NodeJS.Timeout[] = []
  let struck = false
  let armed = true
  let leave = (): void => {}
  const fill = (): void => {
    if (!armed) return
    struck = true
    disk.fill(left)
    if (relief.kind === 'by-itself') timers.push(setTimeout(disk.giveBack, relief.milliseconds))
    if (relief.kind === 'to-and-fro') {
      timers.push(setInterval(() => (disk.isFull() ? disk.giveBack() : disk.fill(left)), relief.milliseconds))
    }
  }
  if (at.kind === 'first') fill()
  if (at.kind === 'moment') timers.push(setTimeout(fill, at.milliseconds))
  let times = 0
  const count = (nth: number) => (): void => {
    if (++times === nth) fill()
  }
  if (at.kind === 'change') leave = assistant().changes(count(at.nth))
  if (at.kind === 'file') leave = watchFiles(home, count(at.nth))
  return {
    struck: () => struck,
    over: () => {
      armed = false
      leave()
      for (const timer of timers) clearInterval(timer)
      disk.giveBack()
    },
  }
}

const enough = 30

/** A person who presses again, once the disk has room. */
const finish = async (name: BusinessName, stage: Stage): Promise<readonly string[]> => {
  const said: string[] = []
  for (let n = 0; n < enough; n++) {
    const refused = await businesses[name].attempt(stage)
    if (refused === null) return []
    said.push(refused)
    await sleep(50 * n)
  }
  return [`it does not come to its end: ${[...new Set(said)].join(', ')}`]
}

const settled = async (stage: Stage, online: boolean): Promise<void> => {
  await stage.assistant().shows('the first look for tokens', ({ settled }) => settled)
  if (online)
    await stage.assistant().shows('the authority', ({ connections }) => connections.demo?.state === 'online')
  if (stage.prepared.ukey !== null)
    await stage.assistant().shows('the Ukey', ({ tokens }) => tokens.some(({ kind }) => kind === 'ukey'))
}

/** What must be the same before and after a new start. */
const lasting = (stage: Stage): Readonly<Record<string, string>> => {
  const { accounts, settings, tokens, transactions } = stage.assistant().snapshot()
  const open = transactions.filter(({ state }) => !['done', 'abandoned'].includes(state))
  return {
    accounts: accounts.map(({ account }) => `${account.state} ${account.userName}`).join(),
    settings: JSON.stringify(settings),
    tokens: tokens
      .map(({ id, pin }) => `${id} ${pin.triesLeft}`)
      .sort()
      .join(),
    transactions: open.map(({ id }) => id).join(),
  }
}

const history = async (stage: Stage): Promise<string> =>
  JSON.stringify(await stage.assistant().client.history.list({}))

const differences = (
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly string[] =>
  Object.keys(before)
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name} were ${before[name]} and are ${after[name]} after a new start`)

const spentTries = (stage: Stage, name: BusinessName): readonly string[] =>
  stage
    .assistant()
    .snapshot()
    .tokens.filter(({ kind, pin }) => kind === 'soft' && pin.triesLeft !== 10)
    .map(({ pin }) => `${pin.triesLeft} tries are left after "${name}"`)

const onUkeys = (stage: Stage): readonly string[] =>
  stage
    .assistant()
    .snapshot()
    .tokens.filter(({ kind }) => kind === 'ukey')
    .flatMap(({ pairs }) => pairs.flatMap(({ signing, encryption }) => [signing, encryption]))
    .map((one) => one?.serial ?? '')

const notices = (stage: Stage): readonly string[] =>
  stage
    .assistant()
    .snapshot()
    .notices.map(({ report }) => `it is told of ${report.code}`)

/** Refusals that nobody could act on: the disk is full, and that is what has to be told. */
const untrue: readonly string[] = [
  'unexpected',
  'authority-fault',
  'folder-not-writable',
  'soft-file-damaged',
]

const startFull = async (stage: Stage): Promise<void> => {
  try {
    await stage.start()
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'disk-full') throw error
    stage.refused.push('disk-full')
    stage.disk.giveBack()
    await stage.start()
  }
}

const pressWhileFull = async (name: BusinessName, stage: Stage, { strike, relief, restart }: Scenario) => {
  const atStart = strike.at.kind === 'start'
  if (atStart) stage.disk.fill(strike.left)
  await startFull(stage)
  await settled(stage, !atStart)
  const armed = arm(stage, atStart ? { at: { kind: 'never' }, left: strike.left } : strike, relief)
  try {
    const first = await businesses[name].attempt(stage)
    if (armed.struck() || atStart) await businesses[name].attempt(stage)
    if (restart === 'full') {
      await stage.stop()
      await startFull(stage)
      await settled(stage, false)
    }
    return { first, struck: armed.struck() || atStart }
  } finally {
    armed.over()
  }
}

/** One business on a disk that has no room at some moment of it, and everything that must be true afterwards. */
export const runOne = async (preparations: Preparations, scenario: Scenario): Promise<Outcome> => {
  const { business: name } = scenario
  const { beginning, missing } = businesses[name]
  const stage = await openStage(preparations.of(beginning), scenario.slack)
  try {
    const { struck, first } = await pressWhileFull(name, stage, scenario)
    // Before the person enters a PIN again: whatever it was that failed, it cost nothing.
    const spent = name === 'wrong PIN' ? [] : spentTries(stage, name).filter(() => beginning !== 'locked')
    const unfinished = await finish(name, stage)
    // Whoever wants to know whether the authority is well again need not wait until it is asked by itself.
    await stage.asked(({ state }) => state.refresh())
    await settled(stage, true)
    const tries = spentTries(stage, name)
    const before = { ...lasting(stage), entries: await history(stage) }
    const away = [...onUkeys(stage), ...(name === 'moved' ? preparations.serials : [])]
    await stage.stop()
    const inspection = await inspect({ home: stage.home, pins: stage.pins, away })
    await stage.start()
    await settled(stage, false)
    const after = { ...lasting(stage), entries: await history(stage) }
    const lost = [...(await missing(stage, inspection)), ...inspection.broken]
    inspection.close()
    const told = notices(stage)
    await stage.stop('at-once')
    const odd = [...new Set(stage.refused)].filter((code) => untrue.includes(code))
    return {
      struck,
      said: [...new Set(stage.refused)].join(' ') || String(first ?? 'done'),
      broken: [
        ...unfinished,
        ...spent,
        ...tries,
        ...differences(before, after),
        ...told,
        ...lost,
        ...odd.map((code) => `it was refused with ${code}`),
        ...stage.strange,
      ],
    }
  } finally {
    await stage.close()
  }
}
