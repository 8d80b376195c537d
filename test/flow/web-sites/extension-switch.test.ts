import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAddress } from '../../../src/main/browser-extension/address-file.ts'
import { nativeHost } from '../../../src/shared/web-signing/relay-wire.ts'
import { type ApplicationHouse, openApplication } from '../../house/application.ts'

// The whole application, as the window asks it.

describe('浏览器扩展 in 代理服务', () => {
  const before = { HOME: process.env.HOME, XDG_CONFIG_HOME: process.env.XDG_CONFIG_HOME }
  let house: ApplicationHouse
  let manifest = ''
  beforeAll(async () => {
    delete process.env.XDG_CONFIG_HOME
    house = await openApplication(async (home) => {
      const browser = join(home, '../.config/chromium')
      mkdirSync(browser, { recursive: true })
      manifest = join(browser, 'NativeMessagingHosts', `${nativeHost}.json`)
    })
  })
  afterAll(async () => {
    await house?.stop()
    Object.assign(process.env, { HOME: before.HOME })
    if (before.XDG_CONFIG_HOME !== undefined) process.env.XDG_CONFIG_HOME = before.XDG_CONFIG_HOME
  })

  const shows = (state: 'listening' | 'off') =>
    house.until(({ webSigning }) =>
      webSigning.carriers.some((one) => one.name === 'extension' && one.state === state),
    )

  it('tells no browser of a native host until the person wants it', async () => {
    await shows('off')
    expect(existsSync(manifest)).toBe(false)
    expect(readAddress(house.home)).toBeNull()
  })

  it('tells the browsers that are here, and listens, while it is on', async () => {
    await house.client.webSigning.switchAll({ on: true })
    await shows('listening')
    expect(existsSync(JSON.parse(readFileSync(manifest, 'utf8')).path)).toBe(true)
    expect(readAddress(house.home)).not.toBeNull()
    expect(await house.client.browserExtension.finding()).toMatchObject({
      browsers: ['chromium'],
      connected: 0,
    })
  })

  it('takes it back when it is switched off alone', async () => {
    await house.client.webSigning.switchCarrier({ carrier: 'extension', on: false })
    await shows('off')
    expect(existsSync(manifest)).toBe(false)
    expect(readAddress(house.home)).toBeNull()
  })
})
