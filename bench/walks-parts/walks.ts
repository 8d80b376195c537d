import type { Page } from 'playwright-core'
import { demo } from '../../test/story/story-page.ts'
import { type Person, personAt, type Walked } from './person.ts'

/** What a walk needs beside the window: the phone with the code, and the page of the payment service. */
export type World = {
  readonly page: Page
  readonly code: () => string
  /** Pays on the page that 去缴费 opened, outside the product. */
  readonly pay: () => Promise<void>
  /** The authority approves what waits for its review. */
  readonly approve: () => Promise<void>
}

export const ukeyPin = '12345678'
export const changedPin = 'Harbor-58'
export const unlockedPin = 'Meadow-73'
const softPin = 'Blue7Mountain'

type Walk = (person: Person, world: World) => Promise<void>

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true })

const home = (page: Page) =>
  page.evaluate(() => {
    window.location.hash = '#/home'
  })

/** Types a new PIN twice and ends the form, all at the keyboard. */
const choosePin = async (person: Person, page: Page, label: string, pin: string) => {
  await person.type(field(page, label), pin)
  await person.press('Tab')
  if (!(await field(page, '确认 PIN 码').evaluate((one) => one === document.activeElement)))
    await person.press('Tab')
  await person.type(field(page, '确认 PIN 码'), pin)
  await person.press('Enter')
}

const enterPin = async (person: Person, page: Page, pin: string) => {
  await person.type(field(page, 'PIN 码'), pin)
  await person.press('Enter')
}

const firstSoft: Walk = async (person, { page }) => {
  await person.click(button(page, '使用软证书'))
  await person.click(button(page, '填入演示账号'))
  await person.type(field(page, '验证码'), demo.captcha)
  await person.press('Enter')
  await person.click(button(page, '确认'))
  await choosePin(person, page, 'PIN 码', softPin)
  await person.see(page.getByText('证书签发成功'))
}

const exported: Walk = async (person, { page }) => {
  await person.click(button(page, '查看'))
  const [file] = await Promise.all([page.waitForEvent('download'), person.click(button(page, '导出 .cer'))])
  await file.path()
}

const firstUkey: Walk = async (person, { page }) => {
  await person.click(button(page, '证书签发'))
  await person.click(button(page, '签发新证书，作废原证书'))
  await enterPin(person, page, ukeyPin)
  await person.see(page.getByText('证书签发成功'))
}

const renewal: Walk = async (person, { page, pay, approve }) => {
  await person.click(button(page, '立即更新'))
  await person.click(button(page, '开始申请'))
  await person.click(button(page, '翻到末尾'))
  await person.click(page.getByRole('checkbox', { name: /我接受电子认证服务协议内容/ }))
  await person.click(button(page, '下一步'))
  await person.click(page.getByRole('radio', { name: /^12 个月/ }))
  await person.click(button(page, '下一步'))
  await person.type(page.getByLabel('证件号码'), '11010519491231002X')
  await person.type(page.getByLabel('姓名').first(), '张三')
  await person.type(page.getByLabel('手机号码').first(), '13800138000')
  await person.type(page.getByLabel('电子邮箱'), 'zhangsan@example.com')
  await person.type(page.getByLabel('地址').first(), '北京市海淀区示例路 1 号')
  await person.click(button(page, '从经办人处拷贝'))
  await person.type(page.getByLabel('发票抬头'), demo.applicantName)
  await person.click(button(page, '下一步'))
  await person.type(page.getByLabel('请输入这支 Ukey 的 PIN 码'), ukeyPin)
  await person.click(button(page, '提交申请'))
  await person.click(button(page, '打开支付页面'))
  await pay()
  await page.getByText('等待审核').first().waitFor()
  await approve()
  await person.click(button(page, '查询进度'))
  await enterPin(person, page, ukeyPin)
  await person.see(page.getByText('续期完成'))
}

const pinChange: Walk = async (person, { page }) => {
  await person.click(page.getByRole('link', { name: '证书与 Ukey' }))
  await person.click(button(page, '更多操作'))
  await person.click(page.getByRole('menuitem', { name: '修改 PIN 码' }))
  await person.type(field(page, '原 PIN 码'), ukeyPin)
  await person.press('Tab')
  await person.press('Tab')
  await choosePin(person, page, '新 PIN 码', changedPin)
  await person.see(page.getByText('PIN 码已修改'))
}

const unlock: Walk = async (person, { page, code }) => {
  await person.click(page.getByRole('link', { name: '办理解锁' }))
  await person.click(button(page, '下一步'))
  await person.click(button(page, '获取验证码'))
  await person.see(field(page, '验证码'))
  await person.type(field(page, '验证码'), code())
  await person.press('Tab')
  await choosePin(person, page, '新 PIN 码', unlockedPin)
  await person.see(page.getByText('已经解锁'))
}

const replacement: Walk = async (person, { page, pay }) => {
  await person.click(page.getByRole('link', { name: '补办证书' }))
  await person.click(button(page, '下一步'))
  await enterPin(person, page, ukeyPin)
  await person.click(button(page, '打开支付页面'))
  await pay()
  await person.see(field(page, 'PIN 码'))
  await enterPin(person, page, ukeyPin)
  await person.see(page.getByText('证书签发成功'))
}

export const walks = { firstSoft, exported, firstUkey, pinChange, unlock, replacement, renewal }
export type WalkName = keyof typeof walks

/** Walks from the first page to the end. */
export const walk = async (name: WalkName, world: World): Promise<Walked> => {
  await home(world.page)
  const person = personAt(world.page)
  await walks[name](person, world)
  return person.walked()
}
