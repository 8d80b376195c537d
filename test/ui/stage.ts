import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type Camera, launchBrowser, openCamera, type Scale } from './scenes/camera.ts'
import { scenes } from './scenes/index.ts'
import { pagesFolder } from './scenes/pages.ts'
import { type Look, type Player, startPlayer } from './scenes/player.ts'
import type { Scene } from './scenes/scene.ts'

export const sceneNamed = (name: string): Scene => {
  const scene = scenes.find((one) => one.name === name)
  if (!scene) throw new Error(`there is no scene "${name}"`)
  return scene
}

/** One browser for a file of tests, which plays scenes in one look. */
export const openStage = (
  scale: Scale = '100',
  look: Look = { language: 'zh-CN', theme: 'light' },
): Pick<Camera, 'show' | 'turnTo'> => {
  let player: Player
  let browser: Browser
  let camera: Camera
  beforeAll(async () => {
    player = await startPlayer(pagesFolder)
    browser = await launchBrowser()
    camera = await openCamera(browser, player, look, scale)
  })
  afterAll(async () => {
    await browser?.close()
    await player?.close()
  })
  return {
    show: async (scene) => {
      const page = await camera.show(scene)
      page.setDefaultTimeout(15_000)
      return page
    },
    turnTo: (scene) => camera.turnTo(scene),
  }
}
