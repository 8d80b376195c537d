import type { Browser, Page } from 'playwright-core'

/** The login data of the demonstration account. */
export const demo = {
  userName: 'demo',
  applicantName: '北京示例知识产权代理有限公司',
  captcha: 'abcd',
} as const

/** Fills in 账号登录 by its labels. */
export const logIn = async (page: Page): Promise<void> => {
  await page.locator('main form img').waitFor()
  await page.getByLabel('用户名').fill(demo.userName)
  await page.getByLabel('申请人名称').fill(demo.applicantName)
  await page.getByLabel('验证码', { exact: true }).fill(demo.captcha)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByText('已登录', { exact: true }).waitFor()
}

/** 证书签发 → 确认, named by its effect if another certificate ends → PIN 码 → the certificate, on the device with this name. */
export const issueOn = async (
  page: Page,
  device: string | RegExp,
  pin: string,
  repeat: boolean,
): Promise<void> => {
  await page.getByRole('radio', { name: device }).check()
  await page.getByRole('button', { name: /^确认$|^签发新证书/ }).click()
  await page.getByLabel('PIN 码', { exact: true }).fill(pin)
  if (repeat) await page.getByLabel('确认 PIN 码').fill(pin)
  await page.getByRole('button', { name: '开始签发' }).click()
  await page.getByText('证书签发成功').waitFor()
}

/** The rows of the certificate that is shown at the end, by their labels. */
export const handedOver = async (page: Page): Promise<string> =>
  (await page.locator('main').textContent()) ?? ''

/** A Chinese window of the usual size. The waits are short enough to show which one failed. */
export const openWindow = async (browser: Browser): Promise<Page> => {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1040, height: 700 } })
  context.setDefaultTimeout(30_000)
  return context.newPage()
}

export const complaintsOf = (page: Page): readonly string[] => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}
