import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageBrowser } from '../../browser.ts'
import { violations } from '../../ui/scenes/violations.ts'
import { foreign, submit } from './applicant.ts'
import { startTestRa, type TestRa } from './authority.ts'

const pagesDir = fileURLToPath(new URL('../../../out/renderer', import.meta.url))
const markup = '<img src=x onerror=alert(1)><b>海外</b>'

let test: TestRa
let browser: Browser
let page: Page
const mistakes: string[] = []

beforeAll(async () => {
  if (!existsSync(join(pagesDir, 'operator.html'))) throw new Error('the pages are not built: npm run build')
  test = await startTestRa({ pagesDir })
  browser = await chromium.launch({ executablePath: pageBrowser, args: ['--no-sandbox'] })
  page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1280, height: 800 } })
  page.on('pageerror', (error) => mistakes.push(error.message))
  page.on('dialog', (dialog) => {
    mistakes.push(`a page spoke: ${dialog.message()}`)
    void dialog.dismiss()
  })
  const [, password = ''] =
    /^operator (\S+)$/m.exec(readFileSync(join(test.dataDir, 'operators.txt'), 'utf8')) ?? []
  await page.goto(`${test.ra.url}/operator/`)
  await page.getByLabel('操作员').fill('operator')
  await page.getByLabel('口令').fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('heading', { name: '待审核' }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await test.end()
  expect(mistakes).toEqual([])
})

const go = async (place: string) => {
  await page.getByRole('link', { name: place, exact: true }).click()
  await page.getByRole('heading', { name: place, exact: true }).waitFor()
}

describe('the operator', () => {
  it('reads what was handed in as text, sees the document in a frame of its own, and sends it back', async () => {
    const applicant = await foreign(test, markup)
    await submit(applicant)
    await go('身份认证')
    const row = page.getByRole('row').filter({ hasText: markup })
    await row.waitFor()
    expect(await page.locator('img[src="x"]').count()).toBe(0)
    await row.locator('.ant-table-row-expand-icon').click()
    await page.getByText('Sample SA').waitFor()
    await page.getByText('· 中华人民共和国居民身份证').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: /主体资格证明/ }).click()
    const frame = page.locator('iframe')
    await frame.waitFor()
    expect(await frame.getAttribute('src')).toMatch(/^data:application\/pdf;base64,/)
    await page.keyboard.press('Escape')
    await frame.waitFor({ state: 'detached' })
    await row.getByRole('button', { name: '补正' }).click()
    await page.getByRole('checkbox', { name: '证明文件' }).check()
    await page.getByLabel('意见').fill('请上传清晰的扫描件')
    await page.getByRole('dialog').getByRole('button', { name: '补正' }).click()
    await page.getByText('没有等待审核的注册、补录或申诉').waitFor()
    const { dossiers } = applicant.desk.client.identity
    const { dossier } = await dossiers.get({ dossierId: applicant.dossierId })
    expect(dossier).toMatchObject({ state: 'awaiting-correction', review: { reason: '请上传清晰的扫描件' } })
    const uploads = dossier.uploads.map(({ purpose }) => purpose)
    expect(uploads).toEqual(['handler-proof', 'subject-proof'])
  })

  it('imports the register, and sees which line cannot be read', async () => {
    await go('登记名册')
    await page.getByRole('button', { name: '导入', exact: true }).click()
    const text = page.getByLabel('粘贴 CSV 内容')
    await text.fill('91440101MA59NEW018,广州示例,奇怪,王芳,110105198804120040,')
    await page.getByText('第 1 行不能识别').waitFor()
    await text.fill('91320500MA1NEW101B,苏州新芽示例科技有限公司,企业,王芳,110105198804120040,是')
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: '导入 1 行' }).click()
    await page.getByText('更新 1 行').waitFor()
    const { rows } = await test.ra.services.store.register({
      text: '91320500MA1NEW101B',
      after: null,
      limit: 1,
    })
    expect(rows[0]).toMatchObject({ agency: true })
  })

  it('names one of several old accounts of a holder, who is told', async () => {
    await go('旧账号')
    const row = page.getByRole('row').filter({ hasText: 'sunyue2015' })
    await row.getByText('共 2 个，待指定').waitFor()
    expect(await page.getByText('chenxi2016').count()).toBe(0)
    await page.getByRole('button', { name: '指定 sunyue2019' }).click()
    await page.getByRole('dialog').getByText('会收到短信和邮件').waitFor()
    expect(await violations(page)).toEqual([])
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^指\s*定$/ })
      .click()
    await page.getByText('已指定 sunyue2019，发出 2 条通知').waitFor()
    await page
      .getByRole('row')
      .filter({ hasText: 'sunyue2019' })
      .getByText('已指定', { exact: true })
      .waitFor()
    // Until one is linked, the other can be named instead.
    await page.getByRole('button', { name: '指定 sunyue2015' }).waitFor()
  })

  it('sees to how many a notice goes and what it says before it goes out, and finds it in the outbox', async () => {
    await go('通知邮件')
    await page.getByLabel('批次名称').fill('2026 年换发')
    await page.getByLabel('升级改造的日期').fill('2026 年 12 月 1 日')
    await page.getByLabel('证书助手的下载地址').fill('example.cn/assistant')
    await page.getByLabel('操作手册的地址').fill('https://example.cn/manual')
    await page.getByRole('button', { name: '预览' }).click()
    await page.getByText('请填写以 https:// 或 http:// 开头的完整地址').waitFor()
    await page.getByLabel('证书助手的下载地址').fill('https://example.cn/assistant')
    await page.getByRole('button', { name: '预览' }).click()
    await page.getByText(/^将发给 \d+ 个账号$/).waitFor()
    await page.getByText('用户名：demo').waitFor()
    const { store } = test.ra.services
    const everybody = ['person', 'legal-entity', 'agency'] as const
    const { due, sent } = await store.noticeFigures('2026 年换发', everybody)
    expect(sent).toBe(0)
    expect(await violations(page)).toEqual([])
    // What was changed since the preview is not sent unseen.
    await page.getByRole('checkbox', { name: '自然人' }).uncheck()
    await expect.poll(() => page.getByRole('button', { name: /^发送/ }).count()).toBe(0)
    await page.getByRole('checkbox', { name: '自然人' }).check()
    await page.getByRole('button', { name: '预览' }).click()
    await page.getByRole('button', { name: `发送 ${due} 封邮件` }).click()
    await page.getByRole('link', { name: '在「短信与邮件」中查看' }).click()
    await page
      .getByRole('cell', { name: /根据工作部署/ })
      .first()
      .waitFor()
    expect((await store.noticeFigures('2026 年换发', everybody)).sent).toBe(due)
  })
})
