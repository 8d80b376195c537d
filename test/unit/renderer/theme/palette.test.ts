import { describe, expect, it } from 'vitest'
import { dark, light, type Palette } from '../../../../src/renderer/theme/palette.ts'

// WCAG 2.2, relative luminance and contrast ratio.
const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

const grounds = ['paper', 'card', 'wash'] as const
const washes = ['azuriteWash', 'malachiteWash', 'gambogeWash', 'cinnabarWash'] as const
const pairs: readonly (readonly [keyof Palette, keyof Palette])[] = [
  ...[...grounds, ...washes].flatMap((ground) => [['ink', ground] as const, ['inkSoft', ground] as const]),
  ...grounds.flatMap((ground) => [['azurite', ground] as const, ['cinnabar', ground] as const]),
  ['azurite', 'azuriteWash'],
  ['malachite', 'card'],
  ['gambogeText', 'card'],
  ['gambogeText', 'paper'],
  ['gambogeText', 'gambogeWash'],
  ['cinnabar', 'cinnabarWash'],
  ['onAzurite', 'azurite'],
  ['onAzurite', 'azuriteHover'],
  ['onCinnabar', 'cinnabar'],
]

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('the %s palette', (_name, palette) => {
  it.each(pairs)('%s can be read on %s', (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5)
  })

  it('draws the edges of fields so that they are seen', () => {
    expect(contrast(palette.edge, palette.card)).toBeGreaterThanOrEqual(3)
  })
})
