import { useCallback, useRef, useState } from 'react'
import type { ErrorReport } from '../../shared/models/index.ts'
import { reportOfCall } from './client.ts'

export type Action = {
  readonly pending: boolean
  readonly error: ErrorReport | null
  /** Runs the work unless it is already running. Resolves to true if it succeeded. */
  run(work: () => Promise<unknown>): Promise<boolean>
  clear(): void
}

/** One thing that a person can start: whether it is running, and the error if it was refused. */
export const useAction = (): Action => {
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<ErrorReport | null>(null)
  const running = useRef(false)
  const run = useCallback(async (work: () => Promise<unknown>): Promise<boolean> => {
    if (running.current) return false
    running.current = true
    setPending(true)
    setError(null)
    try {
      await work()
      return true
    } catch (refusal) {
      setError(reportOfCall(refusal))
      return false
    } finally {
      running.current = false
      setPending(false)
    }
  }, [])
  return { pending, error, run, clear: useCallback(() => setError(null), []) }
}
