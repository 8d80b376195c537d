import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../ui/scenes/camera.ts'
import { freshHome, startWebShell, type WebShellProcess } from '../ui/web-shell-process.ts'
import { complaintsOf, demo, issueOn, logIn, openWindow } from './story-page.ts'

// 签名与加密 with 200 files and a soft certificate, from the folder to what lies beside them.

const pin = 'Blue7Mountain'
const person = mkdtempSync(join(tmpdir(), 'cert-assistant-person-'))
const folder = join(person, 'Documents', '投标文件')
const count = 200
const nameOf = (index: number): string => `合同 ${index + 1}（盖章）.txt`
const contentOf = (index: number): string => `第 ${index + 1} 份合同，共 ${count} 份。\n`
const forged = join(
  import.meta.dirname,
  '..',
  'data',
  'signed-files',
  'ofd-faulty',
  'neg_content_changed.ofd',
)

let browser: Browser
let shell: WebShellProcess
let page: Page
let complaints: readonly string[]
const { HOME, XDG_CONFIG_HOME } = process.env

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  for (let index = 0; index < count; index += 1) writeFileSync(join(folder, nameOf(index)), contentOf(index))
  process.env.VIRTUAL_UKEY_HOME = freshHome()
  // The person's own folders, as the assistant looks for them.
  process.env.HOME = person
  process.env.XDG_CONFIG_HOME = join(person, '.config')
  shell = await startWebShell(['--captcha-answer', demo.captcha])
  Object.assign(process.env, { HOME })
  if (XDG_CONFIG_HOME === undefined) delete process.env.XDG_CONFIG_HOME
  else process.env.XDG_CONFIG_HOME = XDG_CONFIG_HOME
  browser = await launchBrowser()
  page = await openWindow(browser)
  complaints = complaintsOf(page)
})
afterAll(async () => {
  await browser?.close()
  await shell?.stop()
  rmSync(person, { recursive: true, force: true })
})

const button = (name: string | RegExp) => page.getByRole('button', { name })
const ended = (words: string) => page.getByRole('status').filter({ hasText: words }).waitFor()
const files = () => readdirSync(folder)

/** Answers the question of the assistant's own window. */
const typePin = async () => {
  await page.getByLabel('PIN 码', { exact: true }).fill(pin)
  await page.keyboard.press('Enter')
}

const row = (name: string) => page.getByRole('row').filter({ has: page.getByTitle(name, { exact: true }) })

const look = async (name: string) => {
  await page.getByPlaceholder('搜索文件名或文件夹').fill(name)
  await row(name).waitFor()
}

/** Selects this file and no other. */
const select = async (name: string) => {
  await look(name)
  const none = button('取消选择')
  if (await none.isEnabled()) await none.click()
  await row(name).click()
}

/** Adds the whole folder in the window that shows folders. */
const addFolder = async (way: string | RegExp) => {
  await button(way).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Documents' }).first().click()
  await dialog.getByRole('option', { name: '投标文件' }).dblclick()
  await dialog.getByRole('option').nth(1).waitFor()
  await dialog.getByRole('button', { name: '加入整个文件夹' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

describe('200 files and a soft certificate', () => {
  it('a certificate is issued, and the page invites without it', async () => {
    await page.goto(shell.url)
    await page.getByRole('link', { name: '签名与加密', exact: true }).click()
    await page.getByText('不需要 Ukey').waitFor()
    await page.getByRole('link', { name: '账号登录', exact: true }).click()
    await logIn(page)
    await page.getByRole('main').getByText('证书签发', { exact: true }).click()
    await issueOn(page, /软证书/, pin, true)
  })

  it('the folder is chosen, and all its files are signed with one PIN', async () => {
    await page.getByRole('link', { name: '签名与加密', exact: true }).click()
    await addFolder('选择文件')
    await ended(`已选 ${count} 个，共 ${count} 个`)
    await button('签名…').click()
    await button(`签名 ${count} 个文件`).click()
    await typePin()
    await ended(`${count} 个文件都已完成`)
    expect(files().filter((name) => name.endsWith('.p7s'))).toHaveLength(count)
    for (const index of [0, count - 1])
      expect(readFileSync(join(folder, nameOf(index)), 'utf8')).toBe(contentOf(index))
  })

  it('the signatures are verified beside their files, and a changed file is not called valid', async () => {
    writeFileSync(join(folder, nameOf(7)), 'something else')
    await addFolder('添加文件')
    await ended(`已选 ${2 * count} 个，共 ${2 * count} 个`)
    await button(/^验证/).click()
    await ended('验证完成')
    await look(`${nameOf(6)}.p7s`)
    await row(`${nameOf(6)}.p7s`)
      .getByText('签名有效', { exact: true })
      .waitFor()
    await look(`${nameOf(7)}.p7s`)
    await row(`${nameOf(7)}.p7s`)
      .getByText('签名无效', { exact: true })
      .waitFor()
    await row(`${nameOf(7)}.p7s`)
      .getByTitle('详情')
      .click()
    await page.getByText('签名保护的内容被改动').waitFor()
    await page.getByRole('link', { name: '签名与加密', exact: true }).first().click()
  })

  it('a file is encrypted to its owner and decrypted again', async () => {
    const name = nameOf(3)
    await select(name)
    await button('加密…').click()
    await page
      .getByRole('checkbox', { name: new RegExp(demo.applicantName) })
      .first()
      .check()
    await button('加密 1 个文件').click()
    await ended('1 个文件都已完成')
    rmSync(join(folder, name))
    await addFolder('添加文件')
    const sealed = files().find((one) => one.endsWith('.p7m'))
    expect(sealed).toBe(`${name}.p7m`)
    expect(readFileSync(join(folder, `${name}.p7m`)).includes(contentOf(3))).toBe(false)
    await select(`${name}.p7m`)
    await button('解密…').click()
    await button('解密 1 个文件').click()
    await typePin()
    await ended('解密完成')
    expect(readFileSync(join(folder, name), 'utf8')).toBe(contentOf(3))
  })

  it('a forged OFD is shown as what it is, with the reason', async () => {
    copyFileSync(forged, join(folder, '伪造.ofd'))
    await addFolder('添加文件')
    await select('伪造.ofd')
    await button('验证').click()
    await ended('验证完成')
    await row('伪造.ofd').getByTitle('详情').click()
    await page.getByRole('heading', { name: '伪造.ofd' }).waitFor()
    await page.getByText('请不要采信这份文件的签名').waitFor()
    await page.getByText('签名保护的内容被改动').waitFor()
    expect(await page.getByText('签名有效', { exact: true }).count()).toBe(0)
    expect(complaints).toEqual([])
  })
})
