import { describe, expect, it } from 'vitest'
import { withDemoMark } from '../../../../src/ra/seals/demo-mark.ts'
import type { Raster } from '../../../../src/ra/seals/png.ts'

const picture = (width: number, height: number) => ({
  width,
  height,
  rgba: Uint8Array.from({ length: width * height * 4 }, (_, at) => (at % 4 === 3 ? 40 : 200)),
})
const pixel = ({ width, rgba }: Raster, x: number, y: number) => {
  return [...rgba.slice((y * width + x) * 4, (y * width + x) * 4 + 4)]
}
const [red, white, ink] = [
  [200, 200, 200, 40],
  [255, 255, 255, 255],
  [31, 98, 128, 255],
]

describe('the mark of a demonstration', () => {
  it('leaves the picture that was given as it was', () => {
    const given = picture(84, 84)
    const marked = withDemoMark(given)
    expect(given).toEqual(picture(84, 84))
    expect([marked.width, marked.height, marked.rgba.length]).toEqual([84, 84, given.rgba.length])
  })

  /** At 84 pixels a unit of the grid is a pixel; the mark begins at (26, 57.96). */
  it('is written in a white gap in the lower part, and nowhere else', () => {
    const marked = withDemoMark(picture(84, 84))
    const touched = Array.from(
      { length: 84 * 84 },
      (_, at) => [at % 84, Math.floor(at / 84)] as const,
    ).filter(([x, y]) => pixel(marked, x, y)[3] === 255)
    const xs = touched.map(([x]) => x)
    const ys = touched.map(([, y]) => y)
    expect([Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]).toEqual([24, 59, 56, 74])
    expect(touched).toHaveLength(36 * 19)
    expect(pixel(marked, 42, 20)).toEqual(red)
    expect(pixel(marked, 24, 56)).toEqual(white)
  })

  it.each([
    // The upper bar of 示, its stem, and the frame of 演.
    [50, 60, ink],
    [50, 66, ink],
    [36, 60, ink],
    // Between the bars.
    [50, 62, white],
    [42, 60, white],
  ])('has at %i, %i the colour %j', (x, y, colour) => {
    const marked = withDemoMark(picture(84, 84))
    if (colour === white) expect(pixel(marked, x, y)).toEqual(white)
    else expect(pixel(marked, x, y)[0]).toBeLessThan(140)
  })

  it('grows with the shorter side', () => {
    const large = withDemoMark(picture(336, 168))
    const touched = Array.from({ length: 336 * 168 }, (_, at) => at).filter(
      (at) => large.rgba[at * 4 + 3] === 255,
    )
    const xs = touched.map((at) => at % 336)
    expect([Math.min(...xs), Math.max(...xs)]).toEqual([133, 202])
    expect(touched.some((at) => large.rgba[at * 4] === 31)).toBe(true)
  })
})
