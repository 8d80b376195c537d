import { a4, type Paper } from './paper.ts'

/** Where the next thing goes on the pages, from top to bottom. */
export type Flow = {
  readonly paper: Paper
  /** The room that is left on this page. */
  room(): number
  /** Takes a piece of the page and tells its upper edge. A piece that has no room begins the next page. */
  take(height: number): number
  skip(height: number): void
}

/** `head` draws the top of every page after the first and tells where the content begins there. */
export const createFlow = (paper: Paper, top: number, head: () => number): Flow => {
  const lowest = a4.height - a4.bottom
  let y = top
  return {
    paper,
    room: () => lowest - y,
    take: (height) => {
      if (height > lowest - y) {
        paper.addPage()
        y = head()
      }
      const here = y
      y += height
      return here
    },
    skip: (height) => {
      y += height
    },
  }
}
