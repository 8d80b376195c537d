import type { Spoken } from './surroundings.ts'

type Line = { readonly y: number; readonly size: number; readonly parts: Spoken[] }

const mostLines = 2000

/** Pieces that stand on about the same height form a line. */
const linesOf = (spoken: readonly Spoken[]): readonly Line[] => {
  const lines: Line[] = []
  for (const part of [...spoken].sort((one, other) => one.y - other.y)) {
    const last = lines.at(-1)
    const isSame = last !== undefined && part.y - last.y <= Math.min(last.size, part.size) / 2
    if (isSame) last.parts.push(part)
    else lines.push({ y: part.y, size: part.size, parts: [part] })
  }
  return lines
}

const joined = ({ parts }: Line): string => {
  let [text, end] = ['', Number.NEGATIVE_INFINITY]
  for (const part of [...parts].sort((one, other) => one.x - other.x)) {
    const isApart = text !== '' && part.x - end > part.size / 4
    text += (isApart ? ' ' : '') + part.text
    end = Math.max(end, part.end)
  }
  return text.trim()
}

/** The text of a page from top to bottom, each line from left to right. */
export const inReadingOrder = (spoken: readonly Spoken[]): readonly string[] =>
  linesOf(spoken)
    .map(joined)
    .filter((line) => line !== '')
    .slice(0, mostLines)
