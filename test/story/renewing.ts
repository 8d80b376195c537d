import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { Holder } from '../flow/ra/holder.ts'
import { operatorOf } from '../house/renewals.ts'
import { scanned } from '../house/scans.ts'
import { freshHome, startWebShell, type WebShellProcess } from '../ui/web-shell-process.ts'
import type { Past } from './past.ts'
import { complaintsOf, demo, logIn, openWindow } from './story-page.ts'

// What a person does on the pages of 证书续期, and an operator at the authority, in the built product.

export type Scene = {
  readonly past: Past
  readonly page: Page
  readonly shell: WebShellProcess
  readonly complaints: readonly string[]
  press(name: string | RegExp): Promise<void>
  shows(text: string | RegExp): Promise<void>
  end(): Promise<void>
}

/** What the authority and the key do takes long on a busy machine. */
export const patient = { timeout: 60_000 }

/** The product with the token that was made before, its holder logged in. */
export const openScene = async (browser: Browser, past: Past): Promise<Scene> => {
  process.env.VIRTUAL_UKEY_HOME = past.keys
  const shell = await startWebShell(['--captcha-answer', demo.captcha], past.home)
  const page = await openWindow(browser)
  const complaints = complaintsOf(page)
  await page.goto(shell.url)
  await page.getByRole('link', { name: '账号登录', exact: true }).click()
  await logIn(page)
  return {
    ...{ past, page, shell, complaints },
    press: (name) => page.getByRole('button', { name, exact: true }).first().click(),
    shows: (text) =>
      page
        .getByText(text, { exact: typeof text === 'string' })
        .first()
        .waitFor(patient),
    end: async () => {
      await page.context().close()
      await shell.stop()
    },
  }
}

const toPlace = ({ page }: Scene, hash: string) => page.goto(`${new URL(page.url()).origin}/${hash}`)

/** 证书续期 → 申请续期, to the page that says whether and how. */
export const openRenewal = async (scene: Scene): Promise<void> => {
  await toPlace(scene, '#/renewals')
  await scene.page.getByRole('button', { name: `申请续期 ${demo.applicantName}` }).click()
}

const fillPeople = async (page: Page): Promise<void> => {
  await page.getByLabel('证件号码').fill('11010519491231002X')
  await page.getByLabel('姓名').first().fill('张三')
  await page.getByLabel('手机号码').first().fill('13800138000')
  await page.getByLabel('电子邮箱').fill('zhangsan@example.com')
  await page.getByLabel('地址').first().fill('北京市海淀区示例路 1 号')
  await page.getByRole('button', { name: '从经办人处拷贝' }).click()
  await page.getByLabel('发票抬头').fill(demo.applicantName)
}

/** The exported form, printed, and scanned again as a picture. */
const printedAndScanned = async ({
  page,
}: Scene): Promise<{ readonly form: string; readonly scan: string }> => {
  const folder = freshHome()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出申请表' }).click(),
  ])
  const form = join(folder, 'form.pdf')
  await download.saveAs(form)
  execFileSync('pdftoppm', ['-jpeg', '-r', '50', '-singlefile', form, join(folder, 'paper')])
  const bytes = new Uint8Array(readFileSync(join(folder, 'paper.jpg')))
  // A4 at 50 dots an inch.
  const scan = join(folder, 'scan.pdf')
  writeFileSync(scan, scanned({ bytes, width: 414, height: 585 }))
  return { form, scan }
}

/** The form as it was exported is refused; the scan of it is taken. */
const uploadForm = async (scene: Scene): Promise<void> => {
  const { form, scan } = await printedAndScanned(scene)
  const field = scene.page.locator('input[type=file]')
  await field.setInputFiles(form)
  await scene.shows('这是没有签名、盖章的申请表')
  await field.setInputFiles(scan)
  await scene.shows(/^已上传 scan\.pdf/)
}

const typePin = async ({ page, past }: Scene, sameKeys: boolean): Promise<void> => {
  if (past.kind !== 'soft') return page.getByLabel('请输入这支 Ukey 的 PIN 码').fill(past.pin)
  if (sameKeys) return page.getByLabel('请输入这张软证书的 PIN 码').fill(past.pin)
  await page.getByLabel('为续期后的软证书设定 PIN 码').fill(past.pin)
  await page.getByLabel('确认 PIN 码').fill(past.pin)
}

export type Applying = {
  readonly years: number
  readonly withForm?: boolean
  readonly sameKeys?: boolean
}

/** Agreement, term, people, summary and PIN, until the order is there. */
export const apply = async (
  scene: Scene,
  { years, withForm = false, sameKeys = false }: Applying,
): Promise<void> => {
  const { page, press, shows } = scene
  await openRenewal(scene)
  await shows(withForm ? /^证书已经过期。.*可以凭申请表续期/ : '可以在线续期。')
  await shows(sameKeys ? /^续期沿用原来的密钥，只换证书/ : /^续期会换一对新密钥/)
  await press('开始申请')
  await press('翻到末尾')
  await page.getByRole('checkbox', { name: /我接受电子认证服务协议内容/ }).check()
  await press('下一步')
  await page.getByRole('radio', { name: new RegExp(`^${years * 12} 个月`) }).check()
  await press('下一步')
  await fillPeople(page)
  if (withForm) await uploadForm(scene)
  await press('下一步')
  await shows(sameKeys ? '沿用原来的密钥' : '换一对新密钥')
  await typePin(scene, sameKeys)
  await press('提交申请')
  await shows('等待缴费')
}

/** Where the authority inside is, as the link to its payment page says. */
const operatorAt = async ({ past }: Scene, link: string): Promise<Holder> =>
  operatorOf({ url: new URL(link).origin }, join(past.home, 'authority'), demo.captcha)

const payLink = async ({ page }: Scene): Promise<string> =>
  (await page.getByText(/^http:\/\/127\.0\.0\.1:\d+\/pay\//).textContent())?.trim() ?? ''

export const payOnline = async (scene: Scene): Promise<Holder> => {
  const link = await payLink(scene)
  const { status } = await fetch(link, { method: 'POST' })
  if (status !== 200) throw new Error(`the payment service answered ${status}`)
  await scene.press('已缴费，查询进度')
  await scene.shows('等待审核')
  return operatorAt(scene, link)
}

/** Two transfers, told one after the other: what is missing is said in between. */
export const payByTransfers = async (scene: Scene, parts: readonly [number, number]): Promise<Holder> => {
  const { page, press, shows } = scene
  const operator = await operatorAt(scene, await payLink(scene))
  await page.getByRole('radio', { name: /^银行转账/ }).check()
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const tell = async (index: number, yuan: number) => {
    await page.getByLabel('付款账号').nth(index).fill(`622200000000100${index}`)
    await page.getByLabel('付款账户名').nth(index).fill(demo.applicantName)
    await page.getByLabel('转账金额（元）').nth(index).fill(String(yuan))
    await page.getByLabel('付款日期').nth(index).fill(today)
  }
  await tell(0, parts[0])
  await press('核验转账信息')
  await shows(new RegExp(`还差 ${parts[1]} 元`))
  await press('添加更多银行转账信息')
  await tell(1, parts[1])
  await press('核验转账信息')
  await shows('等待审核')
  return operator
}

const waitingRequest = async (operator: Holder): Promise<string> => {
  const { requests } = await operator.client.operator.requests({ state: 'awaiting-review' })
  return requests[0]?.request.id ?? ''
}

/** The operator looks at the application, and the person asks how it stands. */
export const sendBack = async (scene: Scene, operator: Holder): Promise<void> => {
  const reason = '经办人姓名与证件不符'
  await operator.client.operator.requestCorrection({
    ...{ requestId: await waitingRequest(operator), reason, fields: ['handler'] },
  })
  await scene.press('查询进度')
  await scene.shows(`审核意见：${reason}`)
}

export const correct = async ({ page, press, shows }: Scene): Promise<void> => {
  await page.getByLabel('姓名').first().fill('李四')
  await press('提交补正')
  await shows('等待审核')
}

export const approve = async (scene: Scene, operator: Holder): Promise<void> => {
  await operator.client.operator.approve({ requestId: await waitingRequest(operator) })
  await scene.press('查询进度')
}

export const refuse = async (scene: Scene, operator: Holder): Promise<void> => {
  await operator.client.operator.refuse({ requestId: await waitingRequest(operator), reason: '资料不实' })
  await scene.press('查询进度')
  await scene.shows(/资料不实/)
}

/** 安装证书 with the PIN, to the end. */
export const install = async ({ page, past, press, shows }: Scene): Promise<void> => {
  await page.getByLabel('PIN 码', { exact: true }).fill(past.pin)
  const repeat = page.getByLabel('确认 PIN 码')
  if ((await repeat.count()) > 0) await repeat.fill(past.pin)
  await press('安装证书')
  await shows('续期完成')
}

/** 撤销申请: what was paid is due, the operator sends it, and the person sees that it was sent. */
export const takeBack = async (scene: Scene, operator: Holder): Promise<void> => {
  const { page, press, shows } = scene
  await press('撤销申请')
  await page.getByRole('dialog').getByRole('button', { name: '撤销申请', exact: true }).click()
  await shows('申请已经撤销')
  await press('回到证书续期')
  await shows(/元正在退款$/)
  const { orders } = await operator.client.operator.orders({ state: 'refund-due' })
  for (const { order } of orders) await operator.client.operator.refund({ orderId: order.id })
  await press('查询退款')
  await shows(/元已经退回$/)
  await press('知道了')
  await page.getByText(/元已经退回$/).waitFor({ state: 'detached' })
}
