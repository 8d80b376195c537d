import { MINUTE, SECOND } from '../../clock.ts'
import type { Attempts, Code, Message } from '../../records.ts'
import { Refusal } from '../../refusal.ts'
import type { Change } from '../change.ts'
import { countPaced, FROM_NETWORK, paceNames, TO_ADDRESS } from './pace.ts'

export const CODE_LIVES = 5 * MINUTE
export const CODE_SPACING = 60 * SECOND
export const CODE_TRIES = 5

/** A code on its way: to an address, or to nobody. Both are the same work and the same answer. */
export type Sending = {
  readonly code: Code
  readonly message: Message
  /** What the pace is counted by: the address or the login that was typed, and the network of the caller. */
  readonly paced: string
  readonly network: string
  readonly now: number
}

export type SendingFacts = {
  readonly before: Code | null
  readonly toAddress: Attempts
  readonly fromNetwork: Attempts
}

/** The changes of sending, or why not. `to: null`: somebody whom the authority does not know; nothing goes out. */
export function sendingOf(
  { before, toAddress, fromNetwork }: SendingFacts,
  { code, message, paced, network, now }: Sending,
  to: string | null,
): { readonly changes: readonly Change[]; readonly refusal: Refusal | null } {
  const passed = before === null ? CODE_SPACING : now - before.sentAt
  if (passed >= 0 && passed < CODE_SPACING) {
    const seconds = Math.ceil((CODE_SPACING - passed) / SECOND)
    return { changes: [], refusal: new Refusal('code-too-soon', { seconds }) }
  }
  const names = paceNames(paced, network)
  const counted = [
    countPaced(names.to, toAddress, TO_ADDRESS, now),
    countPaced(names.from, fromNetwork, FROM_NETWORK, now),
  ]
  const counts = counted.map(({ change }) => change)
  const refusal = counted.find((one) => one.refusal !== null)?.refusal ?? null
  if (refusal !== null) return { changes: counts, refusal }
  const sent: Change =
    to === null ? { kind: 'add-unsent', message } : { kind: 'add-message', message: { ...message, to } }
  return { changes: [...counts, { kind: 'put-code', code }, sent], refusal: null }
}

/** Uses a code up, or counts the wrong try. */
export function answerCode(
  code: Code | null,
  { codeHash, now }: { readonly codeHash: string; readonly now: number },
): { readonly changes: readonly Change[]; readonly refusal: Refusal | null } {
  if (code === null || code.expiresAt <= now || code.sentAt > now + CODE_LIVES || code.triesLeft <= 0) {
    return { changes: [], refusal: new Refusal('identity-code-stale') }
  }
  if (code.codeHash === codeHash) return { changes: [{ kind: 'remove-code', id: code.id }], refusal: null }
  const triesLeft = code.triesLeft - 1
  return {
    changes: [{ kind: 'code-tries', id: code.id, triesLeft }],
    refusal: new Refusal('identity-code-wrong', { triesLeft }),
  }
}
