import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, deskAt, solved } from '../flow/ra/applicant.ts'
import { refusalOf } from '../flow/ra/authority.ts'
import type { Holder } from '../flow/ra/holder.ts'
import { operatorOf } from '../house/renewals.ts'
import { launchBrowser } from '../ui/scenes/camera.ts'
import { startWebShell, type WebShellProcess } from '../ui/web-shell-process.ts'
import {
  authorityUrl,
  beginHere,
  demoPassword,
  fillCode,
  fillDocument,
  fillPlace,
  logInBy,
  logInHere,
  logOut,
  newPassword,
  press,
  signedInAs,
  submit,
} from './identity-page.ts'
import { complaintsOf, demo, issueOn, openWindow } from './story-page.ts'

// 个人中心 in the built product, against the authority that ships inside.

let browser: Browser
let shell: WebShellProcess
let page: Page
let complaints: readonly string[]
let operator: Holder
let url: string

beforeAll(async () => {
  shell = await startWebShell(['--captcha-answer', demo.captcha])
  browser = await launchBrowser()
  page = await openWindow(browser)
  complaints = complaintsOf(page)
  await page.goto(shell.url)
  await page.getByRole('link', { name: '账号登录', exact: true }).first().click()
  await page.locator('main form img').waitFor()
  url = await authorityUrl(page)
  operator = await operatorOf({ url }, join(shell.home, 'authority'), demo.captcha)
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await shell?.stop()
  expect(complaints).toEqual([])
})

const at = (place: string) => page.goto(`${new URL(page.url()).origin}/#/${place}`)
const toCentre = () => page.getByRole('link', { name: '个人中心', exact: true }).click()

const phone = '13911110031'

/** Another computer, on which 李军 logs in. */
const elsewhere = async (login: string, password: string): Promise<Desk> => {
  const desk = deskAt(url)
  const captcha = { ...(await solved(desk)), captchaAnswer: demo.captcha }
  const form = { loginKind: 'phone' as const, login, password, clientId: desk.clientId, ...captcha }
  desk.token = (await desk.client.sessions.byPassword(form)).token
  return desk
}
const isOut = async (desk: Desk) =>
  expect((await refusalOf(desk.client.sessions.current({}))).code).toBe('session-ended')

describe('账号安全', () => {
  it('changes the mail address with a code to the old and the new one', async () => {
    await logInBy(page, '自然人', '手机号', '手机号码', '13800000006', demoPassword)
    await signedInAs(page, '李军')
    await toCentre()
    await press(page, '更换邮箱')
    await fillCode(page, operator, '现在的地址', '现在的地址收到的验证码', 'lijun@example.cn')
    await page.getByLabel('新的电子邮箱', { exact: true }).fill('li.jun@example.org')
    await fillCode(page, operator, '新的地址', '新地址收到的验证码', 'li.jun@example.org')
    await press(page, '确认更换')
    await page.getByText('已更换。').waitFor()
    await page
      .getByText(/@example\.org$/)
      .first()
      .waitFor()
  })

  it('refuses the phone of somebody else and keeps the form', async () => {
    await press(page, '更换手机')
    await fillCode(page, operator, '现在的地址', '现在的地址收到的验证码', '13800000006')
    await page.getByLabel('新的手机号码', { exact: true }).fill('13800000002')
    await fillCode(page, operator, '新的地址', '新地址收到的验证码', '13800000002')
    await press(page, '确认更换')
    await page.getByText('用户已存在').waitFor()
    expect(await page.getByLabel('新的手机号码', { exact: true }).inputValue()).toBe('13800000002')
    await press(page, '取消')
  })

  it('ends a session on another device', async () => {
    const other = await elsewhere('13800000006', demoPassword)
    await at('home')
    await toCentre()
    await page.getByText(/^其他设备/).waitFor()
    await press(page, /^退出此设备/)
    await page.getByText(/^其他设备/).waitFor({ state: 'detached' })
    await isOut(other)
  })

  it('changes the password with the present one, which ends the sessions on all other devices', async () => {
    const other = await elsewhere('13800000006', demoPassword)
    await press(page, '修改密码')
    const fill = async (present: string) => {
      await page.getByLabel('现在的密码', { exact: true }).fill(present)
      await page.getByLabel('新密码', { exact: true }).fill(newPassword)
      await page.getByLabel('确认密码', { exact: true }).fill(newPassword)
      await page.locator('form').getByRole('button', { name: '修改密码', exact: true }).click()
    }
    await fill('Wrong-2026')
    await page.locator('form').getByRole('alert').waitFor()
    await fill(demoPassword)
    await page.getByText('密码已修改，其他设备上的登录已全部退出。').waitFor()
    await isOut(other)
    await logOut(page)
    await logInBy(page, '自然人', '手机号', '手机号码', '13800000006', newPassword)
    await signedInAs(page, '李军')
  })
})

describe('two accounts that are logged in at once', () => {
  it('are both there, and the one whose certificate is used is the one that is shown', async () => {
    await press(page, '证书签发')
    await issueOn(page, /软证书/, 'Winter-26', true)
    await press(page, '查看证书')
    await page.waitForURL(/#\/certificate\//)
    const certificate = page.url()
    await at('login')
    await press(page, '登录其他账号')
    await logInHere(page, '自然人', '手机号', '手机号码', '13800000002', demoPassword)
    await signedInAs(page, '王芳')
    await page.goto(certificate)
    await page.getByRole('link', { name: '李军', exact: true }).waitFor()
    await toCentre()
    await page.locator('main').getByText('李军', { exact: true }).first().waitFor()
  })

  it('and one with a certificate in force cannot be closed', async () => {
    await page.getByText('还不能注销，先办结以下各项：').waitFor()
    await page
      .getByText(/^有效的证书：/)
      .first()
      .waitFor()
    expect(await page.getByRole('button', { name: '注销账号', exact: true }).isDisabled()).toBe(true)
  })
})

describe('经办人 of a company', () => {
  const company = '上海青云精密仪器有限公司'

  it('is unbound after a question', async () => {
    await at('login')
    await press(page, '登录其他账号')
    await logInHere(page, '法人', '统一社会信用代码', '统一社会信用代码', '91310115MA1QY2N69M', demoPassword)
    await signedInAs(page, company)
    await toCentre()
    await press(page, '解除绑定 李军')
    await page.getByText('确定解除与「李军」的绑定吗？').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '解除绑定', exact: true }).click()
    await page.getByText('还没有绑定经办人。').waitFor()
  })

  it('is bound with a code to the phone of the person, who can then act for it', async () => {
    await press(page, '绑定经办人')
    const login = '经办人手机号码或证件号码'
    await page.getByLabel(login, { exact: true }).fill('13800000002')
    await fillCode(page, operator, login, '短信验证码', '13800000002')
    await press(page, '绑定经办人')
    await submit(page, null)
    await page.getByText('经办人已绑定').waitFor()
    await at('login')
    await press(page, '登录其他账号')
    await press(page, '以「王芳」的账号办理')
    await press(page, `为「${company}」办理`)
    await signedInAs(page, company)
  })
})

describe('a person', () => {
  it('changes the phone with a code to the old and the new one, and logs in by the new one alone', async () => {
    const [before, next] = ['13800000003', '13911110032']
    await at('login')
    await press(page, '登录其他账号')
    await logInHere(page, '自然人', '手机号', '手机号码', before, demoPassword)
    await signedInAs(page, '欧阳龘㐂')
    await toCentre()
    await press(page, '更换手机')
    await fillCode(page, operator, '现在的地址', '现在的地址收到的验证码', before)
    await page.getByLabel('新的手机号码', { exact: true }).fill(next)
    await fillCode(page, operator, '新的地址', '新地址收到的验证码', next)
    await press(page, '确认更换')
    await page.getByText('已更换。').waitFor()
    await elsewhere(next, demoPassword)
    expect((await refusalOf(elsewhere(before, demoPassword))).code).toBe('password-wrong')
  })

  it('closes the account with the password, and then it is gone', async () => {
    await press(page, '注销账号')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('账号不能恢复，也不能再登录。').waitFor()
    await dialog.getByLabel('输入密码确认').fill('Wrong-2026')
    await dialog.getByRole('button', { name: '注销账号', exact: true }).click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByLabel('输入密码确认').fill(demoPassword)
    await dialog.getByRole('button', { name: '注销账号', exact: true }).click()
    await page.getByRole('heading', { name: '主页' }).waitFor()
    await expect.poll(() => page.getByRole('link', { name: '欧阳龘㐂', exact: true }).count()).toBe(0)
  })

  it('can never register again with the document', async () => {
    await at('registration')
    await beginHere(page, '开始填写')
    await page.getByLabel('姓名', { exact: true }).fill('欧阳龘㐂')
    await fillDocument(page, '150702199103050014')
    await fillPlace(page)
    await press(page, '下一步')
    await page.getByLabel('本人手机号码', { exact: true }).fill(phone)
    await fillCode(page, operator, '本人手机号码', '短信验证码', phone)
    await press(page, '下一步')
    await page.getByText('不能再次注册', { exact: true }).waitFor()
  })
})
