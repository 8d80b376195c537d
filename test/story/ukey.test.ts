import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUkey, plugUkey } from '../../src/native/virtual-ukey/ukey.ts'
import { pkcs11Tool, putOldRsa, readBack, UKEY_PIN } from '../flow/issuance/ukeys.ts'
import { launchBrowser } from '../ui/scenes/camera.ts'
import { freshHome, startWebShell, type WebShellProcess } from '../ui/web-shell-process.ts'
import { authorityCertificates, signatureVerdict, verified } from './judges.ts'
import { complaintsOf, demo, handedOver, issueOn, logIn, openWindow } from './story-page.ts'

// The holder of a fourth-generation Ukey gets a new certificate on the same Ukey.

const [ukeys, folder] = [freshHome(), freshHome()]
let browser: Browser
let shell: WebShellProcess
let page: Page
let complaints: readonly string[]

const keyIds = (): readonly string[] => {
  const { text } = pkcs11Tool(ukeys, '--list-objects', '--type', 'cert')
  return [...text.matchAll(/ID:\s+([0-9a-f]+)/g)].map(([, id]) => id ?? '')
}

beforeAll(async () => {
  createUkey(ukeys, 'fourth', { serial: 'D4000001' })
  plugUkey(ukeys, 'fourth')
  putOldRsa(ukeys, folder, demo.applicantName)
  process.env.VIRTUAL_UKEY_HOME = ukeys
  shell = await startWebShell(['--captcha-answer', demo.captcha])
  browser = await launchBrowser()
  page = await openWindow(browser)
  complaints = complaintsOf(page)
})
afterAll(async () => {
  await browser?.close()
  await shell?.stop()
})

describe('the holder of a fourth-generation Ukey', () => {
  it('sees the old RSA certificate on the Ukey', async () => {
    await page.goto(shell.url)
    await page.getByText(demo.applicantName).first().waitFor()
    await page.getByRole('link', { name: '证书与 Ukey', exact: true }).click()
    await page.getByText('RSA 2048').first().waitFor()
  })

  it('logs in and has a certificate issued onto it with its present PIN', async () => {
    await page.getByRole('link', { name: '账号登录', exact: true }).click()
    await logIn(page)
    await page.getByRole('main').getByText('证书签发', { exact: true }).click()
    await issueOn(page, /D400 0001/, UKEY_PIN, false)
    const shown = await handedOver(page)
    for (const label of ['使用者', '颁发者', '有效期至', '密钥类型', '证书设备', '状态提示'])
      expect(shown).toContain(label)
    expect(shown).toContain('SM2')
    expect(shown).toContain('D400 0001')
  })

  it('sees the pair on its page, with the old certificate gone', async () => {
    await page.getByRole('button', { name: '完成' }).click()
    await page.getByRole('link', { name: '证书与 Ukey', exact: true }).click()
    await page.getByText('SM2').first().waitFor()
    expect(await page.getByText('RSA 2048').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  it('has on the key what pkcs11-tool reads and OpenSSL accepts', () => {
    const chain = authorityCertificates(shell.home)
    const ids = keyIds()
    expect(ids).toHaveLength(2)
    for (const id of ids)
      expect(verified(folder, readBack(ukeys, folder, id), chain)).toBe('leaf.pem: OK\nissuing.pem: OK')
  })

  it('signs with the new key through pkcs11-tool, and OpenSSL verifies it under the new certificate', () => {
    const [message, signature] = [join(folder, 'to-sign'), join(folder, 'signed')]
    const text = '商标网上申请'
    writeFileSync(message, text)
    const verdicts = keyIds().map((id) => {
      const { status } = pkcs11Tool(
        ukeys,
        ...['--login', '--pin', UKEY_PIN, '--sign', '--mechanism', '0x80008103', '--id', id],
        ...['--input-file', message, '--output-file', signature],
      )
      return status === 0
        ? signatureVerdict(folder, readBack(ukeys, folder, id), text, new Uint8Array(readFileSync(signature)))
        : 'not a signing key'
    })
    expect(verdicts).toContain('Verified OK')
  })
})
