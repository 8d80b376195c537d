import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DemoSite } from '../../../demo-site/server.ts'
import { openSiteHouse, type SiteHouse } from '../../house/web-signing.ts'
import { openBrowser, openDemoSite, said } from './stage.ts'

// Chromium treats the demonstration site as one on the public internet, so its Local Network Access rules are enforced.

let house: SiteHouse
let site: DemoSite
let browser: BrowserContext
beforeAll(async () => {
  house = await openSiteHouse('soft')
  site = await openDemoSite(house)
  browser = await openBrowser([publicSite()])
})
afterAll(async () => {
  await browser?.close()
  site?.close()
  await house?.end()
})

const publicSite = (): string => `--ip-address-space-overrides=127.0.0.1:${site.port}=public`
const names = ['loopback-network', 'local-network-access']

/** What the person has decided before, by the debugging protocol. It holds while the page is open. */
const decided = async (page: Page, setting: 'granted' | 'denied'): Promise<void> => {
  const session = await page.context().newCDPSession(page)
  for (const name of names)
    await session.send('Browser.setPermission', { permission: { name }, setting, origin: site.origin })
}

const permission = (page: Page): Promise<string> =>
  page.evaluate(
    async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
    names[0],
  )

const visit = async (context: BrowserContext, via = ''): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(`${site.origin}/modern.html?port=${house.port()}${via}`)
  return page
}

const denied = '浏览器不允许本网站访问这台电脑上的程序，所以找不到证书助手。'

describe('a site on the public internet', () => {
  it('has the person asked by the browser, and explains when the answer is no', async () => {
    const page = await visit(browser)
    expect(await permission(page)).toBe('prompt')
    // Without a window Chromium answers its own question with no.
    await page.locator('#connect').click()
    expect(await said(page, 'connected')).toContain(denied)
    expect(await page.locator('#connected').textContent()).toContain('（permission-denied）')
    expect(await permission(page)).toBe('denied')
    await page.close()
  })

  it('explains what to change when the person said no before', async () => {
    const page = await visit(browser)
    await decided(page, 'denied')
    await page.locator('#connect').click()
    expect(await said(page, 'connected')).toContain('请点地址栏左侧的图标')
    await page.close()
  })

  it.each(['websocket', 'http'])('signs in over %s when the person said yes', async (via) => {
    const yes = house.sayYes()
    const page = await visit(browser, `&via=${via}`)
    await decided(page, 'granted')
    await page.locator('#connect').click()
    expect(await said(page, 'connected')).toBe(`已连接（${via}）`)
    await page.locator('#sign-in').click()
    expect(await said(page, 'signed-in')).toContain('服务器核对无误：')
    yes.stop()
    await page.close()
  })

  it('says that it stands in a frame which may not reach the assistant', async () => {
    const outer = `https://outer.example.cn:${site.port}`
    const page = await browser.newPage()
    const src = `${site.origin}/modern.html?port=${house.port()}`
    await page.route(`${outer}/**`, (route) =>
      route.fulfill({ contentType: 'text/html', body: `<iframe src="${src}"></iframe>` }),
    )
    await page.goto(`${outer}/`)
    const frame = page.frameLocator('iframe')
    await frame.locator('#connect').click()
    await frame.locator('#connected').filter({ hasText: '（framed）' }).waitFor()
    await page.close()
  })
})

const display = ':87'

const hasScreen = existsSync('/usr/bin/Xvfb')
if (!hasScreen) console.log('skipped: Xvfb is not installed (package xvfb)')

describe.skipIf(!hasScreen)('a site on the public internet, in a window', () => {
  let screen: ReturnType<typeof spawn>
  let windowed: BrowserContext
  beforeAll(async () => {
    screen = spawn('Xvfb', [display, '-screen', '0', '1200x800x24', '-nolisten', 'tcp'], { stdio: 'ignore' })
    windowed = await openBrowser([publicSite()], { display })
  })
  afterAll(async () => {
    await windowed?.close()
    screen?.kill()
  })

  it('waits for the browser to be answered, says what to click meanwhile, and works after a yes', async () => {
    const page = await visit(windowed)
    await page.locator('#connect').click()
    await page.getByRole('status').filter({ hasText: '请点「允许」' }).waitFor()
    expect(await permission(page)).toBe('prompt')
    expect(await page.locator('#connected').textContent()).toBe('')
    await decided(page, 'granted')
    await page.reload()
    await page.locator('#connect').click()
    expect(await said(page, 'connected')).toBe('已连接（websocket）')
    await page.close()
  })
})
