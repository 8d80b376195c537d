import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Holder } from '../flow/ra/holder.ts'
import { operatorOf } from '../house/renewals.ts'
import { launchBrowser } from '../ui/scenes/camera.ts'
import { freshHome, startWebShell, type WebShellProcess } from '../ui/web-shell-process.ts'
import {
  authorityUrl,
  beginHere,
  codeFor,
  demoPassword,
  fillCode,
  fillDocument,
  fillPlace,
  fillRepresentative,
  logInBy,
  logInHere,
  logOut,
  newPassword,
  openReviewDesk,
  press,
  proveContacts,
  type ReviewDesk,
  signedInAs,
  submit,
} from './identity-page.ts'
import { complaintsOf, demo, issueOn, openWindow } from './story-page.ts'

// 统一身份认证 in the built product, against the authority that ships inside.

const home = freshHome()
let browser: Browser
let shell: WebShellProcess
let page: Page
let complaints: readonly string[]
let operator: Holder
let desk: ReviewDesk

beforeAll(async () => {
  shell = await startWebShell(['--captcha-answer', demo.captcha], home)
  browser = await launchBrowser()
  page = await openWindow(browser)
  complaints = complaintsOf(page)
  await page.goto(shell.url)
  await page.getByRole('link', { name: '账号登录', exact: true }).first().click()
  await page.locator('main form img').waitFor()
  const url = await authorityUrl(page)
  operator = await operatorOf({ url }, join(home, 'authority'), demo.captcha)
  desk = await openReviewDesk(browser, url, join(home, 'authority'))
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await shell?.stop()
})

const at = (place: string) => page.goto(`${new URL(page.url()).origin}/#/${place}`)
const signedIn = (name: string) => signedInAs(page, name)

/** Pages that hold nothing. No two files are alike. */
const pdf = (word: string, count = 2, more = ''): Buffer => {
  const node = `2 0 obj<</Type/Pages/Count ${count}/Kids[3 0 R 4 0 R]>>endobj`
  const pages = [3, 4].map((number) => `${number} 0 obj<</Type/Page/Parent 2 0 R>>endobj`)
  const objects = ['1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj', node, ...pages, more].join('\n')
  const body = Buffer.from(`%PDF-1.7\n% ${word}\n${objects}\n`)
  const end = 'xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 5>>'
  return Buffer.concat([body, Buffer.from(`${end}\nstartxref\n${body.length}\n%%EOF\n`)])
}

/** A file that is refused: why stands at its field. */
const refusedUpload = async (what: string, buffer: Buffer, why: string | RegExp) => {
  const file = { name: 'bad.pdf', mimeType: 'application/pdf', buffer }
  await page.getByLabel(`选择 PDF 文件：${what}`).setInputFiles(file)
  await page.locator('main form').getByRole('alert').filter({ hasText: why }).waitFor()
}

const upload = async (what: string, act = '选择 PDF 文件', word = 'first') => {
  const name = `${what}-${word}.pdf`
  const file = { name, mimeType: 'application/pdf', buffer: pdf(name) }
  await page.getByLabel(`${act}：${what}`).setInputFiles(file)
  await page.getByText(name, { exact: true }).waitFor()
}

const begin = (act: string) => beginHere(page, act)

describe('people who are known already', () => {
  it.each([
    ['手机号', '手机号码', '13800000002', '自然人', '王芳'],
    ['证件号', '证件号码', '110105198804120040', '自然人', '王芳'],
    ['统一社会信用代码', '统一社会信用代码', '91310115MA1QY2N69M', '法人', '上海青云精密仪器有限公司'],
  ])('log in by %s', async (way, label, login, tab, name) => {
    await logInBy(page, tab, way, label, login, demoPassword)
    await signedIn(name)
    await logOut(page)
  })

  it('are told at the form when the password is wrong, and what they typed is still there', async () => {
    await logInBy(page, '自然人', '手机号', '手机号码', '13800000002', 'Wrong-2026')
    await page.getByText('账号或密码不正确，还可以再试 4 次。').waitFor()
    expect(await page.getByRole('textbox', { name: '手机号码', exact: true }).inputValue()).toBe(
      '13800000002',
    )
    expect(await page.getByLabel('密码', { exact: true }).inputValue()).toBe('')
  })

  it('log in as 经办人 and choose for whom they act', async () => {
    await logInBy(page, '经办人', null, '手机号码或证件号码', '13800000002', demoPassword)
    await page.getByText('已登录', { exact: true }).waitFor()
    if ((await page.getByRole('link', { name: '王芳', exact: true }).count()) > 0)
      await press(page, '为「北京示例知识产权代理有限公司」办理')
    await signedIn('北京示例知识产权代理有限公司')
    await page.getByText('经办人', { exact: true }).waitFor()
    await logOut(page)
  })
})

describe('a person with an old account', () => {
  it('is led through 信息补录, and what is wrong stands at its field', async () => {
    await logInBy(page, '自然人', '历史账号', '历史账号', 'chenxi2016', demoPassword)
    await page.getByText('「陈曦」是原系统的账号').waitFor()
    await press(page, '开始填写')
    expect(await page.getByLabel('姓名', { exact: true }).inputValue()).toBe('陈曦')
    await fillDocument(page, '110101199505050046')
    await fillPlace(page)
    await press(page, '下一步')
    await page.getByText('校验位不对，请逐位核对。').waitFor()
  })

  it('finds what was typed again after having been elsewhere', async () => {
    await page.getByRole('link', { name: '主页', exact: true }).click()
    await page.getByRole('link', { name: '个人中心', exact: true }).click()
    await press(page, '继续办理')
    const number = page.getByLabel('证件号码', { exact: true })
    await number.waitFor()
    expect(await number.inputValue()).toBe('110101199505050046')
    expect(await page.getByLabel('有效期开始').inputValue()).toBe('2020-01-31')
    await page.getByText('番禺区', { exact: true }).first().waitFor()
    await number.fill('110101199505050045')
    await press(page, '下一步')
  })

  it('is told who has a phone already, and goes on with another one', async () => {
    await page.getByLabel('本人手机号码', { exact: true }).fill('13800000006')
    await fillCode(page, operator, '本人手机号码', '短信验证码', '13800000006')
    await press(page, '下一步')
    await page.getByText('用户已存在').waitFor()
    await page.getByRole('button', { name: '登录已有账号' }).waitFor()
    await page.getByRole('button', { name: '忘记密码' }).waitFor()
    await proveContacts(page, operator, '本人手机号码', '13911110021', 'chenxi@example.cn')
  })

  it('submits with password and agreement, and goes on to 证书签发', async () => {
    await submit(page, newPassword)
    await page.getByText('信息补录完成').waitFor()
    await press(page, '证书签发')
    await logInHere(page, '自然人', '手机号', '手机号码', '13911110021', newPassword)
    await issueOn(page, /软证书/, 'Winter-26', true)
    expect(await page.locator('main').textContent()).toContain('陈曦')
  })

  it('still logs in by the old account', async () => {
    await logOut(page)
    await logInBy(page, '自然人', '历史账号', '历史账号', 'chenxi2016', demoPassword)
    await signedIn('陈曦')
    await logOut(page)
  })
})

describe('a company with an old account', () => {
  it('is verified against the register and binds a handler who is registered', async () => {
    await logInBy(page, '法人', '历史账号', '历史账号', 'fanyu1998', demoPassword)
    await press(page, '开始填写')
    await page.getByLabel('单位名称').fill('广州市番禺区老字号食品厂')
    await page.getByLabel('统一社会信用代码', { exact: true }).fill('91440113MA5FANY01H')
    await fillRepresentative(page, { name: '李君', number: '31011519760822311X' })
    await press(page, '法人信息验证')
    await page.getByText('信息验证没有通过').waitFor()
    await page.getByLabel('法定代表人姓名').fill('李军')
    await press(page, '法人信息验证')
    await fillPlace(page)
    await proveContacts(page, operator, '联系手机号码', '13911110007', 'fanyu@example.cn')
    await page.getByLabel('经办人手机号码或证件号码', { exact: true }).fill('13800000006')
    await fillCode(page, operator, '经办人手机号码或证件号码', '短信验证码', '13800000006')
    await press(page, '绑定经办人')
    await submit(page, newPassword)
    await page.getByText('信息补录完成').waitFor()
  })
})

describe('an organisation without 统一社会信用代码', () => {
  it('registers with two files and waits for the review', async () => {
    await at('registration')
    await page.getByRole('radio', { name: /无统一社会信用代码/ }).check()
    await begin('开始填写')
    const country = page.getByLabel('注册国家（地区）')
    await country.click()
    await country.fill('日本')
    await page.keyboard.press('Enter')
    await page.getByLabel('中文名称').fill('海外示例株式会社')
    await page.getByLabel('英文名称').fill('Overseas Example K.K.')
    await fillRepresentative(page, { name: '王芳', number: '110105198804120040' })
    await upload('经办人身份证明文件')
    const proof = '主体资格证明文件'
    const script = '5 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj'
    await refusedUpload(proof, pdf('script', 2, script), '这个 PDF 含有脚本')
    await refusedUpload(proof, pdf('long', 3000), '3000 页')
    await refusedUpload(proof, pdf('经办人身份证明文件-first.pdf'), '是同一个文件')
    await upload(proof)
    expect(await page.getByLabel('英文名称').inputValue()).toBe('Overseas Example K.K.')
    expect(await page.locator('main').textContent()).toContain('2 页')
    await press(page, '下一步')
    await fillPlace(page)
    await proveContacts(page, operator, '联系手机号码', '13911110025', 'overseas@example.cn')
    await page.getByLabel('经办人手机号码或证件号码', { exact: true }).fill('13800000002')
    await fillCode(page, operator, '经办人手机号码或证件号码', '短信验证码', '13800000002')
    await press(page, '绑定经办人')
    await submit(page, newPassword)
    await page.getByText('等待审核', { exact: true }).waitFor()
  })

  it('corrects what the review sends back, and logs in with the 机构代码 that it gets', async () => {
    await desk.sendBack('海外示例株式会社', '证明文件', '请重新扫描')
    await press(page, '刷新')
    await page.getByText('需要补正').waitFor()
    await upload('主体资格证明文件', '重新选择', 'again')
    await press(page, '下一步')
    await press(page, '下一步')
    await press(page, '下一步')
    await submit(page, newPassword)
    await page.getByText('等待审核', { exact: true }).waitFor()
    await desk.approve('海外示例株式会社')
    await press(page, '刷新')
    await page.getByText('注册成功').waitFor()
    const shown = (await page.locator('main').textContent()) ?? ''
    const code = /JP[0-9]{12}/.exec(shown)?.[0] ?? ''
    await press(page, '去登录')
    await logInBy(page, '法人', '机构代码', '机构代码', code, newPassword)
    await signedIn('海外示例株式会社')
    await logOut(page)
  })
})

describe('an agency with an old account', () => {
  it('reads the rules first, and registers its handler on the spot', async () => {
    await logInBy(page, '代理机构', '历史账号', '历史账号', 'xincheng2014', demoPassword)
    await press(page, '开始填写')
    await press(page, '我已知悉，开始完善')
    await page.getByLabel('代理机构名称').fill('北京新程示例商标代理有限公司')
    await page.getByLabel('统一社会信用代码', { exact: true }).fill('91110108MA0AGEN015')
    await fillRepresentative(page, { name: '李军', number: '31011519760822311X' })
    await press(page, '代理机构信息验证')
    await fillPlace(page)
    await proveContacts(page, operator, '联系手机号码', '13911110023', 'xincheng@example.cn')
    await page.getByRole('radio', { name: /^经办人未注册/ }).check()
    await page.getByLabel('姓名', { exact: true }).fill('赵敏')
    await fillDocument(page, '110105199001010037')
    await fillPlace(page)
    await page.getByLabel('经办人手机号码', { exact: true }).fill('13911110026')
    await fillCode(page, operator, '经办人手机号码', '短信验证码', '13911110026')
    await page.getByLabel('密码', { exact: true }).fill(newPassword)
    await page.getByLabel('确认密码', { exact: true }).fill(newPassword)
    await press(page, '绑定经办人')
    await submit(page, newPassword)
    await page.getByText('信息补录完成').waitFor()
  })
})

describe('a forgotten password', () => {
  it('is set anew with the code to the phone on record', async () => {
    await at('forgotten')
    await page.locator('main form img').waitFor()
    await page.getByRole('textbox', { name: '手机号码', exact: true }).fill('13800000006')
    await page.getByLabel('登记的手机号码').fill('13800000006')
    await page.getByLabel('验证码', { exact: true }).fill(demo.captcha)
    const before = Date.now() - 1
    await press(page, '获取验证码')
    await page.getByLabel('验证码', { exact: true }).fill(await codeFor(operator, '13800000006', before))
    await page.getByLabel('新密码', { exact: true }).fill(newPassword)
    await page.getByLabel('确认密码', { exact: true }).fill(newPassword)
    await press(page, '设置新密码')
    await page.getByText('密码已重置').waitFor()
    await press(page, '账号登录')
    await logInHere(page, '自然人', '手机号', '手机号码', '13800000006', newPassword)
    await signedIn('李军')
    await logOut(page)
  })
})

describe('an old account', () => {
  const link = async (login: string) => {
    await page.locator('main form img').waitFor()
    await page.getByRole('textbox', { name: '旧账号', exact: true }).fill(login)
    await page.getByLabel('旧账号密码', { exact: true }).fill(demoPassword)
    await page.getByLabel('验证码', { exact: true }).fill(demo.captcha)
    await page.getByRole('checkbox', { name: /^我知道关联后不能解除/ }).check()
    await press(page, '关联旧账号，不可解除')
  }

  it('is linked by its holder, who registered anew: the one that was named, and for good', async () => {
    await at('registration')
    await begin('开始填写')
    await page.getByLabel('姓名', { exact: true }).fill('孙悦')
    await fillDocument(page, '440113198506150029')
    await fillPlace(page)
    await press(page, '下一步')
    await proveContacts(page, operator, '本人手机号码', '13911110022', 'sunyue@example.cn')
    await submit(page, newPassword)
    await page.getByText('注册成功').waitFor()
    await press(page, '去登录')
    await logInHere(page, '自然人', '手机号', '手机号码', '13911110022', newPassword)
    await signedIn('孙悦')
    await operator.client.operator.nameLegacy({ login: 'sunyue2015' })
    await page.getByRole('link', { name: '旧账号', exact: true }).click()
    await link('sunyue2019')
    await page.getByText('不是通知中的旧账号').waitFor()
    await link('sunyue2015')
    await page.getByText(/^已关联旧账号/).waitFor()
    await logOut(page)
  })
})

describe('变更为代理机构', () => {
  it('takes a handler who is on record and bound to no other agency', async () => {
    const code = '91320500MA1DEMR17D'
    const representative = { representativeName: '王芳', representativeNumber: '110105198804120040' }
    const entry = { creditCode: code, name: '苏州姑苏示例软件有限公司', entityType: 'enterprise' as const }
    await operator.client.operator.importRegister({
      entries: [{ ...entry, ...representative, agency: true }],
    })
    const practitioners = [
      { number: '110101199505050045', name: '陈曦', agencyCode: code },
      { number: '110105198804120040', name: '王芳', agencyCode: code },
    ]
    await operator.client.operator.importPractitioners({ practitioners })
    await logInBy(page, '法人', '统一社会信用代码', '统一社会信用代码', code, demoPassword)
    await page.getByRole('link', { name: '个人中心', exact: true }).click()
    await press(page, '变更为代理机构')
    await press(page, '我已知悉，开始完善')
    await page.getByLabel('代理机构名称').fill(entry.name)
    await page.getByLabel('统一社会信用代码', { exact: true }).fill(code)
    await fillRepresentative(page, { name: '王芳', number: '110105198804120040' })
    await press(page, '代理机构信息验证')
    const login = page.getByLabel('经办人手机号码或证件号码', { exact: true })
    await login.fill('13800000002')
    await fillCode(page, operator, '经办人手机号码或证件号码', '短信验证码', '13800000002')
    await press(page, '绑定经办人')
    await page.getByText('已是其他代理机构的经办人').waitFor()
    await login.fill('13911110021')
    await fillCode(page, operator, '经办人手机号码或证件号码', '短信验证码', '13911110021')
    await press(page, '绑定经办人')
    await submit(page, null)
    await page.getByText('已变更为代理机构').waitFor()
  })
})

describe('人工申诉', () => {
  it('shows how it stands until it is decided', async () => {
    await at('appeal')
    await begin('开始申诉')
    await page.getByRole('radio', { name: '登记的手机号已停用' }).check()
    await page.getByLabel('姓名或单位名称').fill('李军')
    await page.getByLabel('证件号码或统一社会信用代码').fill('31011519760822311X')
    await page.getByLabel('说明').fill('手机号已停用，请改为新的手机号。')
    await press(page, '下一步')
    await page.getByLabel('本人手机号码', { exact: true }).fill('13911110006')
    await fillCode(page, operator, '本人手机号码', '短信验证码', '13911110006')
    await press(page, '下一步')
    await upload('申诉材料')
    await press(page, '下一步')
    await submit(page, null)
    await page.getByText('等待审核', { exact: true }).waitFor()
    await desk.approve('李军')
    await press(page, '刷新')
    await page.getByText('申诉已处理').waitFor()
  })
})

describe('the whole', () => {
  it('left no complaint of the browser', () => {
    expect(complaints).toEqual([])
  })

  it('left no password on disk, and without a key store nothing of what was typed', () => {
    const kept = readdirSync(home, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((file) => file.isFile() && !file.parentPath.startsWith(join(home, 'authority')))
      .map((file) => join(file.parentPath, file.name))
    expect(kept.length).toBeGreaterThan(1)
    for (const file of kept) {
      const content = readFileSync(file)
      for (const typed of [demoPassword, newPassword, '市桥街道', 'Overseas Example'])
        expect(content.includes(typed), `${typed} in ${file}`).toBe(false)
    }
  })
})
