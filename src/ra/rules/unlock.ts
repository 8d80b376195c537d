import { equalBytes } from '../../pki/bytes.ts'
import type { Code, Unlock } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { audit, type Change } from './change.ts'
import { redeemCode } from './code.ts'
import { type Decision, decided, refused, refusedAfter, unchanged } from './decision.ts'

/** Opens an unlocking for a token of the account: one that it registered, or one that holds a certificate of it. */
export function openUnlock(
  { owners }: { readonly owners: readonly string[] },
  { unlock }: { readonly unlock: Unlock },
): Decision<Unlock> {
  const { serial } = unlock.token
  if (!owners.includes(unlock.accountId)) return refused('token-unknown', { serial })
  return decided([{ kind: 'add-unlock', unlock }], unlock)
}

export type Authorisation = {
  readonly unlockId: string
  readonly recipientKey: Uint8Array
  readonly codeHash: string
  /** The unlock secret as it was stored when it was opened and sealed again for the recipient. */
  readonly keptSecret: Uint8Array | null
  readonly sealedSecret: Uint8Array | null
  readonly authorisationCode: string
  readonly now: number
}

export type AuthorisationFacts = {
  readonly unlock: Unlock | null
  readonly code: Code | null
  readonly keptSecret: Uint8Array | null
}

/**
 * Redeems the code and stores the answer in one step. A repeat with the same recipient key reads it back. null: the
 * token got another secret meanwhile, so the answer must be made again.
 */
export function authoriseUnlock(
  { unlock, code, keptSecret }: AuthorisationFacts,
  authorisation: Authorisation,
): Decision<Unlock | null> {
  if (unlock === null) return refused('unlock-unknown')
  if (unlock.expiresAt <= authorisation.now) return refused('unlock-expired')
  if (unlock.state !== 'opened') {
    const same = sameBytes(unlock.recipientKey, authorisation.recipientKey)
    return same && unlock.state === 'authorised' ? unchanged(unlock) : refused('unlock-used')
  }
  const redeemed = redeemCode({ code, device: null }, authorisation)
  if (redeemed.answer instanceof Refusal) return refusedAfter(redeemed.changes, redeemed.answer)
  if (!sameBytes(keptSecret, authorisation.keptSecret)) return unchanged(null)
  const { recipientKey, sealedSecret, authorisationCode, now } = authorisation
  const authorised: Unlock = {
    ...unlock,
    state: 'authorised',
    recipientKey,
    sealedSecret,
    authorisationCode,
  }
  return decided(
    [
      ...redeemed.changes,
      { kind: 'change-unlock', unlock: authorised },
      audit(now, `account ${unlock.accountId}`, 'unlock authorised', unlock.token.serial),
    ],
    authorised,
  )
}

function sameBytes(one: Uint8Array | null, other: Uint8Array | null): boolean {
  return one === null || other === null ? one === other : equalBytes(one, other)
}

export type UnlockReport = {
  readonly unlockId: string
  readonly outcome: 'done' | 'failed'
  /** Sealed; it replaces the token's old secret. */
  readonly newSecret: Uint8Array | null
  readonly now: number
}

/** The outcome, as the client reports it. */
export function closeUnlock(
  { unlock }: { readonly unlock: Unlock | null },
  { outcome, newSecret, now }: UnlockReport,
): Decision<Unlock> {
  if (unlock === null) return refused('unlock-unknown')
  if (unlock.state === outcome) return unchanged(unlock)
  if (unlock.state !== 'authorised') return refused('unlock-used')
  const closed: Unlock = { ...unlock, state: outcome, sealedSecret: null }
  return decided(
    [
      { kind: 'change-unlock', unlock: closed },
      ...left(unlock, newSecret, now),
      audit(now, `account ${unlock.accountId}`, `unlock ${outcome}`, unlock.token.serial),
    ],
    closed,
  )
}

function left({ token, accountId }: Unlock, unlockSecret: Uint8Array | null, at: number): readonly Change[] {
  if (unlockSecret === null) return []
  return [{ kind: 'put-token', token: { ...token, accountId, unlockSecret }, at }]
}
