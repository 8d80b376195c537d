import { useEffect, useState } from 'react'

/** A shorter wait is not announced. */
export const noticeableMs = 400

/** True once `active` has lasted long enough to be noticed. */
export const useLate = (active: boolean): boolean => {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!active) return
    const timer = setTimeout(() => setLate(true), noticeableMs)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [active])
  return active && late
}
