/** A letter's number, a word of Latin letters and figures, a space, or one letter. */
const pieces = /〈U\+[0-9A-F]{4,6}〉|[\p{Script=Latin}\d@._+\-/%&'#:]+|\s|./gu

/** A line may not begin with these, nor end with those. */
const closing = /^[、。，；：？！）》」』〉】’”…—·,.;:?!)\]}%]/u
const opening = /[（《「『〈【‘“([{]$/u

const isBound = (before: string, after: string): boolean =>
  (closing.test(after) && !after.startsWith('〈')) || (opening.test(before) && !before.endsWith('〉'))

/** The parts of a text that stay together on one line. */
const units = (text: string): readonly string[] => {
  const found: string[] = []
  for (const piece of text.match(pieces) ?? []) {
    const last = found.at(-1)
    if (last !== undefined && last.length < 40 && last.trim() !== '' && isBound(last, piece))
      found[found.length - 1] = last + piece
    else found.push(piece)
  }
  return found
}

type Measure = (text: string) => number

/** A part that is wider than a line is broken wherever it must be. */
const broken = (unit: string, width: number, measure: Measure): readonly string[] => {
  if (measure(unit) <= width) return [unit]
  const parts: string[] = []
  let part = ''
  for (const letter of unit) {
    if (part !== '' && measure(part + letter) > width) {
      parts.push(part)
      part = ''
    }
    part += letter
  }
  return [...parts, part]
}

const linesOfOne = (text: string, width: number, measure: Measure): readonly string[] => {
  const lines: string[] = []
  let line = ''
  for (const unit of units(text).flatMap((one) => broken(one, width, measure))) {
    if (line !== '' && measure(line + unit.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += line === '' && lines.length > 0 ? unit.trimStart() : unit
  }
  return [...lines, line.trimEnd()]
}

/** A text in lines no wider than `width`, broken as Chinese is set (GB/T 15834: no line begins with a full stop). */
export const linesOf = (text: string, width: number, measure: Measure): readonly string[] =>
  text.split('\n').flatMap((one) => linesOfOne(one, width, measure))
