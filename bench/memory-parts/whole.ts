import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { hostRules } from '../../src/native/index.ts'
import { skfLibrary } from '../../src/native/virtual-ukey/quirks.ts'
import { createUkey, plugUkey, ukeyLibrary, unplugUkey } from '../../src/native/virtual-ukey/ukey.ts'
import { driverFor } from '../../test/house/tokens.ts'
import { startWebShell, type WebShellProcess } from '../../test/ui/web-shell-process.ts'
import { family, proportionalMiB } from '../many-parts/process.ts'
import { type BenchWindow, openWindow } from '../many-parts/window.ts'
import type { Row } from '../row.ts'

// All processes of the built application, with the libraries of thirteen makers installed and one Ukey plugged in, and
// how soon that Ukey is shown when its library slept. The authority inside runs too.

const makers = 13
const rounds = 5
const product = (n: number): string => (0x1000 + n).toString(16)

type Desk = { readonly home: string; readonly keys: string; readonly usb: string }

/** Half of the makers have a PKCS#11 library, half one of SKF. All of them are of the virtual Ukey. */
const install = ({ home }: Desk): void => {
  mkdirSync(join(home, 'drivers'), { recursive: true })
  for (let n = 0; n < makers; n += 1) {
    const id = `maker-${n}`
    const library = join(home, `${id}.so`)
    const skf = n % 2 === 1
    copyFileSync(skf ? skfLibrary() : ukeyLibrary(), library)
    const usb = [{ vendorId: '1209', productIds: [product(n)], anyProduct: false, confidence: 'own' }]
    const driver = skf
      ? {
          id,
          vendor: id,
          pin: { min: 6, max: 16 },
          libraries: [{ abi: 'skf', system: 'linux', path: library }],
        }
      : driverFor(id, library)
    writeFileSync(join(home, 'drivers', `${id}.json`), JSON.stringify({ ...driver, usb }))
  }
  // The drivers that ship and speak to any device would run here as well. Nobody has them all.
  for (const id of ['virtual-ukey', 'softhsm', 'opensc'])
    writeFileSync(join(home, 'drivers', `${id}.json`), JSON.stringify({ ...driverFor(id, '/nowhere.so') }))
}

const plug = ({ keys, usb }: Desk): void => {
  plugUkey(keys, 'ONE')
  writeFileSync(usb, `1209:${product(0)}\n`)
}
/** A device of every maker comes and goes, without a key in it. */
const plugAll = ({ usb }: Desk): void =>
  writeFileSync(usb, Array.from({ length: makers }, (_, n) => `1209:${product(n)}\n`).join(''))
const unplug = ({ keys, usb }: Desk): void => {
  unplugUkey(keys, 'ONE')
  writeFileSync(usb, '')
}

const start = async ({ home, keys, usb }: Desk): Promise<WebShellProcess> => {
  const preload = join(import.meta.dirname, 'usb-stand-in.ts')
  const env = { NODE_OPTIONS: `--import=${preload}`, BENCH_USB: usb, VIRTUAL_UKEY_HOME: keys }
  Object.assign(process.env, env)
  try {
    return await startWebShell([], home)
  } finally {
    for (const name of Object.keys(env)) delete process.env[name]
  }
}

const median = (all: readonly number[]): number =>
  all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN

/** From the moment that the key is there to the snapshot that shows it, in ms. Its library sleeps before. */
const shownAfter = async (desk: Desk, { until }: BenchWindow, hosts: () => number): Promise<number> => {
  unplug(desk)
  await until(({ tokens }) => tokens.length === 0)
  while (hosts() > 0) await wait(500)
  const begin = performance.now()
  plug(desk)
  await until(({ tokens }) => tokens.length === 1)
  return performance.now() - begin
}

const total = (pid: number): number => family(pid).reduce((sum, one) => sum + proportionalMiB(one), 0)
const commandOf = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8')

const measured = async (desk: Desk, shell: WebShellProcess): Promise<readonly Row[]> => {
  const pid = Number(shell.child.pid)
  const hosts = () => family(pid).filter((one) => commandOf(one).includes('token-host')).length
  const window = await openWindow(shell.url)
  plugAll(desk)
  while (hosts() < makers) await wait(200)
  await wait(2_000)
  const awake = total(pid)
  const first = await shownAfter(desk, window, hosts)
  await wait(2_000)
  const each = family(pid).map((one) => Math.round(proportionalMiB(one)))
  const all = total(pid)
  const times = [first]
  for (let n = 1; n < rounds; n += 1) times.push(await shownAfter(desk, window, hosts))
  window.close()
  return [
    {
      name: `all processes together, ${makers} libraries installed, one Ukey (proportional set size)`,
      value: Math.round(all * 10) / 10,
      unit: 'MiB',
      peers: { processes: each.length, largest: Math.max(...each), allLibrariesAwake: Math.round(awake) },
      ratio: Math.round((all / 220) * 100) / 100,
      budget: '≤ 220 MiB',
      holds: all <= 220,
    },
    {
      name: 'plugged in, to the snapshot, when the library slept (median)',
      value: Math.round(median(times)),
      unit: 'ms',
      peers: { slowest: Math.round(Math.max(...times)), sleepsAfterSeconds: hostRules.restAfter / 1000 },
      ratio: Math.round((median(times) / 300) * 100) / 100,
      budget: '≤ 300 ms',
      holds: median(times) <= 300,
    },
  ]
}

export const wholeApplication = async (): Promise<readonly Row[]> => {
  const home = mkdtempSync(join(tmpdir(), 'bench-whole-'))
  const desk = { home, keys: join(home, 'keys'), usb: join(home, 'usb.txt') }
  mkdirSync(desk.keys)
  writeFileSync(desk.usb, '')
  createUkey(desk.keys, 'ONE', { serial: 'ONE' })
  install(desk)
  const shell = await start(desk)
  try {
    return await measured(desk, shell)
  } finally {
    await shell.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
