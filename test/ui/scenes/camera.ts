import { type Browser, type BrowserContext, chromium, type Page, type WebSocket } from 'playwright-core'
import type { StateStore } from '../../../src/main/state/state-store.ts'
import { placeOf } from '../../../src/shared/places/place.ts'
import { pageBrowser } from '../../browser.ts'
import { today } from '../../world.ts'
import type { Look, Player } from './player.ts'
import type { Scene } from './scene.ts'

/** The window as people have it: at 100 %, at 150 % in the system, at its smallest, and zoomed in the browser. */
export const scales = {
  '100': { width: 1040, height: 700, factor: 1 },
  '150': { width: 1040, height: 700, factor: 1.5 },
  small: { width: 880, height: 600, factor: 1 },
  zoom: { width: 693, height: 467, factor: 1.5 },
} as const
export type Scale = keyof typeof scales

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: pageBrowser,
    // As on a person's machine: without a language Chromium cannot write a Chinese file name.
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export type Camera = {
  /** Shows the scene and returns the page once it is at rest. */
  show(scene: Scene): Promise<Page>
  /**
   * The same in the page that is open already, which takes a third of the time: the state becomes that of the scene
   * while the window is at no page, then the window goes to the scene's page.
   */
  turnTo(scene: Scene): Promise<Page>
  close(): Promise<void>
}

/** Waits until nothing moves and nothing was drawn anew for three frames. An endless motion does not count. */
const atRest = (page: Page) =>
  page.evaluate(async () => {
    await document.fonts.ready
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const isMoving = () =>
      document.getAnimations().some(({ playState, effect }) => {
        const { iterations } = effect?.getTiming() ?? {}
        return playState === 'running' && iterations !== Number.POSITIVE_INFINITY
      })
    let changes = 0
    const observer = new MutationObserver((records) => {
      changes += records.length
    })
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
    const end = performance.now() + 1_000
    for (let still = 0; still < 3 && performance.now() < end; ) {
      changes = 0
      await frame()
      still = changes === 0 && !isMoving() ? still + 1 : 0
    }
    observer.disconnect()
  })

const settle = async (page: Page): Promise<void> => {
  await page.locator('h1, main p').first().waitFor()
  await atRest(page)
}

/** Fails if a scene shows another page than its own, because it would pass every check of that page. */
const isPageOf = async ({ name, hash }: Scene, page: Page): Promise<void> => {
  const wanted = placeOf(hash)?.page ?? 'nowhere'
  const shown = await page.locator('[data-page]').getAttribute('data-page')
  if (shown !== wanted) throw new Error(`the scene "${name}" shows the page "${shown}", not "${wanted}"`)
}

const openContext = (browser: Browser, look: Look, scale: Scale): Promise<BrowserContext> => {
  const { width, height, factor } = scales[scale]
  return browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: factor,
    locale: look.language,
    timezoneId: 'Asia/Shanghai',
    colorScheme: look.theme,
    reducedMotion: 'reduce',
  })
}

const enter = async (context: BrowserContext, player: Player): Promise<Page> => {
  const page = await context.newPage()
  await page.clock.setFixedTime(today)
  await page.goto(player.freshUrl())
  // Only after that the address of a scene finds the page let in.
  await page.waitForFunction(() => window.localStorage.length > 0)
  return page
}

/** Where no page is, so that nothing of one scene is left for the next. */
const nowhere = '#/between-two-scenes'

const goTo = async (page: Page, hash: string): Promise<void> => {
  await page.evaluate((to) => {
    window.location.hash = to
  }, hash)
  await page.locator(`[data-page="${placeOf(hash)?.page ?? 'nowhere'}"]`).waitFor()
}

/** A browser window in one look and scale that plays one scene after another. */
export const openCamera = async (
  browser: Browser,
  player: Player,
  look: Look,
  scale: Scale,
): Promise<Camera> => {
  const context = await openContext(browser, look, scale)
  const page = await enter(context, player)
  const origin = new URL(player.freshUrl()).origin
  let socket: WebSocket | null = null
  page.on('websocket', (opened) => {
    socket = opened
  })
  const acted = async (scene: Scene, state: StateStore): Promise<Page> => {
    await settle(page)
    await isPageOf(scene, page)
    if (scene.act) {
      await scene.act(page, state)
      await atRest(page)
    }
    return page
  }
  const turnTo: Camera['turnTo'] = async (scene) => {
    if (socket === null) return show(scene)
    await page.setViewportSize(scene.size ?? scales[scale])
    await goTo(page, nowhere)
    const told = socket.waitForEvent('framereceived')
    const state = player.turnTo(scene, look)
    await told
    await atRest(page)
    await goTo(page, scene.hash)
    return acted(scene, state)
  }
  const show: Camera['show'] = async (scene) => {
    const state = player.play(scene, look)
    await page.setViewportSize(scene.size ?? scales[scale])
    await page.goto('about:blank')
    await page.goto(`${origin}/${scene.hash}`, { waitUntil: 'commit' })
    return acted(scene, state)
  }
  return { show, turnTo, close: () => context.close() }
}
