import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createUkey, plugUkey, unplugUkey } from '../src/native/virtual-ukey/ukey.ts'
import { operatorOf } from '../test/house/renewals.ts'
import { asItWas } from '../test/story/past.ts'
import { demo, logIn, openWindow } from '../test/story/story-page.ts'
import { clientOf, snapshotWhere } from '../test/ui/contract-client.ts'
import { launchBrowser } from '../test/ui/scenes/camera.ts'
import { runWebShell, startWebShell, type WebShellProcess } from '../test/ui/web-shell-process.ts'
import type { Row } from './row.ts'
import { codeOnThePhone } from './walks-parts/desk.ts'
import type { Walked } from './walks-parts/person.ts'
import { type WalkName, type World, walk } from './walks-parts/walks.ts'

// Seven things that people come for, walked in Chromium against the built product and the authority inside. Clicks and
// keys are counted; the time is that of the keystroke-level model (walks-parts/person.ts) and what the product took to
// answer. Reading a letter, fetching the phone and paying are no part of it.

type Budget = { readonly clicks?: number; readonly seconds?: number }

const budgets: Readonly<Record<WalkName, Budget>> = {
  firstSoft: { clicks: 5, seconds: 60 },
  exported: {},
  firstUkey: {},
  pinChange: {},
  unlock: { clicks: 3 },
  replacement: {},
  renewal: {},
}

const names: Readonly<Record<WalkName, string>> = {
  firstSoft: 'first soft certificate',
  exported: 'export',
  firstUkey: 'first Ukey certificate',
  pinChange: 'PIN change',
  unlock: 'unlock',
  replacement: 'replacement (补办)',
  renewal: 'renewal',
}

const rounded = (value: number): number => Math.round(value * 10) / 10

const row = (name: string, value: number, unit: string, budget?: number): Row => ({
  ...{ name, value: rounded(value), unit, peers: {}, ratio: null },
  budget: budget === undefined ? null : `≤ ${budget} ${unit}`,
  holds: budget === undefined ? null : value <= budget,
})

const rowsOf = (name: WalkName, { clicks, keys, person, waited }: Walked): readonly Row[] => [
  row(`${names[name]}: clicks`, clicks, 'clicks', budgets[name].clicks),
  row(`${names[name]}: keys`, keys, 'keys'),
  row(`${names[name]}: a person's time`, person + waited, 's', budgets[name].seconds),
  row(`${names[name]}: of that, waiting`, waited, 's'),
]

const folder = (): string => mkdtempSync(join(tmpdir(), 'bench-walks-'))

/** In place of the system's browser, a program writes down what it would open. */
const catchOpened = (programs: string): string => {
  const opened = join(programs, 'opened')
  const program = join(programs, 'xdg-open')
  writeFileSync(program, `#!/bin/sh\nprintf '%s' "$1" > '${opened}'\n`)
  chmodSync(program, 0o700)
  process.env.PATH = `${programs}${delimiter}${process.env.PATH}`
  return opened
}

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await wait(50)
}

/** Tries wrong PINs until the key is locked, behind the window's back. */
const lock = async (shell: WebShellProcess, page: World['page'], address: string): Promise<void> => {
  const { client, close } = await clientOf(address)
  const { tokens } = await snapshotWhere(client, (one) => one.tokens.some(({ kind }) => kind === 'ukey'))
  const tokenId = tokens.find(({ kind }) => kind === 'ukey')?.id ?? ''
  for (const tries of ['careful', 'careful', 'last-confirmed'] as const)
    await client.pin
      .verify({ tokenId, pin: 'Wrong-0000', tries })
      .catch((error: unknown) => (shell.child.exitCode === null ? undefined : Promise.reject(error)))
  close()
  await page.getByText('PIN 已锁定').first().waitFor()
}

/** A second start prints a fresh way in to the first. */
const wayIn = async (flags: readonly string[], home: string): Promise<string> => {
  const { stdout } = await runWebShell(['--no-open', '--home', home, ...flags])
  return JSON.parse(stdout.replace('READY ', '')).url
}

export const bench = async (): Promise<readonly Row[]> => {
  const [keys, programs, home] = [folder(), folder(), folder()]
  const opened = catchOpened(programs)
  process.env.VIRTUAL_UKEY_HOME = keys
  for (const name of ['first', 'second']) createUkey(keys, name, { serial: `WALK-${name}`, userTries: 3 })
  const flags = ['--captcha-answer', demo.captcha]
  let shell = await startWebShell(flags, home)
  const browser = await launchBrowser()
  const rows: Row[] = []
  // Nobody can wait until a certificate of a year is due, so this one was issued then.
  const due = await asItWas({ kind: 'pkcs11', daysAgo: 350 })
  let paidAt = ''
  try {
    const page = await openWindow(browser)
    await page.goto(shell.url)
    const world: World = {
      page,
      code: () => codeOnThePhone(home),
      pay: async () => {
        await until(() => existsSync(opened))
        paidAt = new URL(readFileSync(opened, 'utf8')).origin
        const pay = await page.context().newPage()
        await pay.goto(readFileSync(opened, 'utf8'))
        await pay.locator('form button').click()
        await pay.getByRole('status').waitFor()
        await pay.close()
        rmSync(opened)
        // The window comes forward again.
        await page.evaluate(() => window.dispatchEvent(new Event('focus')))
      },
      approve: async () => {
        const { client } = await operatorOf({ url: paidAt }, join(due.home, 'authority'), demo.captcha)
        const { requests } = await client.operator.requests({ state: 'awaiting-review' })
        await client.operator.approve({ requestId: requests[0]?.request.id ?? '' })
      },
    }
    const take = async (name: WalkName) => {
      rows.push(...rowsOf(name, await walk(name, world)))
    }
    await take('firstSoft')
    await take('exported')
    plugUkey(keys, 'first')
    await take('firstUkey')
    await take('pinChange')
    await lock(shell, page, await wayIn(flags, home))
    await take('unlock')
    unplugUkey(keys, 'first')
    plugUkey(keys, 'second')
    await take('replacement')
    await shell.stop()
    process.env.VIRTUAL_UKEY_HOME = due.keys
    shell = await startWebShell(flags, due.home)
    await page.goto(shell.url)
    await page.getByRole('link', { name: '账号登录', exact: true }).click()
    await logIn(page)
    await take('renewal')
  } finally {
    await browser.close()
    await shell.stop()
    for (const one of [keys, programs, home]) rmSync(one, { recursive: true, force: true })
  }
  return rows
}
