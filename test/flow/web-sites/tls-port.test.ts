import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { anyPorts, openSiteHouse, type SiteHouse, site } from '../../house/web-signing.ts'
import { openBrowser, openDemoSite, said } from './stage.ts'

// The ports with TLS follow the local certificate.

describe('our own port with TLS', () => {
  const before = process.env.HOME
  let house: SiteHouse
  beforeAll(async () => {
    // The browsers of whoever runs the tests are left alone.
    process.env.HOME = mkdtempSync(join(tmpdir(), 'person-'))
    house = await openSiteHouse('soft', { webPorts: anyPorts })
  })
  afterAll(async () => {
    await house?.end()
    process.env.HOME = before
  })

  const ports = (): readonly number[] =>
    house.state.current().webSigning.carriers.find(({ name }) => name === 'own')?.ports ?? []
  const opens = (port: number, ca: string | undefined): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`wss://127.0.0.1:${port}/v1`, {
        origin: site,
        ...(ca === undefined ? {} : { ca }),
      })
      socket.once('open', () => resolve(true)).once('error', () => resolve(false))
      socket.once('open', () => socket.close())
    })

  it('is closed until the person trusts the certificate', () => {
    expect(ports()).toHaveLength(1)
  })

  it('also of a client that knows no other, for whose pages a person logs in', async () => {
    await house.webSigning.switchCarrier('netca', true)
    await house.loopbackTrust.trust()
    const portOf = () =>
      house.state.current().webSigning.carriers.find(({ name }) => name === 'netca')?.ports[0]
    await house.shows(() => portOf() !== undefined)
    const demo = await openDemoSite(house)
    const browser = await openBrowser()
    const yes = house.sayYes()
    const page = await browser.newPage()
    await page.goto(`${demo.origin}/netca.html?port=${portOf()}`)
    await page.getByRole('button', { name: '登录' }).click()
    expect(await said(page, 'signed-in')).toContain('服务器核对无误：')
    expect(await said(page, 'state')).toBe('王芳')
    expect(yes.asked.map(({ kind, purpose }) => `${kind} ${purpose}`)).toEqual([
      'consent connect',
      'pin sign',
    ])
    yes.stop()
    await browser.close()
    demo.close()
    await house.loopbackTrust.remove()
    await house.shows(() => portOf() === undefined)
  })

  it('opens with the certificate, stays beside the open port, and closes with 移除', async () => {
    const [plain] = ports()
    await house.loopbackTrust.trust()
    await house.shows(() => ports().length === 2)
    expect(ports()[0]).toBe(plain)
    const tls = ports()[1] ?? 0
    const ca = house.loopbackTrust.tlsFor()?.cert
    expect(await opens(tls, ca)).toBe(true)
    expect(await opens(tls, undefined)).toBe(false)
    await house.loopbackTrust.remove()
    await house.shows(() => ports().length === 1)
    expect(ports()).toEqual([plain])
    expect(await opens(tls, ca)).toBe(false)
  })
})
