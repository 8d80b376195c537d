import type { Account, Code } from '../../records.ts'
import { audit } from '../change.ts'
import { type Decision, decided, refused, refusedAfter } from '../decision.ts'
import { answerCode, type Sending, type SendingFacts, sendingOf } from './codes.ts'

export type ResetWay = 'phone' | 'id-number' | 'credit-code' | 'legacy'

export type ResetAsking = Sending & {
  readonly way: ResetWay
  readonly login: string
  readonly contact: { readonly channel: 'sms' | 'mail'; readonly address: string }
}

/** Whose password a code resets. accountId null: nobody's. */
export type ResetTarget = {
  readonly way: ResetWay
  readonly login: string
  readonly accountId: string | null
}

/** 忘记密码: a code goes out only if the address is the one on record. The answer never tells whether it was. */
export function askReset(
  facts: SendingFacts & { readonly account: Account | null },
  asking: ResetAsking,
): Decision<null> {
  const { account } = facts
  const { contact, way, login, code } = asking
  const onRecord = contact.channel === 'sms' ? account?.phone : account?.email?.toLowerCase()
  const isRight = account !== null && !account.closed && onRecord === contact.address.toLowerCase()
  const sending = sendingOf(facts, asking, isRight ? contact.address : null)
  if (sending.refusal !== null) return refusedAfter(sending.changes, sending.refusal)
  const target: ResetTarget = { way, login, accountId: isRight ? account.id : null }
  return decided([...sending.changes, { kind: 'put-reset', id: code.subject, target, at: asking.now }], null)
}

export type ResetFinish = {
  readonly resetId: string
  readonly codeHash: string
  readonly passwordHash: string
  readonly now: number
}

/** The new password of the account, or of its old login. All its sessions end. */
export function finishReset(
  {
    target,
    code,
    account,
  }: { readonly target: ResetTarget | null; readonly code: Code | null; readonly account: Account | null },
  { codeHash, passwordHash, now }: ResetFinish,
): Decision<null> {
  const answer = answerCode(code, { codeHash, now })
  if (answer.refusal !== null) return refusedAfter(answer.changes, answer.refusal)
  if (target === null || account === null || account.closed) return refused('identity-code-stale')
  const changed =
    target.way === 'legacy'
      ? ({ kind: 'legacy-password', accountId: account.id, passwordHash } as const)
      : ({ kind: 'put-account', account: { ...account, passwordHash } } as const)
  return decided(
    [
      ...answer.changes,
      changed,
      { kind: 'end-sessions', accountId: account.id, except: null },
      { kind: 'expire-dossiers', accountId: account.id },
      audit(now, `account ${account.id}`, `password reset: ${target.way}`, account.id),
    ],
    null,
  )
}
