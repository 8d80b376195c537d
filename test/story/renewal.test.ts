import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pkcs11Tool, readBack, UKEY_PIN } from '../flow/issuance/ukeys.ts'
import type { Holder } from '../flow/ra/holder.ts'
import { agency, openWholeHouse } from '../house/businesses.ts'
import { given, openRa } from '../house/issuance.ts'
import { operatorOf } from '../house/renewals.ts'
import { launchBrowser } from '../ui/scenes/camera.ts'
import { freshHome, startWebShell, type WebShellProcess } from '../ui/web-shell-process.ts'
import { authorityCertificates, verified } from './judges.ts'
import { complaintsOf, demo, logIn, openWindow } from './story-page.ts'

// A company renews the certificate on its Ukey, 65 days before its end, in the built product.

const DAY = 86_400_000
const [home, folder, past] = [freshHome(), freshHome(), freshHome()]
let browser: Browser
let shell: WebShellProcess
let page: Page
let complaints: readonly string[]
let operator: Holder

/** Three hundred days ago: the certificate was issued, at the authority that the product will find in its folder. */
const asItWas = async (): Promise<string> => {
  const clock = () => Date.now() - 300 * DAY
  const ra = await openRa(join(home, 'authority'), { captchaAnswer: demo.captcha, clock })
  const house = await openWholeHouse(ra.url, { home: past, clock: () => new Date(clock()) })
  const { id } = await house.account.captcha()
  await house.account.login({ ...agency, captchaId: id, captcha: demo.captcha })
  const tokenId = await house.insert('R5000001')
  const { transactionId } = await house.issuance.start({
    target: { kind: 'ukey', tokenId },
    ...given(UKEY_PIN),
  })
  await house.rest(transactionId)
  await house.end()
  await ra.stop()
  return house.keys
}

let ukeys: string
beforeAll(async () => {
  ukeys = await asItWas()
  process.env.VIRTUAL_UKEY_HOME = ukeys
  shell = await startWebShell(['--captcha-answer', demo.captcha], home)
  browser = await launchBrowser()
  page = await openWindow(browser)
  complaints = complaintsOf(page)
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await shell?.stop()
})

const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

const ends = (): readonly string[] => {
  const { text } = pkcs11Tool(ukeys, '--list-objects', '--type', 'cert')
  return [...text.matchAll(/ID:\s+([0-9a-f]+)/g)].map(([, id]) => {
    const file = join(folder, `${id}.der`)
    writeFileSync(file, readBack(ukeys, folder, id ?? ''))
    const said = execFileSync('openssl', ['x509', '-inform', 'DER', '-in', file, '-noout', '-enddate'])
    return new Date(said.toString().replace('notAfter=', '').trim()).toISOString().slice(0, 10)
  })
}

describe('a company whose certificate ends in two months', () => {
  it('applies for its renewal from the list of certificates', async () => {
    await page.goto(shell.url)
    await page.getByRole('link', { name: '账号登录', exact: true }).click()
    await logIn(page)
    await page.goto(`${new URL(page.url()).origin}/#/renewals`)
    await page.getByRole('button', { name: `申请续期 ${demo.applicantName}` }).click()
    await page.getByText('可以在线续期。').waitFor()
    await press('开始申请')
    await press('翻到末尾')
    await page.getByRole('checkbox', { name: /我接受电子认证服务协议内容/ }).check()
    await press('下一步')
    await page.getByRole('radio', { name: /^24 个月/ }).check()
    await press('下一步')
    await page.getByLabel('证件号码').fill('11010519491231002X')
    await page.getByLabel('姓名').first().fill('张三')
    await page.getByLabel('手机号码').first().fill('13800138000')
    await page.getByLabel('电子邮箱').fill('zhangsan@example.com')
    await page.getByLabel('地址').first().fill('北京市海淀区示例路 1 号')
    await press('从经办人处拷贝')
    await page.getByLabel('发票抬头').fill(demo.applicantName)
    await press('下一步')
    await page.getByLabel('请输入这支 Ukey 的 PIN 码').fill(UKEY_PIN)
    await press('提交申请')
    await page.getByText('等待缴费', { exact: true }).waitFor()
  })

  it('pays on the page of the payment service, and waits for the review', async () => {
    const link = (await page.getByText(/^http:\/\/127\.0\.0\.1:\d+\/pay\//).textContent())?.trim() ?? ''
    expect((await fetch(link, { method: 'POST' })).status).toBe(200)
    operator = await operatorOf({ url: new URL(link).origin }, join(home, 'authority'), demo.captcha)
    await press('已缴费，查询进度')
    await page.getByText('等待审核', { exact: true }).waitFor()
    for (const moment of ['已录入', '待支付', '已支付', '审核中'])
      await page.getByRole('listitem').getByText(moment, { exact: true }).waitFor()
  })

  it('installs the certificate once it is approved; its term is two years from the old end', async () => {
    const [old] = ends()
    const { requests } = await operator.client.operator.requests({ state: 'awaiting-review' })
    await operator.client.operator.approve({ requestId: requests[0]?.request.id ?? '' })
    await press('查询进度')
    await page.getByLabel('PIN 码', { exact: true }).fill(UKEY_PIN)
    await press('安装证书')
    await page.getByText('续期完成').waitFor()
    const renewed = new Date(old ?? '')
    renewed.setUTCFullYear(renewed.getUTCFullYear() + 2)
    expect(ends()).toContain(renewed.toISOString().slice(0, 10))
    const chain = authorityCertificates(shell.home)
    const { text } = pkcs11Tool(ukeys, '--list-objects', '--type', 'cert')
    for (const [, id] of text.matchAll(/ID:\s+([0-9a-f]+)/g))
      expect(verified(folder, readBack(ukeys, folder, id ?? ''), chain)).toContain('leaf.pem: OK')
    expect(complaints).toEqual([])
  })
})
