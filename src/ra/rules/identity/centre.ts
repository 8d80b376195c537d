import type { ContactChannel } from '../../../shared/ra-contract/contact.ts'
import type { Account, Code } from '../../records.ts'
import { Refusal } from '../../refusal.ts'
import { audit, type Change } from '../change.ts'
import { type Decision, decided, refused, refusedAfter, refusedBy } from '../decision.ts'
import { answerCode, type Sending, type SendingFacts, sendingOf } from './codes.ts'
import { takenRefusal } from './taken.ts'

/** Who asks in 个人中心: the account itself; a handler may only look. */
export type Owner = { readonly accountId: string; readonly handlerId: string | null; readonly now: number }

function ownerRefusal(account: Account | null, { handlerId }: Owner): Refusal | null {
  if (account === null || account.closed) return new Refusal('session-ended')
  return handlerId === null ? null : new Refusal('account-owner-wanted')
}

export type HandlerRemoval = Owner & { readonly personId: string }

/** An agency keeps one handler; an entity may have none. His sessions for it end. */
export function removeHandler(
  { account, handlers }: { readonly account: Account | null; readonly handlers: readonly string[] },
  removal: HandlerRemoval,
): Decision<null> {
  const { accountId, personId, now } = removal
  const refusal = ownerRefusal(account, removal)
  if (refusal !== null) return refusedBy(refusal)
  if (!handlers.includes(personId)) return decided([], null)
  if (account?.kind === 'agency' && handlers.length === 1) return refused('handler-last')
  return decided(
    [
      { kind: 'remove-handler', accountId, personId },
      audit(now, `account ${accountId}`, 'handler removed', personId),
    ],
    null,
  )
}

export type ContactChangeAsking = Sending &
  Owner & {
    readonly channel: ContactChannel
    /** null: to the present address. */
    readonly address: string | null
  }

/** The present address; the other one if this channel has none. */
export function presentAddress(account: Account, channel: ContactChannel): string | null {
  const own = channel === 'sms' ? account.phone : account.email
  return own ?? (channel === 'sms' ? account.email : account.phone)
}

export function askContactChange(
  facts: SendingFacts & { readonly account: Account | null },
  asking: ContactChangeAsking,
): Decision<null> {
  const refusal = ownerRefusal(facts.account, asking)
  if (refusal !== null) return refusedBy(refusal)
  if (facts.account === null) return refused('session-ended')
  const to = asking.address ?? presentAddress(facts.account, asking.channel)
  if (to === null) return refused('contact-missing', { channel: asking.channel })
  const sending = sendingOf(facts, asking, to)
  if (sending.refusal !== null) return refusedAfter(sending.changes, sending.refusal)
  const { accountId, channel, address } = asking
  const noted: readonly Change[] =
    address === null ? [] : [{ kind: 'put-contact-change', accountId, channel, address }]
  return decided([...sending.changes, ...noted], null)
}

export type ContactChange = Owner & {
  readonly channel: ContactChannel
  readonly presentHash: string
  readonly newHash: string
}

export type ContactChangeFacts = {
  readonly account: Account | null
  readonly presentCode: Code | null
  readonly newCode: Code | null
  /** Where the new code went, and the person who has that phone. */
  readonly address: string | null
  readonly byPhone: Account | null
}

/** Both codes must be right, so the owner has read one at the old address. */
export function changeContact(facts: ContactChangeFacts, change: ContactChange): Decision<null> {
  const { account, presentCode, newCode, address, byPhone } = facts
  const { now, channel, accountId } = change
  const refusal = ownerRefusal(account, change)
  if (refusal !== null) return refusedBy(refusal)
  if (account === null) return refused('session-ended')
  const present = answerCode(presentCode, { codeHash: change.presentHash, now })
  const fresh = answerCode(newCode, { codeHash: change.newHash, now })
  // Of two codes none is used up unless both are right.
  const wrong = [present, fresh].filter((one) => one.refusal !== null)
  const first = wrong[0]?.refusal ?? null
  if (first !== null)
    return refusedAfter(
      wrong.flatMap(({ changes }) => changes),
      first,
    )
  if (address === null) return refused('identity-code-stale')
  const used = [...present.changes, ...fresh.changes]
  const isLogin = channel === 'sms' && account.kind === 'person'
  const known = isLogin ? takenRefusal({ byNumber: null, byPhone }, accountId) : null
  if (known !== null) return refusedAfter(used, known)
  const after: Account = { ...account, ...(channel === 'sms' ? { phone: address } : { email: address }) }
  return decided(
    [
      ...used,
      { kind: 'put-account', account: after },
      audit(now, `account ${accountId}`, `${channel} changed`, accountId),
    ],
    null,
  )
}

export type PasswordChange = Owner & {
  readonly passwordHash: string
  /** The stored hash that the present password was compared with. */
  readonly seenHash: string | null
  /** The session that goes on. */
  readonly tokenHash: string
}

/** Ends all other sessions, and what was begun in them. */
export function changePassword(
  { account }: { readonly account: Account | null },
  change: PasswordChange,
): Decision<null> {
  const { accountId, now, passwordHash, seenHash, tokenHash } = change
  const refusal = ownerRefusal(account, change)
  if (refusal !== null) return refusedBy(refusal)
  if (account === null) return refused('session-ended')
  if (account.passwordHash !== seenHash) return refused('session-ended')
  return decided(
    [
      { kind: 'put-account', account: { ...account, passwordHash } },
      { kind: 'end-sessions', accountId, except: tokenHash },
      { kind: 'expire-dossiers', accountId },
      audit(now, `account ${accountId}`, 'password changed', accountId),
    ],
    null,
  )
}

/** What keeps an account from being closed. */
export type Unfinished = { readonly kind: 'certificate' | 'request' | 'order'; readonly name: string }

/**
 * 注销. The number stays with the closed account, so that it can never register again; the phone becomes free. An account
 * that was never completed has no number that is its own.
 */
export function closeAccount(
  { account, unfinished }: { readonly account: Account | null; readonly unfinished: readonly Unfinished[] },
  owner: Owner,
): Decision<null> {
  const { accountId, now } = owner
  const refusal = ownerRefusal(account, owner)
  if (refusal !== null) return refusedBy(refusal)
  if (account === null) return refused('session-ended')
  if (!account.complete) return refused('dossier-step-missing', { step: 'person' })
  const [first] = unfinished
  if (first !== undefined)
    return refused('closing-unfinished', { count: unfinished.length, name: first.name })
  const closed: Account = { ...account, closed: true, phone: null, email: null, passwordHash: null }
  const changes: readonly Change[] = [
    { kind: 'put-account', account: closed },
    { kind: 'remove-handlers', accountId },
    { kind: 'remove-principals', personId: accountId },
    { kind: 'end-sessions', accountId, except: null },
    { kind: 'expire-dossiers', accountId },
    audit(now, `account ${accountId}`, 'account closed by its owner', accountId),
  ]
  return decided(changes, null)
}
