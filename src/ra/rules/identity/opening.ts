import type { DossierKind, DossierPurpose } from '../../../shared/identity/kinds.ts'
import { legacyEnd } from '../../../shared/identity/kinds.ts'
import { isCreditCode, isResidentId } from '../../../shared/identity-numbers/identity-numbers.ts'
import type { Account } from '../../records.ts'
import { Refusal } from '../../refusal.ts'
import { audit } from '../change.ts'
import { type Decision, decided, refused, refusedBy } from '../decision.ts'
import { DOSSIER_LIVES, type Dossier, put, stateAt } from './dossier.ts'
import type { LegacyLogin, LegacySiblings } from './legacy.ts'
import { namedRefusal } from './legacy.ts'

export type DossierOpening = {
  readonly id: string
  /** Random ones, of which the first that is free is taken: two of one day may be alike. */
  readonly numbers: readonly string[]
  readonly purpose: DossierPurpose
  readonly kind: DossierKind
  /** Whose session asks; null without one. */
  readonly accountId: string | null
  readonly clientHash: string | null
  readonly now: number
}

export type DossierOpeningFacts = {
  /** The first of its numbers that no dossier has; null: all are taken. */
  readonly number: string | null
  readonly account: Account | null
  /** The old login of an account that is not complete. */
  readonly legacy: LegacyLogin | null
  readonly siblings: LegacySiblings
  /** A completion of this account that was begun. */
  readonly begun: Dossier | null
}

/** A completion that is being reviewed or corrected is given back to whoever logs in to the old account. */
export function openDossier(facts: DossierOpeningFacts, opening: DossierOpening): Decision<Dossier> {
  const { now, id, purpose, kind, clientHash, accountId } = opening
  const { number } = facts
  const refusal = openingRefusal(facts, opening)
  if (refusal !== null) return refusedBy(refusal)
  const begun = purpose === 'completion' && facts.begun !== null ? facts.begun : null
  const isKept = begun !== null && ['awaiting-review', 'awaiting-correction'].includes(stateAt(begun, now))
  if (isKept && begun !== null) {
    const taken = { ...begun, clientHash }
    return decided([put(taken), audit(now, actorOf(opening), 'dossier resumed', begun.number)], taken)
  }
  if (number === null) return refused('server-busy')
  const dossier: Dossier = {
    ...{ id, number, purpose, kind, clientHash, accountId },
    ...{
      state: 'open',
      given: startOf(facts, opening),
      reason: null,
      steps: [],
      decidedBy: null,
      dueAt: null,
    },
    ...{ openedAt: now, expiresAt: now + DOSSIER_LIVES },
  }
  return decided(
    [put(dossier), audit(now, actorOf(opening), `dossier opened: ${purpose} ${kind}`, number)],
    dossier,
  )
}

function actorOf({ accountId }: DossierOpening): string {
  return accountId === null ? 'applicant' : `account ${accountId}`
}

/** An agency has its code and its place already. */
function startOf({ account }: DossierOpeningFacts, { purpose }: DossierOpening): Dossier['given'] {
  if (purpose !== 'agency-change' || account?.phone == null) return {}
  return { phone: account.phone }
}

function openingRefusal(
  { account, legacy, siblings }: DossierOpeningFacts,
  opening: DossierOpening,
): Refusal | null {
  const { purpose, kind } = opening
  if (purpose === 'registration' || purpose === 'appeal') return null
  if (account === null || account.closed) return new Refusal('session-ended')
  if (purpose === 'completion') return completionRefusal(account, legacy, siblings, kind)
  if (!account.complete) return new Refusal('dossier-step-missing', { step: 'person' })
  const isEntity = account.kind === 'legal-entity' && account.idType === 'credit-code'
  if (purpose === 'agency-change') {
    return isEntity && kind === 'agency' ? null : new Refusal('agency-change-unfit')
  }
  if (account.kind === 'person') return new Refusal('dossier-step-unfit', { step: 'handler' })
  const own = account.kind === 'agency' ? ['agency'] : ['entity', 'entity-without-code']
  return own.includes(kind) ? null : new Refusal('legacy-kind-differs', { accountKind: account.kind })
}

function completionRefusal(
  account: Account,
  legacy: LegacyLogin | null,
  siblings: LegacySiblings,
  kind: DossierKind,
): Refusal | null {
  if (account.complete) return new Refusal('identity-complete')
  const since = legacy?.registeredAt ?? account.createdAt
  if (since >= legacyEnd) return new Refusal('legacy-too-new')
  const unnamed = legacy === null ? null : namedRefusal(legacy, siblings)
  if (unnamed !== null) return unnamed
  return mayComplete(account, legacy, kind)
    ? null
    : new Refusal('legacy-kind-differs', { accountKind: account.kind })
}

/** 个体工商户 with a trade name registered as a person in the old system: it is completed as a legal entity. */
function mayComplete({ kind: accountKind }: Account, legacy: LegacyLogin | null, kind: DossierKind): boolean {
  if (accountKind === 'agency') return kind === 'agency'
  if (accountKind === 'legal-entity') return kind === 'entity' || kind === 'entity-without-code'
  const holder = legacy?.holder ?? ''
  const isTrader = isCreditCode(holder) && !isResidentId(holder)
  return kind === 'entity' || (kind === 'person' && !isTrader)
}

/** Gives up what was not handed in. */
export function abandonDossier(
  { dossier }: { readonly dossier: Dossier | null },
  { now }: { readonly now: number },
): Decision<null> {
  if (dossier === null) return refused('dossier-unknown')
  if (dossier.state !== 'open') return decided([], null)
  return decided(
    [
      put({ ...dossier, state: 'expired', given: {} }),
      audit(now, 'applicant', 'dossier given up', dossier.number),
    ],
    null,
  )
}
