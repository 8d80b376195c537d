import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'

/** Rows above and below what is in view, so that a quick turn of the wheel meets no gap. */
const beyond = 8

/** Which of so many rows of one height are drawn: those in view in a box that scrolls. */
export const useWindow = (box: RefObject<HTMLElement | null>, count: number, rowHeight: number) => {
  const [view, setView] = useState({ top: 0, height: 600 })
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight })
    look()
    element.addEventListener('scroll', look, { passive: true })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      observer.disconnect()
    }
  }, [box])
  const from = Math.max(0, Math.floor(view.top / rowHeight) - beyond)
  const to = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + beyond)
  return { from, to, perPage: Math.max(1, Math.floor(view.height / rowHeight) - 1) }
}

/** Keeps the row at which the keyboard is in view. `head` is what stays above the rows. */
export const useInView = (
  box: RefObject<HTMLElement | null>,
  index: number,
  rowHeight: number,
  head: number,
): void => {
  useEffect(() => {
    const element = box.current
    if (!element || index < 0) return
    const top = index * rowHeight
    const room = element.clientHeight - head
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + rowHeight > element.scrollTop + room) element.scrollTop = top + rowHeight - room
  }, [box, index, rowHeight, head])
}

/** How far a key moves in a list. */
export const stepOf = (key: string, perPage: number): number | undefined => {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: perPage,
    PageUp: -perPage,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  }
  return steps[key]
}
