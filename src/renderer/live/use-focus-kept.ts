import { useEffect, useRef } from 'react'

/** If the focused element goes with its part of the page, the focus moves to the page and not before the rail. */
export const useFocusKept = (moment: string): void => {
  const before = useRef(moment)
  useEffect(() => {
    if (before.current === moment) return
    before.current = moment
    if (document.activeElement === document.body)
      document.querySelector('main')?.focus({ preventScroll: true })
  }, [moment])
}
