import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { derive } from '../src/native/soft/sealing.ts'
import { softTokenId } from '../src/native/soft/soft-facts.ts'
import { createUkey, plugUkey } from '../src/native/virtual-ukey/ukey.ts'
import { randomBytes } from '../src/pki/index.ts'
import { cheap, laySoftCertificates, serialOf, softPin } from '../test/flow/tokens/many-soft-files.ts'
import { startWebShell } from '../test/ui/web-shell-process.ts'
import { peakMiB, quiet, residentMiB } from './many-parts/process.ts'
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

/** In ms; the first round only warms up. */
const timed = async (work: (round: number) => Promise<unknown>): Promise<readonly number[]> => {
  const all: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const began = performance.now()
    await work(round)
    all.push(performance.now() - began)
  }
  return all.slice(1)
}

/** From the press of a switch until a window shows it. */
const setting = async ({ client, until }: BenchWindow): Promise<Row> => {
  const all = await timed(async (round) => {
    const theme = round % 2 === 0 ? 'dark' : 'light'
    await client.settings.change({ theme })
    await until(({ settings }) => settings.theme === theme)
  })
  return row('a setting, until a window shows it', median(all), 'ms', 20, { slowest: Math.max(...all) })
}

const pinCheck = async ({ client }: BenchWindow): Promise<Row> => {
  const tokenId = softTokenId(serialOf(softCertificates >> 1))
  const whole = await timed(() => client.pin.verify({ tokenId, pin: softPin, tries: 'careful' }))
  const derivation = await timed(() => derive(softPin, randomBytes(32), cheap))
  const above = median(whole) - median(derivation)
  return row('a PIN check above its key derivation', above, 'ms', 50, { derivation: median(derivation) })
}

/** The list of tokens made anew is on its way to every window when a look at all of them is over. */
const snapshots = async (window: BenchWindow): Promise<readonly Row[]> => {
  const first = await timed(() => window.first())
  const looks = await timed(() => window.client.state.refresh())
  return [
    row('the whole snapshot, built and delivered to a window', median(first), 'ms', 100),
    row('a look at all tokens and files', median(looks), 'ms', null),
  ]
}

const measured = async (url: string, pid: number): Promise<readonly Row[]> => {
  const window = await openWindow(url)
  const began = performance.now()
  await window.until(({ settled, tokens }) => settled && tokens.length === softCertificates + ukeys)
  const shown = performance.now() - began
  await quiet(pid)
  const rows = [await setting(window), await pinCheck(window), ...(await snapshots(window))]
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
      return await measured(shell.url, Number(shell.child.pid))
    } finally {
      await shell.stop()
    }
  } finally {
    for (const folder of [home, keys]) rmSync(folder, { recursive: true, force: true })
  }
}
