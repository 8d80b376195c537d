import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pair, snapshotWith, soft } from '../world.ts'
import { type Camera, launchBrowser, openCamera } from './scenes/camera.ts'
import { clippedTexts } from './scenes/clipped.ts'
import { pagesFolder } from './scenes/pages.ts'
import { type Player, startPlayer } from './scenes/player.ts'
import type { Scene } from './scenes/scene.ts'
import { violations } from './scenes/violations.ts'

// A page with a thousand soft certificates shows a handful and finds every one of them.

const count = 1_000
const tokens = Array.from({ length: count }, (_, number) =>
  soft({
    id: `soft-${number}`,
    serial: String(number).padStart(16, '0'),
    pairs: [
      pair('valid', { id: `c${number}`, tokenId: `soft-${number}`, days: 60, holder: `第${number}号公司` }),
    ],
  }),
)

let player: Player
let browser: Browser
let camera: Camera
beforeAll(async () => {
  player = await startPlayer(pagesFolder)
  browser = await launchBrowser()
  camera = await openCamera(browser, player, { language: 'zh-CN', theme: 'light' }, '100')
})
afterAll(async () => {
  await camera?.close()
  await browser?.close()
  await player?.close()
})

const show = (hash: string): Promise<Page> =>
  camera.show({ name: `many on ${hash}`, hash, state: snapshotWith({ tokens }) } as Scene)

const search = (page: Page) => page.getByPlaceholder('搜索使用者、颁发者或序列号')

describe.each([
  ['#/home', 'article'],
  ['#/certificates', '[data-part="token"]'],
  ['#/settings/certificates', 'tbody tr'],
  ['#/settings/user', 'div:has(> div > h2):has(> div:not(:has(h2)) > button)'],
])('with a thousand soft certificates, %s', (hash, entry) => {
  it('shows twenty, the next twenty, and the one that is searched for', async () => {
    const page = await show(hash)
    await page.locator(entry).first().waitFor()
    expect(await page.locator(entry).count()).toBe(20)
    await page.getByTitle('下一页').click()
    await page.locator('.ant-pagination-item-active', { hasText: '2' }).waitFor()
    expect(await page.locator(entry).count()).toBe(20)
    await search(page).fill('第777号公司')
    await page
      .getByRole('status')
      .filter({ hasText: /共 [12] 个/ })
      .waitFor()
    expect(await page.locator(entry).allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining('第777号公司')]),
    )
    expect(await page.locator(entry).count()).toBeLessThanOrEqual(2)
  }, 120_000)
})

it('the search and the pages of a long list are found fault with by nobody', async () => {
  const page = await show('#/settings/certificates')
  await page.locator('tbody tr').first().waitFor()
  expect(await clippedTexts(page)).toEqual([])
  expect(await violations(page)).toEqual([])
}, 120_000)
