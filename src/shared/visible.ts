/** Spaces of other widths, and a letter that looks like one: they read as a plain space and are none. */
const oddSpaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800]/g

/**
 * What a reader cannot see or what turns the order of reading: controls, formats (bidi, zero width), breaks of
 * lines, halves of pairs, letters without a shape (Unicode's Default_Ignorable_Code_Point), private letters.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]/gu

const named = (letter: string): string => {
  const point = letter.codePointAt(0) ?? 0
  return `⟨U+${point.toString(16).toUpperCase().padStart(4, '0')}⟩`
}

/**
 * A name from a certificate, a token or an authority as what it is: what hides in it is written out. Two names that
 * look alike afterwards are made of the same letters, apart from letters that two scripts share.
 */
export const visible = (text: string): string => text.replace(oddSpaces, '␣').replace(unseen, named)

/** The same for a text of several lines, as a log or an address list is: its line breaks stay. */
export const visibleLines = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(oddSpaces, '␣')
    .replace(unseen, (letter) => (letter === '\n' ? letter : named(letter)))

const longest = 200

/** A name as it fits into a line: made visible, and cut where nobody reads on. */
export const visibleName = (text: string): string => {
  const letters = [...text.slice(0, 2 * longest + 2)]
  const head = visible(letters.slice(0, longest).join(''))
  return letters.length > longest ? `${head}…` : head
}
