import type { Page } from 'playwright-core'
import type { Box, PageFrame } from '../../../src/shared/documents/drawing.ts'

export type Colour = 'red' | 'blue' | 'dark'

/** Where the paper is. It may be drawn anew at the moment of a question, and then it is nowhere. */
const paperOn = async (page: Page): Promise<Box> => {
  for (let tries = 0; tries < 100; tries += 1) {
    const box = await page.locator('[data-ready="true"]').boundingBox()
    if (box !== null) return box
    await page.waitForTimeout(50)
  }
  throw new Error('no page is shown')
}

/** Which share of a part of the paper has a colour on the screen. The browser itself reads its picture. */
export const shareOf = async (page: Page, colour: Colour, box: Box, paper: PageFrame): Promise<number> => {
  const sheet = await paperOn(page)
  const scale = sheet.width / paper.width
  const shot = await page.screenshot({
    clip: {
      x: sheet.x + box.x * scale,
      y: sheet.y + box.y * scale,
      width: box.width * scale,
      height: box.height * scale,
    },
  })
  return page.evaluate(
    async ({ base64, wanted }) => {
      const image = new Image()
      image.src = `data:image/png;base64,${base64}`
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.width
      canvas.height = image.height
      const context = canvas.getContext('2d')
      context?.drawImage(image, 0, 0)
      const pixels = context?.getImageData(0, 0, image.width, image.height).data ?? []
      const is = {
        red: (r: number, g: number, b: number) => r > 180 && g < 90 && b < 90,
        blue: (r: number, g: number, b: number) => b > 120 && r < 90 && g < 90,
        dark: (r: number, g: number, b: number) => r + g + b < 250,
      }[wanted]
      let count = 0
      for (let at = 0; at < pixels.length; at += 4)
        if (is(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0)) count += 1
      return count / (pixels.length / 4)
    },
    { base64: shot.toString('base64'), wanted: colour },
  )
}
