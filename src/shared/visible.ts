/** Spaces of other widths, and a letter that looks like a space. They read as a plain space and are not one. */
const oddSpaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800]/g

/**
 * Characters that a reader cannot see or that change the order of reading: controls, formats (bidi, zero width), line
 * breaks, unpaired surrogates, letters without a shape (Unicode's Default_Ignorable_Code_Point), private letters.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]/gu

const named = (letter: string): string => {
  const point = letter.codePointAt(0) ?? 0
  return `⟨U+${point.toString(16).toUpperCase().padStart(4, '0')}⟩`
}

/**
 * A name from a certificate, a token or an authority with its hidden characters written out. Two names that then look
 * alike have the same letters, except for letters that two scripts share.
 */
export const visible = (text: string): string => text.replace(oddSpaces, '␣').replace(unseen, named)

/** The same for a text of several lines, such as a log or an address list. Its line breaks stay. */
export const visibleLines = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(oddSpaces, '␣')
    .replace(unseen, (letter) => (letter === '\n' ? letter : named(letter)))

/** Most names: only letters, figures and signs that everybody sees, so that there is nothing to write out. */
const plain = /^[\x20-\x7e\u4e00-\u9fff]*$/

const longest = 200

/** A name that fits into a line: made visible, and cut where nobody reads on, by the letters that are shown. */
export const visibleName = (text: string): string => {
  if (text.length <= longest && plain.test(text)) return text
  let [head, room] = ['', longest]
  for (const letter of text.slice(0, 2 * longest + 2)) {
    const shown = visible(letter)
    room -= [...shown].length
    if (room < 0) return `${head}…`
    head += shown
  }
  return head
}
