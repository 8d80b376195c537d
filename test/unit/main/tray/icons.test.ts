import { crc32, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { pageIcon, trayIcon } from '../../../../src/main/tray/icons.ts'

const states = ['normal', 'attention', 'error', 'empty'] as const
const themes = ['light', 'dark'] as const

type Picture = { readonly width: number; readonly height: number; readonly pixels: Buffer }

/** Reads a PNG as far as ours need, and checks its checksums. */
const decode = (png: Buffer): Picture => {
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  const parts: Buffer[] = []
  let [width, height] = [0, 0]
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const body = png.subarray(at + 4, at + 8 + length)
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body))
    const type = body.toString('latin1', 0, 4)
    if (type === 'IHDR') [width, height] = [body.readUInt32BE(4), body.readUInt32BE(8)]
    if (type === 'IDAT') parts.push(body.subarray(4))
    at += 12 + length
  }
  const rows = inflateSync(Buffer.concat(parts))
  const line = width * 4
  const pixels = Buffer.concat(
    Array.from({ length: height }, (_, y) => rows.subarray(y * (line + 1) + 1, (y + 1) * (line + 1))),
  )
  return { width, height, pixels }
}

/** The shape without colours: which pixels are covered. */
const shapeOf = ({ pixels }: Picture): string =>
  Array.from({ length: pixels.length / 4 }, (_, i) => ((pixels[i * 4 + 3] ?? 0) > 127 ? '#' : '.')).join('')

describe('the tray icons', () => {
  it.each(states.flatMap((state) => themes.map((theme) => [state, theme] as const)))(
    '%s for a %s panel is there in four sizes',
    (state, theme) => {
      const icons = trayIcon(state, theme)
      expect(icons.map(({ size }) => size)).toEqual([16, 20, 24, 32])
      for (const { size, png } of icons) expect(decode(png)).toMatchObject({ width: size, height: size })
    },
  )

  it.each([16, 20, 24, 32])('can be told apart by shape alone at %d pixels', (size) => {
    const shapes = states.map((state) => {
      const icon = trayIcon(state, 'light').find((one) => one.size === size)
      return shapeOf(decode(icon?.png ?? Buffer.alloc(0)))
    })
    for (const [i, one] of shapes.entries())
      for (const other of shapes.slice(i + 1)) {
        const different = [...one].filter((pixel, at) => pixel !== other[at]).length
        expect(different).toBeGreaterThan(size)
      }
  })

  it('are dark on light panels and light on dark ones', () => {
    const brightness = (theme: 'light' | 'dark') => {
      const { pixels } = decode(trayIcon('normal', theme)[0]?.png ?? Buffer.alloc(0))
      const seen = Array.from({ length: 256 }, (_, i) => i * 4).filter((at) => (pixels[at + 3] ?? 0) > 200)
      return seen.reduce((sum, at) => sum + (pixels[at] ?? 0), 0) / seen.length
    }
    expect(brightness('light')).toBeLessThan(80)
    expect(brightness('dark')).toBeGreaterThan(200)
  })

  it('have a sister for the browser tab', () => {
    expect(decode(pageIcon())).toMatchObject({ width: 32, height: 32 })
  })
})
