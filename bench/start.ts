import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createUkey, plugUkey } from '../src/native/virtual-ukey/ukey.ts'
import { texts } from '../src/shared/text/index.ts'
import { trayMenu } from '../src/shared/tray/tray-menu.ts'
import { clientOf, snapshotWhere } from '../test/ui/contract-client.ts'
import { startWebShell, type WebShellProcess } from '../test/ui/web-shell-process.ts'
import type { Row } from './row.ts'

// How long the built product takes to start under plain Node (the web shell), and what it costs when idle with one
// virtual Ukey. Needs Linux for the figures of /proc, the build in out/ and the virtual Ukey in build/ukey.

const rounds = 7
const idleSeconds = Number(process.env.BENCH_IDLE_SECONDS ?? 60)

type Start = { readonly ready: number; readonly tray: number }

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const row = (name: string, value: number, unit: string, budget?: number): Row => ({
  name,
  value: Math.round(value * 100) / 100,
  unit,
  peers: {},
  ratio: budget === undefined ? null : Math.round((value / budget) * 100) / 100,
  budget: budget === undefined ? null : `≤ ${budget} ${unit}`,
  holds: budget === undefined ? null : value <= budget,
})

const freshHome = (): string => mkdtempSync(join(tmpdir(), 'bench-start-'))

/** From the start of the process to READY, and to the first tray menu that the state gives. */
const timeStart = async (): Promise<Start> => {
  const home = freshHome()
  const begun = performance.now()
  const shell = await startWebShell([], home)
  const ready = performance.now() - begun
  const { client, close } = await clientOf(shell.url)
  const first = await snapshotWhere(client, () => true)
  if (trayMenu(first, texts('zh-CN')).length === 0) throw new Error('the tray menu is empty')
  const tray = performance.now() - begun
  close()
  await shell.stop()
  rmSync(home, { recursive: true, force: true })
  return { ready, tray }
}

const childrenOf = (pid: number): readonly number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  )
const family = (pid: number): readonly number[] => [pid, ...childrenOf(pid).flatMap(family)]

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Processor time of a process as the scheduler counts it, in ns: an idle process uses too little for whole ticks. */
const processorTime = (pid: number): number =>
  sum(
    readdirSync(`/proc/${pid}/task`).map((task) =>
      Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]),
    ),
  )
const residentMiB = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

const idle = async (shell: WebShellProcess): Promise<readonly Row[]> => {
  const { client, close } = await clientOf(shell.url)
  const settled = await snapshotWhere(client, ({ tokens }) => tokens.some(({ kind }) => kind === 'ukey'))
  close()
  // By then it has tidied its heap once after the start, which takes 0.1 s of a core and is not idleness.
  await wait(15_000)
  const pids = family(Number(shell.child.pid))
  const before = sum(pids.map(processorTime))
  await wait(idleSeconds * 1000)
  const percent = ((sum(pids.map(processorTime)) - before) / 1e9 / idleSeconds) * 100
  return [
    row('resident memory of the main process', residentMiB(Number(shell.child.pid)), 'MiB'),
    row(`resident memory with ${pids.length - 1} token hosts`, sum(pids.map(residentMiB)), 'MiB'),
    row(
      `idle for ${idleSeconds} s with ${settled.tokens.length} Ukey, all processes`,
      percent,
      '% of a core',
      0.3,
    ),
  ]
}

const withOneUkey = async (): Promise<readonly Row[]> => {
  const [home, ukeys] = [freshHome(), freshHome()]
  createUkey(ukeys, 'bench')
  plugUkey(ukeys, 'bench')
  process.env.VIRTUAL_UKEY_HOME = ukeys
  const shell = await startWebShell([], home)
  try {
    return await idle(shell)
  } finally {
    await shell.stop()
    for (const folder of [home, ukeys]) rmSync(folder, { recursive: true, force: true })
  }
}

export const bench = async (): Promise<readonly Row[]> => {
  const starts: Start[] = []
  for (let round = 0; round < rounds; round += 1) starts.push(await timeStart())
  return [
    row('process start to READY', median(starts.map(({ ready }) => ready)), 'ms', 700),
    row('process start to the first tray menu', median(starts.map(({ tray }) => tray)), 'ms', 700),
    ...(await withOneUkey()),
  ]
}
