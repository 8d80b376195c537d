import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { DemoSite } from '../../../demo-site/server.ts'
import { plugUkey, unplugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { keyPlaces, openSiteHouse, type SiteHouse } from '../../house/web-signing.ts'
import { openBrowser, openDemoSite, opensslSays, pinAskedIn, said, waysFor } from './stage.ts'

// A person in real Chromium on the demonstration site; the assistant, its authority and the Ukey are the real parts.

let browser: BrowserContext
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

type Sent = {
  readonly signed: { readonly statement: string; readonly signature: string; readonly certificate: string }
}

type Bare = { readonly certificate: string; readonly signature: string }

const lastSent = (page: Page): Promise<Sent> =>
  page.evaluate(() => (window as unknown as { readonly lastSent: Sent }).lastSent)

describe.each(keyPlaces)('a page of the SDK, with a key on %s,', (place) => {
  let house: SiteHouse
  let site: DemoSite
  let page: Page
  beforeAll(async () => {
    house = await openSiteHouse(place)
    site = await openDemoSite(house)
    await house.webSigning.switchCarrier('xtxapp', true)
  })
  afterAll(async () => {
    site?.close()
    await house?.end()
  })
  afterEach(() => page?.close())

  /**
   * A site that was allowed in 代理服务 and never refused: who is refused often is not answered for a while, and neither
   * are strangers who ask often.
   */
  const freshSite = async (): Promise<void> => {
    site.close()
    site = await openDemoSite(house)
    house.webSigning.approve(site.origin, { certificates: true, signIn: 'ask', sign: 'ask' })
  }

  const visit = async (via: string): Promise<Page> => {
    page = await browser.newPage()
    await page.goto(`${site.origin}/modern.html?via=${via}&port=${house.port()}`)
    await page.locator('#connect').click()
    expect(await said(page, 'connected')).toBe(`已连接（${via}）`)
    return page
  }

  it.each(['websocket', 'http'])('signs in and signs over %s, and OpenSSL verifies both', async (via) => {
    const yes = house.sayYes()
    await visit(via)
    await page.locator('#sign-in').click()
    expect(await said(page, 'signed-in')).toContain('服务器核对无误：')
    const { statement, signature, certificate } = (await lastSent(page)).signed
    expect(statement).toContain(`\npurpose: sign-in\norigin: ${site.origin}\n`)
    expect(opensslSays(certificate, statement, signature)).toBe('Verified OK')
    await page.locator('#sign').click()
    expect(await said(page, 'signed')).toContain('服务器核对无误：')
    const second = (await lastSent(page)).signed
    expect(second.statement).toContain('\npurpose: sign\n')
    expect(opensslSays(second.certificate, second.statement, second.signature)).toBe('Verified OK')
    yes.stop()
    expect(yes.asked.filter(({ kind }) => kind === 'pin').length).toBeGreaterThanOrEqual(1)
  })

  it('seals to a certificate, opens what was sealed, and verifies what was signed', async () => {
    const yes = house.sayYes()
    await visit('websocket')
    await page.addScriptTag({ url: '/cert-assistant.js' })
    const opened = await page.evaluate(async (port) => {
      type Sdk = typeof import('../../../src/site-sdk/index.ts')
      const { connect } = (window as unknown as { readonly CertAssistant: Sdk }).CertAssistant
      const assistant = await connect({ ports: [port] })
      const [sealing] = await assistant.certificates({ use: 'encrypt' })
      if (sealing === undefined) return null
      const content = new TextEncoder().encode('投标文件')
      const envelope = await assistant.encrypt({ recipients: [sealing.certificate], content })
      const back = await assistant.decrypt({ envelope, certificate: sealing.id })
      const signed = await assistant.sign({ nonce: btoa('0123456789abcdef'), text: '同意' })
      const { verdict } = await assistant.verify(signed)
      await assistant.leave()
      assistant.close()
      return [new TextDecoder().decode(back), verdict]
    }, house.port())
    expect(opened).toEqual(['投标文件', 'valid'])
    yes.stop()
  })

  it('signs a file whose bytes never leave the page, and a text as CMS', async () => {
    const yes = house.sayYes()
    await visit('websocket')
    await page.locator('#file').setInputFiles({
      ...{ name: '合同.bin', mimeType: 'application/octet-stream' },
      buffer: Buffer.alloc(3_000_000, 7),
    })
    await page.locator('#sign-file').click()
    expect(await said(page, 'signed')).toContain('服务器核对无误：')
    await page.locator('#cms').check()
    await page.locator('#sign').click()
    expect(await said(page, 'signed')).toContain('服务器核对无误：')
    yes.stop()
  })

  const pinAsked = () => pinAskedIn(house)
  const nothingAsked = () => house.shows((snapshot) => snapshot.prompt === null)

  describe.each(waysFor(place, ['websocket', 'http']))('over %s', (via) => {
    beforeAll(freshSite)

    it('signs in after a wrong PIN and then the right one, and the page hears nothing of it', async () => {
      await visit(via)
      await page.locator('#sign-in').click()
      const first = await pinAsked()
      house.typePin(first.id, '87654321')
      const again = await house.shows(({ prompt }) => prompt?.kind === 'pin' && prompt.id !== first.id)
      expect(again.prompt).toMatchObject({ problem: { code: 'pin-wrong' } })
      expect(await page.locator('#signed-in').textContent()).toBe('')
      house.typePin(again.prompt?.id ?? '')
      expect(await said(page, 'signed-in')).toContain('服务器核对无误：')
    })

    it('takes its question away when the page cancels, or when the page goes', async () => {
      await visit(via)
      await page.locator('#sign-in').click()
      await pinAsked()
      await page.locator('#cancel').click()
      expect(await said(page, 'signed-in')).toContain('（cancelled）')
      await nothingAsked()
      await page.locator('#sign-in').click()
      await pinAsked()
      await page.close()
      await nothingAsked()
    })

    if (place !== 'soft')
      it('says so when the Ukey is pulled out while the PIN is asked', async () => {
        await visit(via)
        await page.locator('#sign-in').click()
        await pinAsked()
        unplugUkey(house.keys, 'SIGNER')
        expect(await said(page, 'signed-in')).toContain('（token-gone）')
        await nothingAsked()
        plugUkey(house.keys, 'SIGNER')
        await house.shows(({ tokens }) =>
          tokens.some(({ id, pairs }) => id === house.tokenId && pairs.length > 0),
        )
      })

    it('is told when the person says no', async () => {
      await visit(via)
      await page.locator('#sign-in').click()
      const asked = await pinAsked()
      house.prompts.answer({ kind: 'refuse', promptId: asked.id })
      expect(await said(page, 'signed-in')).toContain('（refused）')
    })
  })

  if (place !== 'soft')
    it('hears of a Ukey that comes and goes', async () => {
      const yes = house.sayYes()
      await visit('websocket')
      await page.locator('#list').click()
      expect(await said(page, 'listed')).toContain('王芳')
      unplugUkey(house.keys, 'SIGNER')
      await page.locator('#listed').filter({ hasText: '证书有变化' }).waitFor()
      plugUkey(house.keys, 'SIGNER')
      await house.shows(({ tokens }) => tokens.some(({ pairs }) => pairs.length > 0))
      yes.stop()
    })

  describe.each(waysFor(place, ['new', 'old', 'http']))('as written for XTXApp, in its %s manner,', (how) => {
    beforeAll(freshSite)

    const open = async (): Promise<void> => {
      const yes = house.sayYes()
      page = await browser.newPage()
      await page.goto(`${site.origin}/xtxapp.html?${how}&port=${house.port('xtxapp')}`)
      await page.locator('#state').filter({ hasText: '请选择证书并登录' }).waitFor()
      yes.stop()
    }
    const submit = async (): Promise<void> => {
      await page.locator('#pin').fill('00000000')
      await page.locator('form button').click({ noWaitAfter: true })
    }
    const bare = () => page.evaluate(() => (window as unknown as { readonly lastSent: Bare }).lastSent)

    it('logs in with the PIN of the window, whatever PIN the page sends, and OpenSSL verifies', async () => {
      await open()
      expect(await page.locator('#until').textContent()).toMatch(/^有效期至 \d{14}$/)
      const yes = house.sayYes()
      await submit()
      expect(await said(page, 'signed-in')).toContain('服务器核对无误：')
      yes.stop()
      expect(yes.asked.some(({ kind }) => kind === 'pin')).toBe(true)
      const { certificate, signature } = await bare()
      const { nonce } = await page.evaluate(
        async () => (window as unknown as { lastNonce: { nonce: string } }).lastNonce,
      )
      expect(opensslSays(certificate, nonce, signature)).toBe('Verified OK')
    })

    it('does not log in when the person says no, and logs in after a wrong PIN and the right one', async () => {
      await open()
      await submit()
      house.prompts.answer({ kind: 'refuse', promptId: (await pinAsked()).id })
      expect(await said(page, 'signed-in')).not.toContain('核对无误')
      await submit()
      const first = await pinAsked()
      house.typePin(first.id, '87654321')
      const again = await house.shows(({ prompt }) => prompt?.kind === 'pin' && prompt.id !== first.id)
      house.typePin(again.prompt?.id ?? '')
      const yes = house.sayYes()
      await page.locator('#signed-in').filter({ hasText: '服务器核对无误：' }).waitFor()
      yes.stop()
    })

    if (place !== 'soft' && how !== 'http')
      it('hears that the Ukey is gone while the PIN is asked', async () => {
        await open()
        await submit()
        await pinAsked()
        unplugUkey(house.keys, 'SIGNER')
        expect(await said(page, 'signed-in')).not.toContain('核对无误')
        await page.locator('#changes').filter({ hasText: '证书有变化' }).waitFor()
        await nothingAsked()
        plugUkey(house.keys, 'SIGNER')
        await house.shows(({ tokens }) => tokens.some(({ pairs }) => pairs.length > 0))
      })
  })

  it('logs in with the SOF_ names of the SDK', async () => {
    await freshSite()
    const yes = house.sayYes()
    page = await browser.newPage()
    await page.goto(`${site.origin}/sof.html?port=${house.port('xtxapp')}`)
    await page.locator('#connect').click()
    expect(await said(page, 'listed')).toContain('王芳||')
    await page.locator('#log-in').click()
    expect(await said(page, 'signed-in')).toContain('服务器核对无误：')
    yes.stop()
  })

  it.each(waysFor(place, ['mtoken', 'jszh'] as const))('logs in as written for %s', async (client) => {
    await house.webSigning.switchCarrier(client, true)
    await freshSite()
    const yes = house.sayYes()
    page = await browser.newPage()
    await page.goto(`${site.origin}/${client}.html?port=${house.port(client)}`)
    await page.getByRole('button', { name: '登录' }).click({ noWaitAfter: true })
    expect(await said(page, 'signed-in')).toContain('服务器核对无误：')
    yes.stop()
    expect(yes.asked.some(({ kind }) => kind === 'pin')).toBe(true)
  })

  it('is told when the person takes the site away, and when they do not want it', async () => {
    await visit('websocket')
    await page.locator('#sign-in').click()
    await pinAsked()
    house.webSigning.withdraw(site.origin)
    await page.locator('#connected').filter({ hasText: '您撤销了本网站' }).waitFor()
    await nothingAsked()
    await page.locator('#list').click()
    const consent = await house.question()
    expect(consent).toMatchObject({ kind: 'consent', asker: { origin: site.origin } })
    house.prompts.answer({ kind: 'refuse', promptId: consent.id })
    expect(await said(page, 'listed')).toContain('（not-approved）')
  })

  it('is told when 代理服务 is switched off, and that no assistant runs afterwards', async () => {
    await visit('websocket')
    const port = house.port()
    await house.webSigning.switchAll(false)
    await page.locator('#connected').filter({ hasText: '连接断开了' }).waitFor()
    await page.goto(`${site.origin}/modern.html?port=${port}`)
    await page.locator('#connect').click()
    expect(await said(page, 'connected')).toContain('证书助手没有运行')
  })
})
