import { useEffect, useRef } from 'react'

/** What had the focus goes with its moment: the keyboard goes on at the page, not before the rail. */
export const useFocusKept = (moment: string): void => {
  const before = useRef(moment)
  useEffect(() => {
    if (before.current === moment) return
    before.current = moment
    if (document.activeElement === document.body)
      document.querySelector('main')?.focus({ preventScroll: true })
  }, [moment])
}
