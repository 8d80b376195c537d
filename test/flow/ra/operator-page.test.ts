import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateSm2KeyPair, parseSeal } from '../../../src/pki/index.ts'
import { readPng } from '../../../src/ra/seals/png.ts'
import { pageBrowser } from '../../browser.ts'
import { readWith } from '../../ui/scenes/read-with.ts'
import { violations } from '../../ui/scenes/violations.ts'
import { agency, person, renewableAtOnce, startTestRa, type TestRa } from './authority.ts'
import { captchaAnswer, csrFor, issue, openRequest } from './holder.ts'

const pagesDir = fileURLToPath(new URL('../../../out/renderer', import.meta.url))

let test: TestRa
let browser: Browser
let context: BrowserContext
let page: Page
const mistakes: string[] = []

beforeAll(async () => {
  if (!existsSync(join(pagesDir, 'operator.html'))) throw new Error('the pages are not built: npm run build')
  test = await startTestRa({ pagesDir, profile: renewableAtOnce })
  browser = await chromium.launch({ executablePath: pageBrowser, args: ['--no-sandbox'] })
  context = await browser.newContext({
    locale: 'zh-CN',
    viewport: { width: 1280, height: 800 },
  })
  page = await context.newPage()
  page.on('pageerror', (error) => mistakes.push(error.message))
})
afterAll(async () => {
  await browser?.close()
  await test.end()
  expect(mistakes).toEqual([])
})

function passwordOf(name: string): string {
  const lines = readFileSync(join(test.dataDir, 'operators.txt'), 'utf8')
  return new RegExp(`^${name} (\\S+)$`, 'm').exec(lines)?.[1] ?? ''
}

async function logIn(name: string): Promise<void> {
  await page.goto(`${test.ra.url}/operator/`)
  await page.getByLabel('操作员').fill(name)
  await page.getByLabel('口令').fill(passwordOf(name))
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('heading', { name: '待审核' }).waitFor()
}

async function go(place: string): Promise<void> {
  await page.getByRole('link', { name: place, exact: true }).click()
  await page.getByRole('heading', { name: place }).waitFor()
}

/** A renewal that waits for its payment, and how it can be paid. */
async function unpaidRenewal(): Promise<string | null> {
  const holder = await agency(test.ra.url)
  const { certificates } = await holder.client.certificates.list({})
  const active = certificates.find((one) => one.status === 'active' && one.usage === 'signature')
  // A certificate has one renewal at a time.
  for (const { id: requestId, state } of (await holder.client.requests.list({})).requests)
    if (state !== 'active') await holder.client.requests.abandon({ requestId })
  const { request } = await openRequest(holder, {
    business: 'renew',
    previousSerial: active?.serial ?? '',
    application: {
      agreementAccepted: true,
      handler: { idType: 'resident-id', idNumber: '110105198804120040', name: '王芳', phone: '13800000002' },
    },
  })
  await holder.client.requests.submitCsr({
    requestId: request.id,
    csr: csrFor(request, generateSm2KeyPair()),
  })
  return (await holder.client.orders.get({ orderId: request.order?.id ?? '' })).payUrl
}

/** A renewal that is paid and waits for the operator. */
async function waitingRenewal(): Promise<void> {
  const payUrl = await unpaidRenewal()
  const paying = await context.newPage()
  await paying.goto(payUrl ?? '')
  await paying.getByRole('button', { name: '立即支付' }).click()
  await paying.getByText('支付成功').waitFor()
  expect(await violations(paying)).toEqual([])
  await paying.close()
}

describe('the operator page', () => {
  it('says what is wrong with a login', async () => {
    await page.goto(`${test.ra.url}/operator/`)
    await page.getByLabel('操作员').fill('operator')
    await page.getByLabel('口令').fill('wrong')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByText('操作员名称或口令不正确，还可以再试 4 次。').waitFor()
  })

  it('shows a captcha when the authority wants one, a new one for every answer', async () => {
    const fresh = await browser.newContext({ locale: 'zh-CN' })
    const tab = await fresh.newPage()
    tab.on('pageerror', (error) => mistakes.push(error.message))
    const press = () => tab.getByRole('button', { name: '登录', exact: true }).click()
    await tab.goto(`${test.ra.url}/operator/`)
    await tab.getByLabel('操作员').fill('keeper')
    for (const [password, said] of [
      ['wrong', '还可以再试 4 次'],
      ['wronger', '还可以再试 3 次'],
      [passwordOf('keeper'), '登录前请先输入验证码'],
    ] as const) {
      expect(await tab.getByLabel('验证码', { exact: true }).count()).toBe(0)
      await tab.getByLabel('口令').fill(password)
      await press()
      await tab.getByText(said).waitFor()
    }
    const field = tab.getByLabel('验证码', { exact: true })
    const picture = tab.getByRole('button', { name: '验证码图片，点击换一张' }).locator('img')
    const shown = () => picture.getAttribute('src')
    await field.waitFor()
    expect(await violations(tab)).toEqual([])
    await press()
    await tab.getByText('请输入验证码', { exact: true }).waitFor()
    // Whoever cannot see the picture hears the question with its field.
    expect(await readWith(field)).toContain('请用数字回答')
    const first = await shown()
    await field.fill('WRONG')
    await press()
    await tab.getByText('验证码不正确').waitFor()
    await expect.poll(shown).not.toBe(first)
    const second = await shown()
    await picture.click()
    await expect.poll(shown).not.toBe(second)
    await field.fill(captchaAnswer)
    await press()
    await tab.getByRole('heading', { name: '待审核' }).waitFor()
    const device = await tab.evaluate(() => localStorage.getItem('device'))
    expect(device).toMatch(/^[0-9a-f]{32}$/)
    await fresh.close()
  })

  it('goes in without a captcha on a device that was there before, whatever strangers have typed', async () => {
    await logIn('keeper')
    await page.getByRole('button', { name: '退出登录' }).click()
    const { store, clock } = test.ra.services
    const stranger = { device: null, captcha: true, now: clock() }
    const guess = { name: 'operator keeper', network: '127.0.0.1', ...stranger }
    for (let i = 0; i < 5; i++) await store.countWrong(guess).catch(() => null)
    await logIn('keeper')
    await page.getByRole('button', { name: '退出登录' }).click()
    test.passTime(60_000)
  })

  it('lets a paid renewal pass, and the applicant is told', async () => {
    await issue(await agency(test.ra.url))
    await waitingRenewal()
    await logIn('operator')
    const row = page.getByRole('row', { name: /北京示例知识产权代理有限公司/ })
    await row.getByRole('button', { name: '通过', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: '通过', exact: true }).click()
    await page.getByText('没有等待审核的申请').waitFor()
    await go('短信与邮件')
    await page.getByText('已审核通过，请打开证书助手安装证书').waitFor()
  })

  it('refuses only with a reason', async () => {
    await waitingRenewal()
    await go('待审核')
    await page.getByRole('button', { name: '不通过' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '不通过' }).click()
    await dialog.getByText('请填写原因').waitFor()
    await dialog.getByLabel('原因').fill('身份证件不清晰')
    await dialog.getByRole('button', { name: '不通过' }).click()
    await page.getByText('没有等待审核的申请').waitFor()
    await go('订单')
    await page.getByText('待退款', { exact: true }).first().waitFor()
  })

  it('confirms a transfer that arrived, and accepts its number for one order only', async () => {
    const confirm = async (reference: string): Promise<void> => {
      await page.getByRole('button', { name: '确认到账' }).first().click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: '确认到账' }).click()
      await dialog.getByText('请填写流水号').waitFor()
      await dialog.getByLabel('流水号').fill(reference)
      await dialog.getByRole('button', { name: '确认到账' }).click()
    }
    await unpaidRenewal()
    await go('订单')
    await page.getByRole('button', { name: '刷新' }).click()
    await confirm('B20261126-1')
    await page.getByText('银行转账', { exact: true }).waitFor()
    await unpaidRenewal()
    await page.getByRole('button', { name: '刷新' }).click()
    await confirm('B20261126-1')
    await page.getByText('这个流水号已经支付过另一笔订单').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    expect(await page.getByText('银行转账', { exact: true }).count()).toBe(1)
  })

  it('sends an application back for correction, with what and why', async () => {
    await waitingRenewal()
    await go('待审核')
    await page.getByRole('button', { name: '补正', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '退回补正' }).click()
    await dialog.getByText('请勾选需要补正的内容').waitFor()
    await dialog.getByRole('checkbox', { name: '经办人' }).check()
    await dialog.getByLabel('原因').fill('证件号码与姓名不符')
    // A message that fades away beside the dialog has no contrast for a moment.
    expect(await violations(page, '[role=dialog]')).toEqual([])
    await dialog.getByRole('button', { name: '退回补正' }).click()
    await page.getByText('没有等待审核的申请').waitFor()
    await go('短信与邮件')
    await page.getByText('需要补正：证件号码与姓名不符').waitFor()
  })

  it('imports a statement after a look at it, names the wrong lines, and leaves known ones as they are', async () => {
    const text = [
      '流水号,付款账号,户名,金额,日期,摘要',
      'L1,6222000000000001,示例有限公司,100.00,2026-11-27,续期',
      'L2,6222000000000001,示例有限公司,100.00,2026-13-27,',
      'L3,6222,示例有限公司,100.00,2026-11-27,',
    ].join('\n')
    await go('账户流水')
    const importing = async () => {
      await page.getByRole('button', { name: '导入流水' }).click()
      await page.getByLabel('流水内容').fill(text)
      await page.getByText('第 3 行：日期不存在或写法不对').waitFor()
      await page.getByText('第 4 行：付款账号不是 6 至 40 位数字').waitFor()
    }
    await importing()
    expect(await violations(page, '[role=dialog]')).toEqual([])
    await page.getByRole('button', { name: '导入 1 笔' }).click()
    await page.getByRole('row', { name: /L1.*未使用/ }).waitFor()
    await importing()
    await page.getByRole('button', { name: '导入 1 笔' }).click()
    await page.getByText('另有 1 笔以前已导入').waitFor()
  })

  it('refunds what was paid online through the payment service', async () => {
    await waitingRenewal()
    const holder = await agency(test.ra.url)
    for (const { id: requestId, state } of (await holder.client.requests.list({})).requests)
      if (state === 'awaiting-review') await holder.client.requests.abandon({ requestId })
    await go('订单')
    await page.getByRole('combobox', { name: '状态' }).click()
    await page.getByTitle('待退款').click()
    const row = page.getByRole('row', { name: /在线支付/ }).first()
    await row.getByRole('button', { name: '退款' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '退款' }).click()
    await page.getByText('的退款已记录').waitFor()
    await page.getByRole('combobox', { name: '状态' }).click()
    await page.getByTitle('已退款').click()
    await page
      .getByRole('row', { name: /已退 ¥ 100.00/ })
      .first()
      .waitFor()
    await go('每日统计')
    await page
      .getByRole('row', { name: /¥ 100.00/ })
      .first()
      .waitFor()
  })

  it('finds a certificate and revokes its pair', async () => {
    await issue(await person(test.ra.url))
    await go('证书')
    await page.getByRole('searchbox').fill('王芳')
    await page.getByRole('searchbox').press('Enter')
    await expect.poll(() => page.getByRole('row', { name: /王芳/ }).count()).toBe(2)
    await page.getByRole('button', { name: '吊销' }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: '吊销' }).click()
    await expect.poll(() => page.getByText('已吊销', { exact: true }).count()).toBe(2)
  })

  it('recovers a key with two more operators', async () => {
    await page.getByRole('searchbox').fill('北京示例')
    await page.getByRole('searchbox').press('Enter')
    await page
      .getByRole('row', { name: /北京示例/ })
      .first()
      .waitFor()
    await page.getByRole('button', { name: '恢复密钥' }).last().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('事由').fill('员工离职,需要解密旧文件')
    await dialog.getByRole('button', { name: '提交申请' }).click()
    await page.getByText('恢复申请已提交').waitFor()
    for (const [index, name] of ['auditor', 'keeper'].entries()) {
      await page.getByRole('button', { name: '退出登录' }).click()
      await logIn(name)
      await go('密钥恢复')
      await page.getByText(`${index} / 2`).waitFor()
      await page.getByRole('button', { name: '同意' }).click()
      await page.getByText(`${index + 1} / 2`).waitFor()
    }
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: '取出密文' }).click()
    expect((await downloading).suggestedFilename()).toMatch(/enveloped-key\.der$/)
    await page.getByText('已取出').waitFor()
  })

  it('returns to the login when the session is over', async () => {
    test.passTime(9 * 60 * 60 * 1000)
    await page.getByRole('link', { name: '账号', exact: true }).click()
    await page.getByText('登录已结束，请重新登录。').waitFor()
    await logIn('operator')
  })

  it('applies for the seal of a holder, draws and makes it, and revokes it', async () => {
    await issue(await agency(test.ra.url))
    await go('证书')
    await page.getByRole('button', { name: '申请签章' }).first().click()
    await page.getByText('申请签章，请到「电子签章」制作').waitFor()
    await go('电子签章')
    await page.getByRole('button', { name: '制作' }).click()
    await page.getByText('有效', { exact: true }).waitFor()
    const { rows } = await test.ra.services.store.seals({ text: '', after: null, limit: 9 }, 'issued')
    const { picture } = parseSeal(rows[0]?.der ?? new Uint8Array())
    const { rgba, width } = readPng(picture.bytes, 64, 600)
    const isRed = (at: number) => rgba[at] === 200 && rgba[at + 1] === 39 && rgba[at + 3] === 255
    const red = Array.from({ length: width * width }, (_, pixel) => pixel * 4).filter(isRed)
    expect(red.length).toBeGreaterThan(5_000)
    await page.getByRole('button', { name: '撤销' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '撤销' }).click()
    await page.getByText('已撤销', { exact: true }).waitFor()
    await go('待审核')
  })

  it('keeps the words of a narrow column on one line', async () => {
    await page.setViewportSize({ width: 1040, height: 700 })
    await go('账号')
    const kinds = page.getByRole('table').getByText(/^(法人|自然人|代理机构)$/)
    await kinds.first().waitFor()
    const lines = await kinds.evaluateAll((all) => all.map((one) => one.getClientRects().length))
    expect(new Set(lines)).toEqual(new Set([1]))
    await page.setViewportSize({ width: 1280, height: 800 })
    await go('待审核')
  })

  it('also speaks English, and remembers the choice', async () => {
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Reviews' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Reviews' }).waitFor()
    await page.getByRole('button', { name: '中文' }).click()
  })

  it.each(['light', 'dark'] as const)(
    'passes axe on every page, %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      for (const place of [
        '待审核',
        '账号',
        '订单',
        '账户流水',
        '证书',
        '电子签章',
        '密钥恢复',
        '短信与邮件',
        '每日统计',
        '运行状况',
      ]) {
        await go(place)
        await page.waitForLoadState('networkidle')
        expect(
          await page.evaluate(() => getComputedStyle(document.links[0] ?? document.body).transitionDuration),
        ).toBe('0s')
        expect(await violations(page), place).toEqual([])
      }
    },
    240_000,
  )
})
