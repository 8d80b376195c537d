import { useState } from 'react'
import type { CodeSent } from '../../shared/models/index.ts'
import { type Action, useAction } from '../live/use-action.ts'

export type Code = {
  readonly code: string
  readonly sent: CodeSent | null
  readonly sending: Action
  set(code: string): void
  /** Has a code sent; the one before is of no use any more. */
  send(): Promise<boolean>
  /** Nothing was sent, for example because it shall go to another address. */
  forget(): void
}

/** A code that is sent on request, and what was typed of it. */
export const useCode = (ask: () => Promise<CodeSent>): Code => {
  const [code, set] = useState('')
  const [sent, setSent] = useState<CodeSent | null>(null)
  const sending = useAction()
  return {
    code,
    sent,
    sending,
    set,
    send: () =>
      sending.run(async () => {
        set('')
        setSent(await ask())
      }),
    forget: () => {
      set('')
      setSent(null)
      sending.clear()
    },
  }
}
