import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readable } from '../src/main/certificates/chain.ts'
import { createTokenViews } from '../src/main/tokens/token-views.ts'
import { scryptKey } from '../src/native/derivation/scrypt.ts'
import { pinTurns } from '../src/native/derivation/turns.ts'
import type { PresentToken } from '../src/native/index.ts'
import { softTokenId } from '../src/native/soft/soft-facts.ts'
import { SoftFolder } from '../src/native/soft/soft-folder.ts'
import { createUkey, plugUkey } from '../src/native/virtual-ukey/ukey.ts'
import { randomBytes } from '../src/pki/index.ts'
import { Pin } from '../src/shared/pin/pin.ts'
import { cheap, laySoftCertificates, serialOf, softPin } from '../test/flow/tokens/many-soft-files.ts'
import { startWebShell } from '../test/ui/web-shell-process.ts'
import { peakMiB, processorMs, quiet, residentMiB } from './many-parts/process.ts'
import { type BenchWindow, openWindow } from './many-parts/window.ts'
import type { Row } from './row.ts'

// The built application with many certificates: the web shell on a data folder with 1,000 soft certificates, 16
// virtual Ukeys and a window that watches. Each time is the median of five.

const softCertificates = Number(process.env.BENCH_SOFT_CERTIFICATES ?? 1_000)
const ukeys = 16
const rounds = 5

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN
const rounded = (value: number): number => Math.round(value * 10) / 10

const row = (
  name: string,
  value: number,
  unit: string,
  budget: number | null,
  peers: Row['peers'] = {},
): Row => ({
  name,
  value: rounded(value),
  unit,
  peers: Object.fromEntries(Object.entries(peers).map(([peer, one]) => [peer, rounded(one)])),
  ratio: budget === null ? null : Math.round((value / budget) * 100) / 100,
  budget: budget === null ? null : `≤ ${budget} ${unit}`,
  holds: budget === null ? null : value <= budget,
})

type Timed = {
  /** In ms. */
  readonly median: number
  /** What the main process itself worked for it, in ms: a busy machine lengthens the rest. */
  readonly processor: number
}

/** Medians; the first round only warms up. */
const timed = async (work: (round: number) => Promise<unknown>, pid?: number): Promise<Timed> => {
  const [all, worked]: [number[], number[]] = [[], []]
  for (let round = 0; round <= rounds; round += 1) {
    const before = pid === undefined ? 0 : processorMs(pid)
    const began = performance.now()
    await work(round)
    all.push(performance.now() - began)
    worked.push((pid === undefined ? 0 : processorMs(pid)) - before)
  }
  return { median: median(all.slice(1)), processor: median(worked.slice(1)) }
}

/** From the press of a switch until a window shows it. */
const setting = async ({ client, until }: BenchWindow, pid: number): Promise<Row> => {
  const change = await timed(async (round) => {
    const theme = round % 2 === 0 ? 'dark' : 'light'
    await client.settings.change({ theme })
    await until(({ settings }) => settings.theme === theme)
  }, pid)
  return row('a setting, until a window shows it', change.median, 'ms', 20, { processor: change.processor })
}

const pinCheck = async ({ client, until }: BenchWindow, pid: number): Promise<readonly Row[]> => {
  const tokenId = softTokenId(serialOf(softCertificates >> 1))
  const check = (pin: string) => client.pin.verify({ tokenId, pin, tries: 'careful' })
  const shows = (left: number) =>
    until(({ tokens }) => tokens.some(({ id, pin }) => id === tokenId && pin.triesLeft === left))
  const derivation = (
    await timed(() =>
      scryptKey({
        secret: new Pin(softPin),
        salt: randomBytes(32),
        cost: cheap,
        turns: pinTurns,
        signal: undefined,
      }),
    )
  ).median
  const right = await timed(() => check(softPin), pid)
  const wrongThenRight = await timed(async () => {
    await check('999999').catch(() => undefined)
    await shows(9)
    await check(softPin)
    await shows(10)
  }, pid)
  const above = ({ median: whole, processor }: Timed, times: number): readonly [number, Row['peers']] => [
    whole / times - derivation,
    { derivation, processor: processor / times },
  ]
  const [rightAbove, rightPeers] = above(right, 1)
  const [bothAbove, bothPeers] = above(wrongThenRight, 2)
  return [
    row('a PIN check above its key derivation', rightAbove, 'ms', 50, rightPeers),
    row('the same where the count changes, until a window shows it', bothAbove, 'ms', 50, bothPeers),
  ]
}

const context = () => ({
  now: new Date(),
  trueNow: () => new Date(),
  remindFrom: () => 30,
  issuerOf: () => 'demo',
  standing: () => 'good' as const,
  busy: () => null,
  nickname: () => null,
  knowledge: 0,
})

/** The views of all tokens with none remembered. A certificate is parsed once, when its token is first seen. */
const building = async (home: string): Promise<Timed> => {
  const read = async () => {
    const soft = new SoftFolder({ folder: join(home, 'soft'), onChange: () => undefined })
    await soft.scan()
    return soft.tokens
  }
  const fresh: (readonly PresentToken[])[] = []
  for (let round = 0; round <= rounds; round += 1) fresh.push(await read())
  for (const tokens of fresh)
    for (const { certificates } of tokens) readable(certificates.map(({ der }) => der))
  return timed(async (round) => createTokenViews()(fresh[round] ?? [], context()))
}

const snapshots = async (window: BenchWindow, pid: number, home: string): Promise<readonly Row[]> => {
  const built = (await building(home)).median
  const delivered = await timed(() => window.first(), pid)
  const looks = await timed(() => window.client.state.refresh(), pid)
  const whole = built + delivered.median
  return [
    row('the whole snapshot, built anew and delivered to a window', whole, 'ms', 100, {
      built,
      delivered: delivered.median,
      processor: delivered.processor,
    }),
    row('a look at all tokens and files', looks.median, 'ms', null, { processor: looks.processor }),
  ]
}

const measured = async (url: string, pid: number, home: string): Promise<readonly Row[]> => {
  const window = await openWindow(url)
  const began = performance.now()
  await window.until(({ settled, tokens }) => settled && tokens.length === softCertificates + ukeys)
  const shown = performance.now() - began
  await quiet(pid)
  const rows = [
    await setting(window, pid),
    ...(await pinCheck(window, pid)),
    ...(await snapshots(window, pid, home)),
  ]
  window.close()
  await quiet(pid)
  return [
    ...rows,
    row('resident memory of the main process', residentMiB(pid), 'MiB', 160, { peak: peakMiB(pid) }),
    row('from READY until all are shown', shown, 'ms', null),
  ]
}

export const bench = async (): Promise<readonly Row[]> => {
  const [home, keys] = ['home', 'keys'].map((name) => mkdtempSync(join(tmpdir(), `bench-many-${name}-`)))
  if (home === undefined || keys === undefined) throw new Error('no folder')
  process.env.VIRTUAL_UKEY_HOME = keys
  try {
    for (let slot = 0; slot < ukeys; slot += 1) {
      createUkey(keys, `key${slot}`, { slot })
      plugUkey(keys, `key${slot}`)
    }
    await laySoftCertificates(home, softCertificates)
    const shell = await startWebShell([], home)
    try {
      return await measured(shell.url, Number(shell.child.pid), home)
    } finally {
      await shell.stop()
    }
  } finally {
    for (const folder of [home, keys]) rmSync(folder, { recursive: true, force: true })
  }
}
