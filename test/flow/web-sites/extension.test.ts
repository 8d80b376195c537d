import { existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { DemoSite } from '../../../demo-site/server.ts'
import { pageLine } from '../../../src/main/browser-extension/page-line.ts'
import { createRegistration, type Registration } from '../../../src/main/browser-extension/registration.ts'
import { createRelay, type Relay } from '../../../src/main/browser-extension/relay.ts'
import { runCommand } from '../../../src/main/certificate-store/run-command.ts'
import { plugUkey, unplugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { builtFile } from '../../built.ts'
import { keyPlaces, openSiteHouse, type SiteHouse } from '../../house/web-signing.ts'
import { openBrowser, openDemoSite, opensslSays, pinAskedIn, said } from './stage.ts'

// The extension, loaded unpacked in real Chromium, which starts the built native host. The site counts as one on the
// public internet and the person has said no to Local Network Access, so no page could reach a port.

describe.each(keyPlaces)('a page with the extension, with a key on %s,', (place) => {
  const person = mkdtempSync(join(tmpdir(), 'person-'))
  let house: SiteHouse
  let site: DemoSite
  let relay: Relay
  let registration: Registration
  let browser: BrowserContext
  let page: Page
  beforeAll(async () => {
    house = await openSiteHouse(place)
    site = await openDemoSite(house)
    mkdirSync(join(person, '.config/chromium'), { recursive: true })
    relay = createRelay({ home: house.home, log: () => {}, enter: pageLine(house.webSigning) })
    registration = createRegistration({
      ...{ home: house.home, platform: 'linux', userFolder: person, run: runCommand },
      env: { XDG_CONFIG_HOME: join(person, '.config') },
      command: [process.execPath, builtFile('main', 'console.js'), 'native-messaging'],
    })
    await relay.start()
    await registration.register()
    const extension = join(builtFile('extension', 'chromium', 'manifest.json'), '..')
    browser = await openBrowser(
      [
        ...[`--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
        `--ip-address-space-overrides=127.0.0.1:${site.port}=public`,
      ],
      { home: person },
    )
  })
  afterAll(async () => {
    await browser?.close()
    relay?.stop()
    site?.close()
    await house?.end()
  })
  afterEach(() => page?.close())

  const visit = async (query = ''): Promise<void> => {
    page = await browser.newPage()
    await page.goto(`${site.origin}/modern.html?port=${house.port()}${query}`)
    await page.locator('#connect').click()
  }
  const connected = async (): Promise<void> => {
    await visit()
    expect(await said(page, 'connected')).toBe('已连接（extension）')
  }
  const pinAsked = () => pinAskedIn(house)

  it('signs in and signs though no port may be reached, and OpenSSL verifies', async () => {
    const yes = house.sayYes()
    await visit('&via=http')
    expect(await said(page, 'connected')).toContain('（permission-denied）')
    await page.close()
    await connected()
    await page.locator('#sign-in').click()
    expect(await said(page, 'signed-in')).toContain('服务器核对无误：')
    await page.locator('#sign').click()
    expect(await said(page, 'signed')).toContain('服务器核对无误：')
    type Sent = { readonly statement: string; readonly certificate: string; readonly signature: string }
    const { statement, certificate, signature } = await page.evaluate(
      () => (window as unknown as { readonly lastSent: { readonly signed: Sent } }).lastSent.signed,
    )
    yes.stop()
    expect(statement).toContain(`\norigin: ${site.origin}\n`)
    expect(opensslSays(certificate, statement, signature)).toBe('Verified OK')
    expect(house.webSigning.uses(site.origin)[0]).toMatchObject({ carrier: 'extension', purpose: 'sign' })
  })

  it('signs in after a wrong PIN and the right one, and is told no, cancelled and gone', async () => {
    await connected()
    await page.locator('#sign-in').click()
    const first = await pinAsked()
    house.typePin(first.id, '87654321')
    const again = await house.shows(({ prompt }) => prompt?.kind === 'pin' && prompt.id !== first.id)
    house.typePin(again.prompt?.id ?? '')
    expect(await said(page, 'signed-in')).toContain('服务器核对无误：')
    await page.locator('#sign-in').click()
    house.prompts.answer({ kind: 'refuse', promptId: (await pinAsked()).id })
    await page.locator('#signed-in').filter({ hasText: '（refused）' }).waitFor()
    await page.locator('#sign-in').click()
    await pinAsked()
    await page.locator('#cancel').click()
    await page.locator('#signed-in').filter({ hasText: '（cancelled）' }).waitFor()
    await page.locator('#sign-in').click()
    await pinAsked()
    await page.close()
    await house.shows((snapshot) => snapshot.prompt === null)
  })

  if (place !== 'soft')
    it('says so when the Ukey is pulled out while the PIN is asked', async () => {
      await connected()
      await page.locator('#sign-in').click()
      await pinAsked()
      unplugUkey(house.keys, 'SIGNER')
      expect(await said(page, 'signed-in')).toContain('（token-gone）')
      plugUkey(house.keys, 'SIGNER')
      await house.shows(({ tokens }) => tokens.some(({ pairs }) => pairs.length > 0))
    })

  if (place === 'pkcs11')
    it('does not let a frame speak as the page around it', async () => {
      const outer = `https://outer.example.cn:${site.port}`
      page = await browser.newPage()
      await page.route(`${outer}/**`, (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `<iframe src="${site.origin}/modern.html"></iframe><iframe sandbox="allow-scripts" srcdoc="<p>x</p>"></iframe>`,
        }),
      )
      await page.goto(`${outer}/`)
      const greet = () => {
        const { port1, port2 } = new MessageChannel()
        const heard: unknown[] = []
        port1.onmessage = ({ data }) => heard.push(data)
        const targets = [window.parent, window]
        targets[0]?.postMessage({ 'cert-assistant': 'extension', wire: 1 }, '*', [port2])
        return new Promise<readonly unknown[]>((resolve) => setTimeout(() => resolve(heard), 1500))
      }
      const [, framed, sandboxed] = page.frames()
      expect(await framed?.evaluate(greet)).toEqual([])
      // The sandboxed one speaks to its own script, and has no origin that anybody could approve.
      const told = await sandboxed?.evaluate(() => {
        const { port1, port2 } = new MessageChannel()
        const heard: unknown[] = []
        port1.onmessage = ({ data }) => heard.push(data)
        window.postMessage({ 'cert-assistant': 'extension', wire: 1 }, '*', [port2])
        port1.postMessage({ id: 1, ask: 'certificates' })
        return new Promise<readonly unknown[]>((resolve) => setTimeout(() => resolve(heard), 1500))
      })
      expect((told ?? []).filter((one) => JSON.stringify(one).includes('answer'))).toEqual([])
      expect(house.state.current().prompt).toBeNull()
    })

  it('says that the assistant does not run, and that it is not installed', async () => {
    relay.stop()
    await visit('&via=extension')
    expect(await said(page, 'connected')).toContain('（not-running）')
    await page.close()
    await registration.unregister()
    await visit('&via=extension')
    expect(await said(page, 'connected')).toContain('（not-installed）')
  })
})

describe('the extension', () => {
  it('is built for both families of browsers', () => {
    for (const kind of ['chromium', 'firefox'])
      for (const name of [
        'manifest.json',
        'background.js',
        'content.js',
        '_locales/zh_CN/messages.json',
        'icon.png',
      ])
        expect(existsSync(builtFile('extension', kind, name)), `${kind} ${name}`).toBe(true)
  })
})
