import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { badInputScenes } from './scenes/bad-input.ts'
import { clippedTexts } from './scenes/clipped.ts'
import { openStage } from './stage.ts'

const stage = openStage()

/** What the page says first: its lead or its first banner, else its first card. */
const isFirstInSight = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const first = document.querySelector(
      'main section[aria-label] p, main [data-tone] p, main nav button, main article h2',
    )
    const box = first?.getBoundingClientRect()
    return box !== undefined && box.height > 0 && box.top >= 0 && box.top < window.innerHeight
  })

const isWithinWidth = (page: Page): Promise<boolean> =>
  page.evaluate(() =>
    [...document.querySelectorAll('main')].every((one) => one.scrollWidth <= one.clientWidth),
  )

const sizes = [
  ['the smallest window', { width: 880, height: 600 }],
  // The usual window where the system shows everything at twice its size.
  ['200 %', { width: 520, height: 350 }],
] as const

describe.each(sizes)('in %s', (_name, size) => {
  it.each(badInputScenes.map((scene) => [scene.name, scene] as const))(
    '%s still says one thing first, and nothing is cut',
    async (_scene, scene) => {
      const page = await stage.show({ ...scene, size })
      expect(await isFirstInSight(page)).toBe(true)
      expect(await isWithinWidth(page)).toBe(true)
      expect(await clippedTexts(page)).toEqual([])
      expect(await page.locator('main .ant-btn-primary').count()).toBeLessThanOrEqual(
        scene.state.transactions.length || 1,
      )
    },
  )
})

describe('with high contrast', () => {
  it.each(badInputScenes.map((scene) => [scene.name, scene] as const))(
    '%s is complete',
    async (_scene, scene) => {
      const page = await stage.show(scene)
      await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
      expect(await isFirstInSight(page)).toBe(true)
      expect(await clippedTexts(page)).toEqual([])
      await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' })
    },
  )
})
