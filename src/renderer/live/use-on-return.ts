import { useEffect, useRef } from 'react'

/** Windows flicker, and each return costs the authority a question. */
const shortestPauseMs = 2_000

/** Does something when the person comes back to this window from another one. */
export const useOnReturn = (work: () => void): void => {
  const latest = useRef(work)
  useEffect(() => {
    latest.current = work
  }, [work])
  useEffect(() => {
    let last = Number.NEGATIVE_INFINITY
    const onReturn = () => {
      if (document.visibilityState !== 'visible' || performance.now() - last < shortestPauseMs) return
      last = performance.now()
      latest.current()
    }
    window.addEventListener('focus', onReturn)
    document.addEventListener('visibilitychange', onReturn)
    return () => {
      window.removeEventListener('focus', onReturn)
      document.removeEventListener('visibilitychange', onReturn)
    }
  }, [])
}
