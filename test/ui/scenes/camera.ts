import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { placeOf } from '../../../src/shared/places/place.ts'
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
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
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
  close(): Promise<void>
}

/** Waits until short transitions are over. */
const atRest = (page: Page) => page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 350)))

const settle = async (page: Page): Promise<void> => {
  await page.locator('h1, main p').first().waitFor()
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((resolve) => setTimeout(resolve, 80))
  })
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
  return {
    show: async (scene) => {
      const state = player.play(scene, look)
      await page.setViewportSize(scene.size ?? scales[scale])
      await page.goto('about:blank')
      await page.goto(`${origin}/${scene.hash}`)
      await settle(page)
      await isPageOf(scene, page)
      if (scene.act) {
        await scene.act(page, state)
        await atRest(page)
      }
      return page
    },
    close: () => context.close(),
  }
}
