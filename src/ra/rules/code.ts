import { SECOND } from '../clock.ts'
import type { Code, Message } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Change } from './change.ts'
import { type Decision, decided, refused, refusedAfter } from './decision.ts'

export type CodeSending = {
  readonly code: Code
  readonly message: Message
  /** How long after one code the next may follow, in milliseconds. */
  readonly spacing: number
}

/** A new code makes the code before it useless. */
export function sendCode(
  { before }: { readonly before: Code | null },
  { code, message, spacing }: CodeSending,
): Decision<null> {
  const passed = before === null ? spacing : code.sentAt - before.sentAt
  // A negative time has passed: the clock was set back.
  if (passed >= 0 && passed < spacing) {
    return refused('code-too-soon', { seconds: Math.ceil((spacing - passed) / SECOND) })
  }
  return decided(
    [
      { kind: 'put-code', code },
      { kind: 'add-message', message },
    ],
    null,
  )
}

export type CodeRedemption = {
  readonly purpose: Code['purpose']
  readonly subject: string
  readonly codeHash: string
  readonly now: number
}

/** Uses the code up, or counts the wrong try. */
export function redeemCode(
  { code }: { readonly code: Code | null },
  { codeHash, now }: Pick<CodeRedemption, 'codeHash' | 'now'>,
): Decision<null> {
  if (code === null || code.expiresAt <= now || code.triesLeft <= 0) return refused('code-stale')
  if (code.codeHash !== codeHash) {
    const triesLeft = code.triesLeft - 1
    const counted: Change = { kind: 'code-tries', id: code.id, triesLeft }
    return refusedAfter([counted], new Refusal('code-wrong', { triesLeft }))
  }
  return decided([{ kind: 'remove-code', id: code.id }], null)
}
