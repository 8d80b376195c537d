import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isSealLabel } from '../../src/native/seal-label.ts'
import { isPlugged, plugUkey, unplugUkey } from '../../src/native/virtual-ukey/ukey.ts'
import { parseSeal } from '../../src/pki/index.ts'
import { pkcs11Tool, readBack, UKEY_PIN } from '../flow/issuance/ukeys.ts'
import { agency, openWholeHouse } from '../house/businesses.ts'
import { given, openRa } from '../house/issuance.ts'
import { certificateOn } from '../house/renewals.ts'
import { answering, makeSeal, opensslAcceptsSeal } from '../house/seals.ts'
import { launchBrowser } from '../ui/scenes/camera.ts'
import { freshHome, startWebShell, type WebShellProcess } from '../ui/web-shell-process.ts'
import { authorityCertificates, verified } from './judges.ts'
import { complaintsOf, demo, logIn, openWindow } from './story-page.ts'

// A company upgrades the certificate with the seal on its Ukey, in the built product, without a mouse.

const [home, folder, past] = [freshHome(), freshHome(), freshHome()]
const serial = 'UP000001'
/** What the authority and the key do takes long on a busy machine. */
const patient = { timeout: 60_000 }
let browser: Browser
let shell: WebShellProcess
let page: Page
let complaints: readonly string[]
let ukeys: string

/** Before: the certificate and its seal were made, at the authority that the product will find in its folder. */
const asItWas = async (): Promise<string> => {
  mkdirSync(join(home, 'authority'), { recursive: true })
  const ra = await openRa(join(home, 'authority'), { captchaAnswer: demo.captcha })
  const house = await openWholeHouse(ra.url, { home: past })
  const { id } = await house.account.captcha()
  await house.account.login({ ...agency, captchaId: id, captcha: demo.captcha })
  const tokenId = await house.insert(serial)
  const target = { kind: 'ukey', tokenId } as const
  const { transactionId } = await house.issuance.start({ target, ...given(UKEY_PIN) })
  await house.rest(transactionId)
  await house.shows(({ tokens }) => tokens.some(({ pairs }) => pairs.length > 0))
  await makeSeal(ra, certificateOn(house, tokenId).serial)
  const person = answering(house, UKEY_PIN)
  await house.seals.update(tokenId)
  person.stop()
  await house.end()
  await ra.stop()
  return house.keys
}

beforeAll(async () => {
  ukeys = await asItWas()
  process.env.VIRTUAL_UKEY_HOME = ukeys
  shell = await startWebShell(['--captcha-answer', demo.captcha], home)
  browser = await launchBrowser()
  page = await openWindow(browser)
  complaints = complaintsOf(page)
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await shell?.stop()
})

const press = (name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).first().press('Enter')
const tick = (name: string, state: string) =>
  page
    .getByRole('list', { name: '三项办理' })
    .getByRole('listitem')
    .filter({ hasText: name })
    .getByText(state)
    .waitFor()

const certificateIds = (): readonly string[] => {
  const { text } = pkcs11Tool(ukeys, '--list-objects', '--type', 'cert')
  return [...text.matchAll(/ID:\s+([0-9a-f]+)/g)].map(([, id]) => id ?? '')
}

/** The seals on the key, as pkcs11-tool reads them. */
const sealsOnKey = (): readonly Uint8Array[] => {
  const { text } = pkcs11Tool(ukeys, '--login', '--pin', UKEY_PIN, '--list-objects', '--type', 'data')
  const labels = [...text.matchAll(/label:\s+'([^']+)'/g)].map(([, label]) => label ?? '')
  return labels
    .filter((label) => isSealLabel(label))
    .map((label, index) => {
      const file = join(folder, `seal-${index}.der`)
      pkcs11Tool(
        ukeys,
        ...['--login', '--pin', UKEY_PIN, '--read-object', '--type', 'data', '--label', label],
        ...['--output-file', file],
      )
      return new Uint8Array(readFileSync(file))
    })
}

describe('a company with a certificate and its seal on a Ukey', () => {
  let before: readonly string[]

  it('opens the wizard from the card, proves its PIN and says who it is', async () => {
    before = certificateIds()
    await page.goto(shell.url)
    await page.getByRole('link', { name: '账号登录', exact: true }).click()
    await logIn(page)
    await page.goto(`${new URL(page.url()).origin}/#/certificates`)
    await press('升级')
    await page.getByLabel('介质口令（PIN 码）').fill(UKEY_PIN)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '请核对要升级的证书' }).waitFor()
    await page.getByText('这里有 1 个电子印章，升级后会更新。').waitFor()
    await press('下一步')
    await page.getByRole('radio', { name: /^企业/ }).press('Space')
    await press('下一步')
    await page.keyboard.type('ＭＡ０１ＤＥＭ０８')
    await page.keyboard.press('Enter')
    await page.getByText('校验位不对，请逐位核对。').waitFor()
  })

  it('finds what it typed after the program was killed', { timeout: 90_000 }, async () => {
    await page.waitForTimeout(400)
    shell.child.kill('SIGKILL')
    await shell.ended()
    shell = await startWebShell(['--captcha-answer', demo.captcha], home)
    await page.goto(shell.url)
    await page.getByRole('link', { name: '证书与 Ukey', exact: true }).click()
    await press('升级')
    await page.getByLabel('介质口令（PIN 码）').fill(UKEY_PIN)
    await page.keyboard.press('Enter')
    const field = page.getByLabel('组织机构代码')
    await field.waitFor()
    expect(await field.inputValue()).toBe('ＭＡ０１ＤＥＭ０８')
    await field.fill('MA01DEM0-7')
    await page.keyboard.press('Enter')
    await page.getByText('91110108MA01DEM07K').waitFor()
    await press('信息正确，下一步')
    await page.getByRole('radio', { name: /^24 个月/ }).press('Space')
    await press('下一步')
  })

  it('confirms, waits for the download and gets the new certificate', { timeout: 90_000 }, async () => {
    await page.getByLabel('Ukey 的 PIN 码').fill(UKEY_PIN)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: '确认提交升级？' }).waitFor()
    await press('是，提交')
    await page.getByRole('heading', { name: '更新电子印章' }).waitFor(patient)
    await tick('证书升级', '已完成')
  })

  it('has the key pulled out before the seal, and goes on when it is back', async () => {
    unplugUkey(ukeys, serial)
    await page.getByText(/^请插入「/).waitFor()
    plugUkey(ukeys, serial)
    expect(isPlugged(ukeys, serial)).toBe(true)
    await page.getByText(/^请插入「/).waitFor({ state: 'detached' })
    await press('更新印章')
    await page.getByRole('dialog').getByLabel('PIN 码', { exact: true }).fill(UKEY_PIN)
    await page.keyboard.press('Enter')
    await page.getByText('印章已更新，核实通过。').waitFor(patient)
    await tick('印章更新', '已完成')
    expect(await page.getByRole('figure').getByRole('img').count()).toBe(2)
    await press('下一步')
  })

  it('ticks the applications, and sees the person, the seal and the applications in the end', async () => {
    await page.getByRole('checkbox', { name: /^网上申报/ }).press('Space')
    await page.getByRole('checkbox', { name: /^电子招标投标/ }).press('Space')
    await press('开通')
    await page.getByRole('heading', { name: '升级完成' }).waitFor(patient)
    await tick('应用开通', '已完成')
    const shown = await page.getByRole('main').textContent()
    for (const text of [demo.applicantName, '网上申报', '电子招标投标', '新证书序列号'])
      expect(shown).toContain(text)
    expect(shown).not.toContain('社会保险自助经办')
    await page.getByRole('img', { name: `签章图片：${demo.applicantName}` }).waitFor()
    await press('完成')
    await page.getByRole('heading', { name: '证书与 Ukey' }).waitFor()
    expect(complaints.filter((one) => !one.includes('WebSocket'))).toEqual([])
  })

  it('has on the key what pkcs11-tool reads and OpenSSL accepts, and one seal', () => {
    const chain = authorityCertificates(shell.home)
    const fresh = certificateIds().filter((id) => !before.includes(id))
    expect(fresh).toHaveLength(2)
    for (const id of fresh)
      expect(verified(folder, readBack(ukeys, folder, id), chain)).toContain('leaf.pem: OK')
    const [seal, ...more] = sealsOnKey()
    expect(more).toEqual([])
    expect(opensslAcceptsSeal(folder, seal ?? new Uint8Array())).toBe(true)
    expect(parseSeal(seal ?? new Uint8Array()).name).toBe(demo.applicantName)
  })
})
