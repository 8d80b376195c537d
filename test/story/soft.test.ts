import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judged } from '../poppler.ts'
import { sealedByOpenSsl } from '../sealed-by-openssl.ts'
import { launchBrowser } from '../ui/scenes/camera.ts'
import { freshHome, startWebShell, type WebShellProcess } from '../ui/web-shell-process.ts'
import { authorityCertificates, signatureVerdict, verified } from './judges.ts'
import { softSignature } from './soft-signature.ts'
import { complaintsOf, demo, handedOver, issueOn, logIn, openWindow } from './story-page.ts'

// The holder of a soft certificate, from an empty data folder to a certificate on the page.

const pin = 'Blue7Mountain'
const folder = freshHome()
let browser: Browser
let shell: WebShellProcess
let page: Page
let complaints: readonly string[]

beforeAll(async () => {
  process.env.VIRTUAL_UKEY_HOME = freshHome()
  shell = await startWebShell(['--captcha-answer', demo.captcha])
  browser = await launchBrowser()
  page = await openWindow(browser)
  complaints = complaintsOf(page)
})
afterAll(async () => {
  await browser?.close()
  await shell?.stop()
})

const savedPdf = async () => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '保存为 PDF' }).click(),
  ])
  const name = download.suggestedFilename()
  await page.getByText(`已导出 ${name}`).waitFor()
  return { name, ...judged(readFileSync(await download.path())) }
}

describe('the holder of a soft certificate', () => {
  it('is told what to do if nothing is plugged in', async () => {
    await page.goto(shell.url)
    await page.getByText('请插入 Ukey').waitFor()
    await page.getByText('使用软证书').first().waitFor()
  })

  it('pastes the login data of the mail in one piece and logs in', async () => {
    await page.getByRole('link', { name: '账号登录', exact: true }).click()
    const mail = `用户名:${demo.userName}\n申请人名称:${demo.applicantName}`
    await page.evaluate((text) => {
      const data = new DataTransfer()
      data.setData('text/plain', text)
      const field = document.querySelector('main input')
      field?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      )
    }, mail)
    expect(await page.getByLabel('用户名').inputValue()).toBe(demo.userName)
    expect(await page.getByLabel('申请人名称').inputValue()).toBe(demo.applicantName)
    await logIn(page)
  })

  it('chooses a PIN and receives the certificate', async () => {
    await page.getByRole('main').getByText('证书签发', { exact: true }).click()
    await issueOn(page, /软证书/, pin, true)
    const shown = await handedOver(page)
    for (const label of ['使用者', '颁发者', '有效期至', '密钥类型', '证书设备', '状态提示'])
      expect(shown).toContain(label)
    expect(shown).toContain(demo.applicantName)
  })

  it('saves it as a PDF with both serial numbers, that says what it is not', async () => {
    const { name, text, fonts, warnings } = await savedPdf()
    expect(warnings).toBe('')
    expect(name).toMatch(/^北京示例知识产权代理有限公司-[0-9A-F]{8}\.pdf$/)
    for (const part of [demo.applicantName, '签名证书', '加密证书', '演示证书', '它不是证书', '：有效'])
      expect(text).toContain(part)
    expect(text.match(/证书序列号/g)).toHaveLength(2)
    expect(fonts).toEqual([[expect.stringContaining('NotoSansSC'), 'yes', 'yes', 'yes']])
  })

  it('reads every field of both certificates', async () => {
    await page.getByText('查看证书').click()
    await page.getByText('证书序列号').first().waitFor()
    await page.getByText('加密证书详情').first().click()
    await page.getByText('密钥加密').first().waitFor()
    expect((await savedPdf()).text).toContain('证书序列号')
    expect(complaints).toEqual([])
  })

  it('tries whether what others seal to it can be decrypted', async () => {
    const [exported] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出 .cer' }).click(),
    ])
    const encryption = readFileSync(await exported.path())
    await page.getByRole('link', { name: '证书与 Ukey', exact: true }).first().click()
    await page.getByRole('button', { name: '更多操作' }).click()
    await page.getByRole('menuitem', { name: '能否解密' }).click()
    const attempt = page.getByRole('button', { name: /^输入 PIN 码试一试/ })
    await attempt.click()
    await page.getByLabel('PIN 码', { exact: true }).fill(pin)
    await page.getByRole('button', { name: '试一试', exact: true }).click()
    await page.getByText(`能解密：${demo.applicantName}的加密证书`).waitFor()
    await page.getByLabel('选择文件').setInputFiles({
      ...{ name: '投标.p7m', mimeType: '' },
      buffer: sealedByOpenSsl(Buffer.alloc(3_000_000), [encryption]),
    })
    await attempt.press('Enter')
    await page.getByLabel('PIN 码', { exact: true }).fill(pin)
    await page.keyboard.press('Enter')
    await page.getByText('核对了内容的结尾').waitFor()
    expect(complaints).toEqual([])
  })

  it('finds it again after the assistant was closed and restarted', async () => {
    const { home } = shell
    await shell.stop()
    shell = await startWebShell(['--captcha-answer', demo.captcha], home)
    await page.goto(shell.url)
    await page.getByText('签名与加密证书').first().waitFor()
    expect(await page.getByText(demo.applicantName).count()).toBeGreaterThan(0)
  })

  it('has a pair that OpenSSL accepts, and a key whose signature OpenSSL verifies', async () => {
    const { home } = shell
    await shell.stop()
    const { certificates, signature } = await softSignature(home, pin, '商标网上申请')
    const chain = authorityCertificates(home)
    expect(certificates).toHaveLength(2)
    for (const der of certificates) expect(verified(folder, der, chain)).toBe('leaf.pem: OK\nissuing.pem: OK')
    const verdicts = certificates.map((der) => {
      try {
        return signatureVerdict(folder, der, '商标网上申请', signature)
      } catch {
        return 'refused'
      }
    })
    expect(verdicts.sort()).toEqual(['Verified OK', 'refused'])
  })
})
