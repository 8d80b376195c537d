import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StateStore } from '../../src/main/state/state-store.ts'
import { snapshotWith, ukey } from '../world.ts'
import { launchBrowser } from './scenes/camera.ts'
import { pagesFolder } from './scenes/pages.ts'
import { type Player, startPlayer } from './scenes/player.ts'
import type { Scene } from './scenes/scene.ts'

declare global {
  interface Window {
    /** The sockets that the page has opened. The test keeps them so that it can cut them. */
    sockets?: WebSocket[]
    doors?: 'open' | 'shut'
  }
}

const look = { language: 'zh-CN', theme: 'light' } as const
const scene: Scene = { name: 'calm', hash: '#/home', state: snapshotWith() }

let player: Player
let browser: Browser
let page: Page
let state: StateStore
beforeAll(async () => {
  player = await startPlayer(pagesFolder)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await player?.close()
})

/** Keeps the page's sockets. While the doors are shut, new ones close at once. */
const holdSockets = (): void => {
  const Real = window.WebSocket
  window.sockets = []
  window.WebSocket = class extends Real {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols)
      window.sockets?.push(this)
      if (window.doors === 'shut') this.close()
    }
  }
}
const cut = () =>
  page.evaluate(() => {
    for (const socket of window.sockets ?? []) socket.close()
  })

beforeEach(async () => {
  state = player.play(scene, look)
  page = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  await page.addInitScript(holdSockets)
  await page.goto(player.freshUrl())
  await page.getByText('请插入 Ukey').waitFor()
  return () => page.context().close()
})

describe('the connection to the assistant', () => {
  it('brings every change to the page', async () => {
    state.change({ tokens: [ukey()] })
    await page.getByText('证书有效').waitFor()
  })

  it('comes back by itself after a cut, with the newest state', async () => {
    await cut()
    state.change({ tokens: [ukey()] })
    await page.getByText('证书有效').waitFor()
    expect(await page.getByText('连接中断').count()).toBe(0)
  })

  it('is lost calmly: the page stays, says that the keys are safe, and finally how to open it again', async () => {
    await page.evaluate(() => {
      window.doors = 'shut'
    })
    await cut()
    await page.getByText('与证书助手的连接中断').waitFor()
    await page.getByText('证书和密钥不受影响').waitFor()
    expect(await page.getByText('请插入 Ukey').isVisible()).toBe(true)
    const retry = page.getByRole('button', { name: '立即重试' })
    const givenUp = page.getByText('再从它打开这个页面')
    await expect
      .poll(
        async () => {
          if (await retry.isVisible()) await retry.click()
          return givenUp.isVisible()
        },
        { timeout: 20_000 },
      )
      .toBe(true)
    await page.evaluate(() => {
      window.doors = 'open'
    })
    await retry.click()
    await givenUp.waitFor({ state: 'hidden' })
  })

  it('speaks the language of the settings from the first word on', async () => {
    state.change({ settings: { ...state.current().settings, language: 'en' } })
    await page.getByText('Plug in a Ukey').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.title()).toBe('Home · Certificate Assistant')
  })

  it('leads the page where the tray sends it', async () => {
    state.change({ navigation: { sequence: 1, place: { page: 'settings', section: 'about' } } })
    await page.getByRole('heading', { name: '设置' }).waitFor()
    expect(new URL(page.url()).hash).toBe('#/settings/about')
  })

  it('says for whom a driver’s library is, what it lists, and on request what it lacks', async () => {
    state.change({ navigation: { sequence: 1, place: { page: 'settings', section: 'about' } } })
    const lacking = page.getByText('SKF_Transmit')
    expect(await lacking.isVisible()).toBe(false)
    await page.getByText('x64 库 · 列出 1 个设备 · 缺少 3 个函数').click()
    await lacking.waitFor()
  })
})
