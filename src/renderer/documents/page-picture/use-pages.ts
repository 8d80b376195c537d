import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { PageDrawing, PageFrame } from '../../../shared/documents/drawing.ts'
import type { Zoom } from './toolbar.tsx'

/** Where the pages come from. Pages of an OFD are asked for one by one; `page` must stay the same function. */
export type PagesSource =
  | { readonly kind: 'ofd'; readonly page: (number: number) => Promise<PageDrawing> }
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array }

export type Shown =
  | { readonly kind: 'loading' }
  | { readonly kind: 'drawn'; readonly number: number; readonly drawing: PageDrawing }
  | { readonly kind: 'failed' }

/** The drawing of a page of an OFD. */
export const useDrawing = (source: PagesSource, number: number, attempt: number): Shown => {
  const [shown, setShown] = useState<Shown>({ kind: 'loading' })
  const ask = source.kind === 'ofd' ? source.page : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks again
  useEffect(() => {
    if (ask === null) return
    let gone = false
    setShown({ kind: 'loading' })
    ask(number).then(
      (drawing) => !gone && setShown({ kind: 'drawn', number, drawing }),
      () => !gone && setShown({ kind: 'failed' }),
    )
    return () => {
      gone = true
    }
  }, [ask, number, attempt])
  return shown
}

/** A screen has 96 of these to an inch. */
const pixelsPerMillimetre = 96 / 25.4

/** The width of the paper on the screen, within the element that gets the reference. */
export const useWidth = (zoom: Zoom, page: PageFrame) => {
  const frame = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState(0)
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const observer = new ResizeObserver(() => setRoom(element.clientWidth))
    observer.observe(element)
    setRoom(element.clientWidth)
    return () => observer.disconnect()
  }, [])
  const width = zoom === 'actual' ? page.width * pixelsPerMillimetre : room
  return { frame, width: Math.round(width) }
}

/** The page that is shown, counted from 0, and the keys that turn pages. */
export const useTurning = (pages: number) => {
  const [wanted, setWanted] = useState(0)
  const turnTo = (page: number) => setWanted(Math.max(0, Math.min(page, pages - 1)))
  const number = Math.max(0, Math.min(wanted, pages - 1))
  const byKey = (event: KeyboardEvent<HTMLElement>) => {
    const ways: Readonly<Record<string, number>> = {
      PageUp: number - 1,
      PageDown: number + 1,
      Home: 0,
      End: pages - 1,
    }
    const page = ways[event.key]
    if (page === undefined || event.target instanceof HTMLInputElement) return
    event.preventDefault()
    turnTo(page)
  }
  return { number, turnTo, byKey }
}
