import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUkey, plugUkey, readUkey, unplugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { authorityCertificates, verified } from '../../story/judges.ts'
import { demo, issueOn, logIn, openWindow } from '../../story/story-page.ts'
import { launchBrowser } from '../../ui/scenes/camera.ts'
import { freshHome, startWebShell, type WebShellProcess } from '../../ui/web-shell-process.ts'
import { pkcs11Tool, readBack, UKEY_PIN } from '../issuance/ukeys.ts'

// One holder in a real browser: locks the Ukey, unlocks it through the authority, changes the PIN, loses the Ukey and
// gets another. After each step pkcs11-tool and OpenSSL check the result.

const [keys, folder, programs] = [freshHome(), freshHome(), freshHome()]
const opened = join(folder, 'opened')
let browser: Browser
let shell: WebShellProcess
let page: Page

const say = (text: string | RegExp) => page.getByText(text).first().waitFor()
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
const go = (hash: string) =>
  page.evaluate((to) => {
    window.location.hash = to
  }, hash)
const left = (key: string) => readUkey(keys, key).facts?.user.left
const slotOf = (key: string) => String(readUkey(keys, key).facts?.slot ?? 0)
const accepts = (key: string, pin: string) =>
  pkcs11Tool(keys, '--slot', slotOf(key), '--login', '--pin', pin, '-O').status === 0

/** The newest message of the authority inside, as a person would read it on the phone. */
const codeOnThePhone = (): string => {
  const authority = join(shell.home, 'authority')
  const name = readdirSync(authority).find((file) => /\.(db|sqlite)$/.test(file)) ?? ''
  const db = new DatabaseSync(join(authority, name), { readOnly: true })
  try {
    const row = db.prepare('SELECT text FROM outbox ORDER BY seq DESC LIMIT 1').get()
    return /(\d{6})/.exec(String(row?.text))?.[1] ?? ''
  } finally {
    db.close()
  }
}

/** In place of the system's browser, a program writes down what it would open. */
const catchOpened = (): void => {
  const program = join(programs, 'xdg-open')
  writeFileSync(program, `#!/bin/sh\nprintf '%s' "$1" > '${opened}'\n`)
  chmodSync(program, 0o700)
  process.env.PATH = `${programs}${delimiter}${process.env.PATH}`
}

beforeAll(async () => {
  for (const name of ['first', 'second']) createUkey(keys, name, { serial: `C0FFEE-${name}`, userTries: 3 })
  plugUkey(keys, 'first')
  process.env.VIRTUAL_UKEY_HOME = keys
  catchOpened()
  shell = await startWebShell(['--captcha-answer', demo.captcha])
  browser = await launchBrowser()
  page = await openWindow(browser)
})
afterAll(async () => {
  await browser?.close()
  await shell?.stop()
})

describe('the holder of a Ukey', () => {
  it('is told that the PIN is still the one it came with, and gets a certificate', async () => {
    await page.goto(shell.url)
    await say('PIN 码还是出厂时的')
    await page.getByRole('link', { name: '账号登录', exact: true }).click()
    await logIn(page)
    await go('#/issue')
    await issueOn(page, /C0FF/, UKEY_PIN, false)
  })

  it('can read the messages of the demonstration on its operator page', async () => {
    const { ocspUrl } = JSON.parse(readFileSync(join(shell.home, 'authorities', 'demo.json'), 'utf8'))
    const operator = await fetch(new URL('/operator/', ocspUrl))
    expect([operator.status, await operator.text()]).toEqual([
      200,
      expect.stringContaining('<div id="root">'),
    ])
  })

  it('locks it by wrong PINs; the counts shown are the Ukey’s own', async () => {
    await go('#/certificates')
    await page.getByRole('button', { name: '更多操作' }).click()
    await page.getByRole('menuitem', { name: '修改 PIN 码' }).click()
    const form = page.getByRole('form', { name: '验证 PIN 码' })
    const give = async (pin: string) => {
      await form.getByLabel('PIN 码', { exact: true }).fill(pin)
      await form.getByRole('button', { name: '验证', exact: true }).click()
    }
    await give('wrong-11')
    await form.getByText('还可以再试 2 次').first().waitFor()
    expect(left('first')).toBe(2)
    await give('wrong-22')
    await form.getByText('只剩最后 1 次').first().waitFor()
    expect(left('first')).toBe(1)
    expect(await form.getByRole('button', { name: '验证', exact: true }).isDisabled()).toBe(true)
    await form.getByRole('checkbox').check()
    await give('wrong-33')
    await say('PIN 码已锁定')
    expect(left('first')).toBe(0)
    expect(accepts('first', UKEY_PIN)).toBe(false)
  })

  it('unlocks it through the authority with a code and a new PIN', async () => {
    await press('办理解锁')
    await press('下一步')
    await press('获取验证码')
    await say('输入验证码，设定新的 PIN 码')
    // It was pulled out and put back meanwhile, and what was begun is still there.
    unplugUkey(keys, 'first')
    await say('请插入这支 Ukey')
    plugUkey(keys, 'first')
    await page.getByText('请插入这支 Ukey').waitFor({ state: 'detached' })
    await page.getByLabel('验证码', { exact: true }).fill(codeOnThePhone())
    await page.getByLabel('新 PIN 码', { exact: true }).fill('Winter-26')
    await page.getByLabel('确认 PIN 码', { exact: true }).fill('Winter-26')
    await press('解锁')
    await say('已经解锁')
    expect(left('first')).toBe(3)
    expect(accepts('first', 'Winter-26')).toBe(true)
  })

  it('changes the PIN; one in full width is offered in half width', async () => {
    await go('#/certificates')
    const more = page.getByRole('button', { name: '更多操作' })
    await more.waitFor()
    // The card follows the unlocking; while it does, the menu moves with it.
    await expect.poll(() => page.getByText('PIN 已锁定').count()).toBe(0)
    await more.click()
    await page.getByRole('menuitem', { name: '修改 PIN 码' }).click()
    const form = page.getByRole('form', { name: '修改 PIN 码' })
    await form.getByLabel('原 PIN 码', { exact: true }).fill('Winter-26')
    await form.getByLabel('新 PIN 码', { exact: true }).fill('Ｓｐｒｉｎｇ27')
    await form.getByRole('button', { name: '改成半角' }).click()
    expect(await form.getByLabel('新 PIN 码', { exact: true }).inputValue()).toBe('Spring27')
    await form.getByLabel('确认 PIN 码', { exact: true }).fill('Spring27')
    await form.getByRole('button', { name: '修改', exact: true }).click()
    await say('PIN 码已修改')
    expect(accepts('first', 'Spring27')).toBe(true)
    expect(left('first')).toBe(3)
  })

  it('loses it, has the certificate suspended and replaced on another Ukey, and pays the fee', async () => {
    const before = readBack(keys, folder, idsOn('first')[0] ?? '')
    writeFileSync(join(folder, 'old.der'), before)
    unplugUkey(keys, 'first')
    plugUkey(keys, 'second')
    await go('#/certificates')
    await say(/C0FF EEse/i)
    await go('#/replacement')
    await page.getByRole('radio', { name: /可能被别人拿到/ }).check()
    await press('下一步')
    await page.getByRole('radio', { name: /C0FF/ }).check()
    await page.getByLabel('PIN 码', { exact: true }).fill(UKEY_PIN)
    await press('开始补办')
    await say('业务单号')
    await press('打开支付页面')
    await expect.poll(() => existsSync(opened)).toBe(true)
    const pay = await page.context().newPage()
    await pay.goto(readFileSync(opened, 'utf8'))
    await pay.locator('form button').click()
    await pay.getByRole('status').waitFor()
    await pay.close()
    await press('继续')
    await page.getByLabel('PIN 码', { exact: true }).fill(UKEY_PIN)
    await press('继续')
    await say('证书签发成功')
  })

  it('has a new pair that OpenSSL accepts, and the old certificate on the list of revoked ones', async () => {
    const chain = authorityCertificates(shell.home)
    const ids = idsOn('second')
    expect(ids).toHaveLength(2)
    for (const id of ids)
      expect(verified(folder, readBack(keys, folder, id), chain)).toBe('leaf.pem: OK\nissuing.pem: OK')
    const { crlUrl } = JSON.parse(readFileSync(join(shell.home, 'authorities', 'demo.json'), 'utf8'))
    writeFileSync(join(folder, 'list.crl'), new Uint8Array(await (await fetch(crlUrl)).arrayBuffer()))
    const list = openssl('crl', '-inform', 'DER', '-in', 'list.crl', '-noout', '-text')
    const serial = openssl('x509', '-inform', 'DER', '-in', 'old.der', '-noout', '-serial')
    expect(list).toContain(serial.trim().split('=')[1])
    expect(list).toContain('Key Compromise')
  })

  it('reads in the history everything that was done, and nothing secret', async () => {
    await go('#/history')
    for (const what of ['签发', 'PIN 码锁定', '解锁', '修改 PIN 码', '挂失', '补办'])
      await page.getByRole('cell', { name: what, exact: true }).first().waitFor()
    const kept = readFileSync(join(shell.home, 'history.jsonl'), 'utf8')
    for (const secret of [UKEY_PIN, 'Winter-26', 'Spring27', 'wrong-11', 'admin123'])
      expect(kept).not.toContain(secret)
  })
})

const openssl = (...args: readonly string[]): string =>
  execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** The key ids of the certificates on the key that is plugged in. */
function idsOn(key: string): readonly string[] {
  const { text } = pkcs11Tool(keys, '--slot', slotOf(key), '--list-objects', '--type', 'cert')
  return [...text.matchAll(/ID:\s+([0-9a-f]+)/g)].map(([, id]) => id ?? '')
}
