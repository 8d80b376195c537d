import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { placeOf } from '../../src/shared/places/place.ts'
import { type Camera, launchBrowser, openCamera, type Scale } from './scenes/camera.ts'
import { clippedTexts } from './scenes/clipped.ts'
import { scenes } from './scenes/index.ts'
import { pagesFolder } from './scenes/pages.ts'
import { type Look, type Player, startPlayer } from './scenes/player.ts'
import type { Scene } from './scenes/scene.ts'
import { violations } from './scenes/violations.ts'

let player: Player
let browser: Browser
beforeAll(async () => {
  if (!existsSync(join(pagesFolder, 'index.html'))) throw new Error('the pages are not built: npm run build')
  player = await startPlayer(pagesFolder)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await player?.close()
})

const looks: readonly (readonly [Look, Scale])[] = [
  [{ language: 'zh-CN', theme: 'light' }, 'small'],
  [{ language: 'zh-CN', theme: 'dark' }, '100'],
  [{ language: 'en', theme: 'light' }, '100'],
  [{ language: 'en', theme: 'dark' }, 'zoom'],
]

const pageOf = ({ hash }: Scene) => placeOf(hash)?.page ?? 'nowhere'
const isFirstOfItsPage = (scene: Scene) => scenes.find((one) => pageOf(one) === pageOf(scene)) === scene

/** One scene of each page, and every fourth of the others, each in one look by turns. */
const slice = scenes.filter((scene, place) => isFirstOfItsPage(scene) || place % 4 === 0)

/** PAGES_ALL=1 shows all scenes in all looks. */
const shareOf = (index: number) =>
  process.env.PAGES_ALL ? scenes : slice.filter((_, place) => place % looks.length === index)

describe.each(looks.map(([look, scale], index) => ({ ...look, scale, index })))(
  'every page in $language, $theme, $scale',
  ({ language, theme, scale, index }) => {
    let camera: Camera
    beforeAll(async () => {
      camera = await openCamera(browser, player, { language, theme }, scale)
    })
    afterAll(() => camera?.close())

    it.each(shareOf(index).map((scene) => [scene.name, scene] as const))(
      '%s: nothing is clipped, and axe finds nothing',
      async (_name, scene) => {
        const page = await camera.turnTo(scene)
        expect(await clippedTexts(page)).toEqual([])
        expect(await violations(page)).toEqual([])
      },
    )
  },
)

describe('the slice', () => {
  it('covers every page that has a scene', () => {
    const covered = new Set(looks.flatMap((_, index) => shareOf(index).map(pageOf)))
    expect(covered).toEqual(new Set(scenes.map(pageOf)))
  })
})
