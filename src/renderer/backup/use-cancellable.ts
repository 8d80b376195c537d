import { useCallback, useEffect, useRef } from 'react'
import { type Action, useAction } from '../live/use-action.ts'

type Cancellable = Pick<Action, 'pending' | 'error'> & {
  /** True if the work succeeded; false if it failed or was cancelled. Cancelling shows no error. */
  run(work: (signal: AbortSignal) => Promise<unknown>): Promise<boolean>
  cancel(): void
}

/** An action that a person can cancel and that ends with its page. */
export const useCancellable = (): Cancellable => {
  const { pending, error, run } = useAction()
  const running = useRef<AbortController | null>(null)
  const cancel = useCallback(() => running.current?.abort(), [])
  useEffect(() => cancel, [cancel])
  const begin = useCallback(
    async (work: (signal: AbortSignal) => Promise<unknown>): Promise<boolean> => {
      const controller = new AbortController()
      const { signal } = controller
      const done = await run(async () => {
        running.current = controller
        await work(signal).catch((refusal) => {
          if (!signal.aborted) throw refusal
        })
      })
      return done && !signal.aborted
    },
    [run],
  )
  return { pending, error, run: begin, cancel }
}
