import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUkey, plugUkey } from '../../src/native/virtual-ukey/ukey.ts'
import { UKEY_PIN } from '../flow/issuance/ukeys.ts'
import { launchBrowser } from '../ui/scenes/camera.ts'
import { freshHome, startWebShell, type WebShellProcess } from '../ui/web-shell-process.ts'
import { complaintsOf, demo, issueOn, logIn, openWindow } from './story-page.ts'

// A clerk finds the notices of the authority, registers for more, and keeps pages and programs at hand.

const [ukeys, folder] = [freshHome(), freshHome()]
const opened = join(folder, 'opened')
const program = join(folder, 'apps', 'Filing Client')
const trace = join(folder, 'started')
let browser: Browser
let shell: WebShellProcess
let page: Page
let complaints: readonly string[]

/** The system's own opener is a program that writes down what it was given. */
const layOpener = () => {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\necho "$1" >> ${opened}\n`, { mode: 0o755 })
  process.env.PATH = `${bin}:${process.env.PATH}`
}

/** A program that leaves a file behind, with its number of arguments. */
const layProgram = () => {
  mkdirSync(join(folder, 'apps'))
  const source = join(folder, 'program.c')
  writeFileSync(
    source,
    `#include <stdio.h>\nint main(int n) { FILE *f = fopen("${trace}", "w"); fprintf(f, "%d", n - 1); return fclose(f); }\n`,
  )
  execFileSync('cc', ['-o', program, source])
  chmodSync(program, 0o755)
}

const openedPages = () => (existsSync(opened) ? readFileSync(opened, 'utf8').trim().split('\n') : [])

const publish = (content: object) => {
  const file = join(folder, 'feed.json')
  writeFileSync(
    file,
    JSON.stringify({ issuerId: 'demo', notices: [], pictures: [], programs: [], ...content }),
  )
  const cli = join(import.meta.dirname, '../../src/ra/cli.ts')
  execFileSync(process.execPath, [cli, 'feed', 'publish', file, '--data', join(shell.home, 'authority')])
}

beforeAll(async () => {
  createUkey(ukeys, 'clerk', { serial: 'B1200001' })
  plugUkey(ukeys, 'clerk')
  process.env.VIRTUAL_UKEY_HOME = ukeys
  layOpener()
  layProgram()
  shell = await startWebShell(['--captcha-answer', demo.captcha])
  browser = await launchBrowser()
  page = await openWindow(browser)
  complaints = complaintsOf(page)
})
afterAll(async () => {
  await browser?.close()
  await shell?.stop()
})

const rail = (name: string) => page.getByRole('link', { name, exact: true }).click()

describe('a clerk', () => {
  it('sees the signed notices of the authority with their pictures, and opens their pages in the browser', async () => {
    await page.goto(shell.url)
    const latest = page.getByRole('region', { name: '最新公告' })
    await latest.getByText('2 条未读').waitFor()
    await expect
      .poll(() =>
        latest
          .locator('img')
          .evaluateAll(
            (all) => all.filter((one) => one instanceof HTMLImageElement && one.naturalWidth === 320).length,
          ),
      )
      .toBe(2)
    await latest.getByRole('button', { name: '示例图片：使用指南' }).click()
    await expect.poll(openedPages).toEqual(['https://example.org/'])
    await latest.getByRole('link', { name: '全部公告' }).click()
    await page.getByText('不具有法律效力').waitFor()
    await rail('主页')
    await page.getByRole('region', { name: '最新公告' }).getByText('全部公告').waitFor()
    await expect.poll(() => page.getByText('未读').count()).toBe(0)
  })

  it('sees what was published since, unread, after 刷新公告', async () => {
    const title = { zh: '系统维护通知', en: 'Maintenance' }
    publish({ notices: [{ id: 'm', publishedOn: '2026-11-27', title, text: null, link: null }] })
    await page.getByRole('link', { name: '全部公告' }).click()
    await page.getByRole('button', { name: '刷新公告' }).click()
    await page.getByText('系统维护通知').waitFor()
    expect(await page.getByText('未读', { exact: true }).count()).toBe(1)
  })

  it('is offered to register once a certificate is on the Ukey, sees what is sent, and deletes it again', async () => {
    await rail('账号登录')
    await logIn(page)
    await page.getByRole('main').getByText('证书签发', { exact: true }).click()
    await issueOn(page, /B120 0001/, UKEY_PIN, false)
    await rail('主页')
    const offer = page.getByRole('region', { name: '注册接收通知' })
    await offer.getByRole('button', { name: '注册', exact: true }).click()
    await page.getByLabel('手机号码').fill('13800001234')
    const sent = page.getByRole('main')
    await sent.getByText('13800001234').waitFor()
    expect(await sent.textContent()).toContain('B1200001')
    await page.getByRole('button', { name: '注册', exact: true }).click()
    await page.getByText('已经注册 · 138****1234').waitFor()
    await page.getByRole('button', { name: '删除注册 138****1234' }).click()
    await expect.poll(() => page.getByText('138****1234').count()).toBe(0)
    await rail('主页')
    await page.getByRole('region', { name: '最新公告' }).waitFor()
    expect(await page.getByRole('region', { name: '注册接收通知' }).count()).toBe(0)
  })

  it('finds every business of the certificate, with the reason where one is not possible', async () => {
    await rail('业务办理')
    const list = page.getByRole('list', { name: '证书业务' })
    await list.getByText('密钥不能离开 Ukey').waitFor()
    await list.getByRole('link', { name: /证书续期/ }).click()
    await page.getByRole('heading', { level: 1, name: '证书续期' }).waitFor()
    await rail('业务办理')
    await page.getByText(/已经找到，可以使用/).waitFor()
  })

  it('keeps a page and a program at hand; an interpreter is refused with a sentence', async () => {
    await page.getByRole('link', { name: /我的应用/ }).click()
    await page.getByRole('button', { name: '添加网页' }).click()
    await page.getByLabel('名称').fill('办税网页')
    await page.getByLabel('网址').fill('http://example.org/')
    await page.keyboard.press('Enter')
    await page.getByText('请填写以 https:// 开头的完整网址').waitFor()
    await page.getByLabel('网址').fill('https://example.org/tax')
    await page.keyboard.press('Enter')
    await page
      .getByRole('button', { name: /^办税网页/ })
      .first()
      .click()
    await expect.poll(openedPages).toContain('https://example.org/tax')
    await page.getByRole('button', { name: '添加程序' }).click()
    await page.getByLabel('名称').fill('命令行')
    await page.getByLabel('程序文件').fill('/bin/bash')
    await page.keyboard.press('Enter')
    await page.getByText('能执行任意命令，没有添加').waitFor()
    await page.getByLabel('名称').fill('电子申请')
    await page.getByLabel('程序文件').fill(program)
    await page.keyboard.press('Enter')
    await page
      .getByRole('button', { name: /^电子申请/ })
      .first()
      .click()
    await expect.poll(() => (existsSync(trace) ? readFileSync(trace, 'utf8') : '')).toBe('0')
  })

  it('removes one by key and puts it back; the order stays after a reload', async () => {
    const names = () =>
      page.getByRole('list', { name: '已添加的应用' }).locator('[data-face]').allTextContents()
    const before = await names()
    expect(before).toHaveLength(3)
    await page
      .getByRole('button', { name: /^办税网页/ })
      .first()
      .focus()
    await page.keyboard.press('Delete')
    await expect.poll(names).toHaveLength(2)
    await page.getByRole('button', { name: '撤销' }).click()
    await expect.poll(names).toEqual(before)
    await page
      .getByRole('button', { name: /^电子申请/ })
      .first()
      .focus()
    await page.keyboard.press('Alt+ArrowLeft')
    await expect.poll(async () => (await names())[1]).toContain('电子申请')
    await page.reload()
    await expect.poll(async () => (await names())[1]).toContain('电子申请')
    expect(complaints).toEqual([])
  })

  it('has 刷新 and 设置 in the menu of the window', async () => {
    await page.getByRole('button', { name: '菜单' }).click()
    await page.getByRole('menuitem', { name: '刷新' }).waitFor()
    await page.getByRole('menuitem', { name: '设置' }).click()
    await page.getByRole('heading', { level: 1, name: '设置' }).waitFor()
  })
})
