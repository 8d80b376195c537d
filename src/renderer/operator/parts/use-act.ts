import { App } from 'antd'
import { useState } from 'react'
import type { RaClient } from '../../../shared/ra-contract/index.ts'
import { useDesk } from '../desk.tsx'
import { problemText } from '../words/problem.ts'

export type Act = {
  readonly busy: boolean
  /** Runs a call and shows how it ended. Resolves to true if it was done. */
  readonly run: <T>(
    call: (client: RaClient) => Promise<T>,
    done: string | ((answer: T) => string),
  ) => Promise<boolean>
}

/** An act of the operator at the authority. */
export const useAct = (): Act => {
  const { ask, words } = useDesk()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  return {
    busy,
    run: async (call, done) => {
      setBusy(true)
      try {
        const answer = await ask(call)
        void message.success(typeof done === 'string' ? done : done(answer))
        return true
      } catch (error) {
        void message.error(problemText(error, words), 6)
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}
