import { a4, type Paper } from './paper.ts'

export type FootWords = {
  /** Stands on the left of every foot. */
  readonly aside: string
  readonly pageOf: (page: number, pages: number) => string
  /** Explains the letters that are written as their numbers, if there are any. */
  readonly numberedLetters: string
}

const size = 8

/** The foot of a page: what the document is, and which page of how many. */
export const drawFoot = (paper: Paper, words: FootWords, page: number, pages: number): void => {
  const y = a4.height - 40
  paper.rule({ x: a4.side, y: y - 6 }, { x: a4.width - a4.side, y: y - 6 })
  const right = { x: a4.width - a4.side, y }
  paper.line(words.pageOf(page, pages), right, { size, ink: 'soft', align: 'right' })
  paper.line(words.aside, { x: a4.side, y }, { size, ink: 'soft' })
  if (paper.numbered) paper.line(words.numberedLetters, { x: a4.side, y: y + 12 }, { size: 7, ink: 'soft' })
}
