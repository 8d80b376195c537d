import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isPlugged, plugUkey, unplugUkey } from '../../src/native/virtual-ukey/ukey.ts'
import { parseSeal } from '../../src/pki/index.ts'
import { UKEY_PIN } from '../flow/issuance/ukeys.ts'
import { launchBrowser } from '../ui/scenes/camera.ts'
import { startWebShell, type WebShellProcess } from '../ui/web-shell-process.ts'
import { expectNewPair, expectSeal, type Judged, judgedCertificates } from './outcome.ts'
import { asItWas, type Past } from './past.ts'
import { complaintsOf, demo, logIn, openWindow } from './story-page.ts'

// A company upgrades the certificate with the seal on its Ukey, in the built product, without a mouse.

/** What the authority and the key do takes long on a busy machine. */
const patient = { timeout: 60_000 }
let browser: Browser
let shell: WebShellProcess
let page: Page
let complaints: readonly string[]
let past: Past

beforeAll(async () => {
  past = await asItWas({ kind: 'pkcs11', daysAgo: 0, seal: true })
  process.env.VIRTUAL_UKEY_HOME = past.keys
  shell = await startWebShell(['--captcha-answer', demo.captcha], past.home)
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

describe('a company with a certificate and its seal on a Ukey', () => {
  let before: readonly Judged[]

  it('opens the wizard from the card, proves its PIN and says who it is', async () => {
    before = await judgedCertificates(past)
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
    shell = await startWebShell(['--captcha-answer', demo.captcha], past.home)
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
    const { keys, tokenSerial } = past
    unplugUkey(keys, tokenSerial)
    await page.getByText(/^请插入「/).waitFor()
    plugUkey(keys, tokenSerial)
    expect(isPlugged(keys, tokenSerial)).toBe(true)
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

  it('has on the key what pkcs11-tool reads and OpenSSL accepts, and one seal', async () => {
    await shell.stop()
    const pair = await expectNewPair(past, { before, years: 2, from: 'issue' })
    await expectSeal(past, pair)
    const [seal = new Uint8Array()] = await past.seals()
    expect(parseSeal(seal).name).toBe(demo.applicantName)
  })
})
