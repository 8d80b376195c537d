import { SECOND } from '../clock.ts'
import type { Code, Device, DeviceKey, Message } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Change } from './change.ts'
import { type Decision, decided, refused, refusedAfter } from './decision.ts'
import { countDevice, isKnown } from './device.ts'

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
  /** The device that the caller shows; null when it shows none, or none is asked for. */
  readonly device: DeviceKey | null
  readonly now: number
}

export type CodeFacts = {
  readonly code: Code | null
  /** null: the owner has not logged in from it. */
  readonly device: Device | null
}

/** Uses the code up, or counts the wrong try, against a known device, too. */
export function redeemCode(
  { code, device }: CodeFacts,
  { codeHash, now }: Pick<CodeRedemption, 'codeHash' | 'now'>,
): Decision<null> {
  if (code === null || code.expiresAt <= now || code.triesLeft <= 0) return refused('code-stale')
  if (code.codeHash !== codeHash) {
    const triesLeft = code.triesLeft - 1
    const counted: Change = { kind: 'code-tries', id: code.id, triesLeft }
    const byDevice = isKnown(device, now) ? [countDevice(device)] : []
    return refusedAfter([counted, ...byDevice], new Refusal('code-wrong', { triesLeft }))
  }
  return decided([{ kind: 'remove-code', id: code.id }], null)
}
