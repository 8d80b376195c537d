import type { Font } from 'fontkit'

/** Writes a text in letters that the font has, and knows afterwards whether it had to name one by its number. */
export type Letters = {
  spelt(text: string): string
  /** Whether a letter was written as its number, such as 〈U+20BB7〉. */
  readonly numbered: boolean
}

/** The brackets of `visible` are not in the font; these look the same to a reader. */
const brackets: Readonly<Record<string, string>> = { '⟨': '〈', '⟩': '〉' }

const numberOf = (point: number): string => `〈U+${point.toString(16).toUpperCase().padStart(4, '0')}〉`

/** A form of another letter: the radical ⽇ of the letter 日, the ideograph 郞 of 郞. */
const plainForm = (letter: string): number | null => {
  const plain = letter.normalize('NFKC')
  return plain !== letter && [...plain].length === 1 ? (plain.codePointAt(0) ?? null) : null
}

const isRadical = (point: number): boolean => point >= 0x2e80 && point <= 0x2fdf

/**
 * Two letters may share one shape in the font, and a PDF tells for each shape only one letter. The second one is
 * written as its number, so that what is copied from the document is what was written into it.
 */
export const createLetters = (font: Pick<Font, 'hasGlyphForCodePoint' | 'glyphForCodePoint'>): Letters => {
  const owners = new Map<number, number>()
  let numbered = false
  const shapeOf = (point: number): number => font.glyphForCodePoint(point).id
  const isForm = (letter: string, point: number): boolean => {
    const plain = plainForm(letter)
    return isRadical(point) || (plain !== null && shapeOf(plain) === shapeOf(point))
  }
  const drawn = (letter: string, point: number): boolean => {
    if (!font.hasGlyphForCodePoint(point) || point < 0x20 || isForm(letter, point)) return false
    const owner = owners.get(shapeOf(point))
    if (owner === undefined) owners.set(shapeOf(point), point)
    return owner === undefined || owner === point
  }
  const spell = (letter: string): string => {
    const known = brackets[letter] ?? letter
    const point = known.codePointAt(0) ?? 0
    if (drawn(known, point)) return known
    numbered = true
    return numberOf(point)
  }
  return {
    spelt: (text) => [...text].map(spell).join(''),
    get numbered() {
      return numbered
    },
  }
}
