import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { Holder } from '../flow/ra/holder.ts'
import { clientIn } from '../ui/contract-client.ts'
import { demo, openWindow } from './story-page.ts'

export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click()

/** Where the authority inside listens, as the assistant tells its pages. */
export const authorityUrl = async (page: Page): Promise<string> => {
  const session = JSON.parse(await page.evaluate(() => localStorage.getItem('assistant-session') ?? ''))
  const { client, close } = await clientIn(new URL(page.url()).origin, session)
  const desk = await client.authority.desk({ issuerId: 'demo' })
  close()
  return new URL(desk?.url ?? '').origin
}

/** The rail names him, and 账号登录 says that he is logged in. */
export const signedInAs = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('link', { name, exact: true }).waitFor()
  await page.getByText('已登录', { exact: true }).waitFor()
}

/** A captcha, then the first page of a dossier. */
export const beginHere = async (page: Page, act: string): Promise<void> => {
  await page.locator('main form img').waitFor()
  await page.getByLabel('验证码', { exact: true }).fill(demo.captcha)
  await press(page, act)
}

export const demoPassword = 'Demo-2026'
export const newPassword = 'Winter-Rain-26'

/** Fills in the login that the page shows, on one of its tabs. */
export const logInHere = async (
  page: Page,
  tab: string,
  way: string | null,
  label: string,
  login: string,
  password: string,
): Promise<void> => {
  await page.getByRole('tab', { name: tab, exact: true }).click()
  if (way !== null) await page.getByRole('radio', { name: way, exact: true }).check()
  await page.locator('main form img').waitFor()
  await page.getByRole('textbox', { name: label, exact: true }).fill(login)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByLabel('验证码', { exact: true }).fill(demo.captcha)
  await press(page, '登录')
}

/** From any page to 账号登录, and in. */
export const logInBy = async (...login: Parameters<typeof logInHere>): Promise<void> => {
  await login[0].getByRole('link', { name: '账号登录', exact: true }).first().click()
  await logInHere(...login)
}

export const logOut = async (page: Page): Promise<void> => {
  await page.goto(`${new URL(page.url()).origin}/#/login`)
  await press(page, '退出登录')
  await page.getByRole('tab', { name: '登录信息' }).waitFor()
}

/** Types a part of the name and takes the first that is found. */
export const choose = async (page: Page, label: string, name: string, nth = 0): Promise<void> => {
  const field = page.getByLabel(label, { exact: true }).nth(nth)
  await field.click()
  await field.fill(name)
  await page.keyboard.press('Enter')
}

export type Person = { readonly name: string; readonly number: string }

export const fillDocument = async (page: Page, number: string): Promise<void> => {
  await page.getByLabel('证件号码', { exact: true }).fill(number)
  await page.getByLabel('有效期开始').fill('20200131')
  await page.getByLabel('长期有效').check()
}

export const fillPlace = async (page: Page): Promise<void> => {
  await choose(page, '省份', '广东')
  await choose(page, '市', '广州')
  await choose(page, '县（区）', '番禺')
  await page.getByLabel('详细地址').fill('市桥街道示例路 1 号')
  await page.getByLabel('邮政编码').fill('511400')
}

/** The newest code that the authority sent to an address. */
export const codeFor = async (operator: Holder, to: string, after: number): Promise<string> => {
  for (let tries = 0; tries < 40; tries++) {
    const { messages } = await operator.client.operator.outbox({})
    const found = messages.find((one) => one.to === to && Date.parse(one.createdAt) >= after)
    const code = found && /验证码 ([0-9]{6})/.exec(found.text)?.[1]
    if (code) return code
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`no code came to ${to}`)
}

/** Has a code sent with the button beside the address, and types what came. */
export const fillCode = async (
  page: Page,
  operator: Holder,
  what: string,
  codeLabel: string,
  to: string,
): Promise<void> => {
  const before = Date.now() - 1
  await press(page, `发送验证码：${what}`)
  await page.getByLabel(codeLabel, { exact: true }).fill(await codeFor(operator, to, before))
}

/** Phone and mail address, both proved. */
export const proveContacts = async (
  page: Page,
  operator: Holder,
  phoneLabel: string,
  phone: string,
  email: string,
): Promise<void> => {
  await page.getByLabel(phoneLabel, { exact: true }).fill(phone)
  await fillCode(page, operator, phoneLabel, '短信验证码', phone)
  await page.getByLabel('电子邮箱', { exact: true }).fill(email)
  await fillCode(page, operator, '电子邮箱', '邮件验证码', email)
  await press(page, '下一步')
}

/** Reads and accepts the agreement, sets the password if there is one, and submits. */
export const submit = async (page: Page, password: string | null): Promise<void> => {
  await page.getByText('核对后提交', { exact: true }).waitFor()
  if (password !== null) {
    await page.getByLabel('密码', { exact: true }).fill(password)
    await page.getByLabel('确认密码', { exact: true }).fill(password)
  }
  await press(page, /^阅读《/)
  await press(page, '翻到末尾')
  await page.getByRole('checkbox', { name: /^我已阅读并同意/ }).check()
  await press(page, '提交')
}

export const fillRepresentative = async (page: Page, person: Person): Promise<void> => {
  await page.getByLabel('法定代表人姓名').fill(person.name)
  await fillDocument(page, person.number)
}

/** The page where the operators of the authority review. */
export type ReviewDesk = {
  sendBack(name: string, what: string, reason: string): Promise<void>
  approve(name: string): Promise<void>
}

/** Opens the operator page of an authority, logged in, at 身份认证. */
export const openReviewDesk = async (browser: Browser, url: string, dataDir: string): Promise<ReviewDesk> => {
  // A window of its own: a tab would put the applicant's page into the background, where it stands still.
  const page = await openWindow(browser)
  const lines = readFileSync(join(dataDir, 'operators.txt'), 'utf8')
  await page.goto(`${url}/operator/`)
  await page.getByLabel('操作员').fill('operator')
  await page.getByLabel('口令').fill(/^operator (\S+)$/m.exec(lines)?.[1] ?? '')
  await press(page, '登录')
  await page.getByRole('link', { name: '身份认证', exact: true }).click()
  const open = async (name: string, act: string) => {
    await page.reload()
    const row = page.getByRole('row').filter({ hasText: name })
    await row.getByRole('button', { name: act, exact: true }).click()
    return page.getByRole('dialog')
  }
  return {
    sendBack: async (name, what, reason) => {
      const dialog = await open(name, '补正')
      await dialog.getByRole('checkbox', { name: what }).check()
      await dialog.getByLabel('意见').fill(reason)
      await dialog.getByRole('button', { name: /^补\s*正$/ }).click()
      await page.getByText(`已通知「${name}」补正`).waitFor()
    },
    approve: async (name) => {
      const dialog = await open(name, '通过')
      await dialog.getByRole('button', { name: /^通\s*过$/ }).click()
      await page.getByText(`已通过「${name}」的申请`).waitFor()
    },
  }
}
