import { letterOfGlyph } from '../embedded-font/embedded-font.ts'
import { type Element, textOf } from '../xml/tree.ts'
import { limits } from './budget.ts'
import { numberIn } from './numbers.ts'

/** What takes one place in a line: letters and, if the file names it, the glyph that shows them. */
export type Unit = { readonly text: string; readonly glyph: string | null }

type Change = { readonly from: number; readonly codes: number; readonly glyphs: readonly number[] }

const whole = (text: string | undefined, usual: number): number => {
  const value = numberIn(text) ?? usual
  return Number.isInteger(value) && value >= 0 ? value : usual
}

const changeOf = (transform: Element): Change => {
  const { attributes } = transform
  const words = (textOf(transform, 'Glyphs') ?? '')
    .split(/\s+/, limits.letters + 2)
    .filter((word) => word !== '')
  const count = whole(attributes.get('GlyphCount'), 1)
  return {
    from: whole(attributes.get('CodePosition'), 0),
    codes: Math.max(1, whole(attributes.get('CodeCount'), 1)),
    glyphs: words.slice(0, Math.max(1, count)).map((word) => whole(word, 0)),
  }
}

/** Breaks and tabs come from the layout of the XML; nothing of them is shown. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unshown = /[\u0000-\u001f\u007f-\u009f]/g

/** Letters with the glyphs of CGTransform (GB/T 33190, 11.4). Glyphs that share letters show them once. */
const shownBy = (letters: readonly string[], glyphs: readonly number[]): readonly Unit[] => {
  const isOneByOne = letters.length === glyphs.length
  return glyphs.map((glyph, i) => ({
    text: isOneByOne ? (letters[i] ?? '') : i === 0 ? letters.join('') : '',
    glyph: letterOfGlyph(glyph),
  }))
}

export const unitsOf = (code: Element, transforms: readonly Element[]): readonly Unit[] => {
  const letters = [...code.text.replace(unshown, '')].slice(0, limits.letters + 1)
  const changes = transforms.map(changeOf).sort((one, other) => one.from - other.from)
  const units: Unit[] = []
  let at = 0
  for (const { from, codes, glyphs } of changes) {
    if (from < at || glyphs.length === 0 || units.length > limits.letters) continue
    for (; at < Math.min(from, letters.length); at++) units.push({ text: letters[at] ?? '', glyph: null })
    units.push(...shownBy(letters.slice(at, at + codes), glyphs))
    at += codes
  }
  for (; at < letters.length; at++) units.push({ text: letters[at] ?? '', glyph: null })
  return units
}
