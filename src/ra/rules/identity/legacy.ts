import { legacyEnd } from '../../../shared/identity/kinds.ts'
import { maskName } from '../../../shared/masking/mask.ts'
import type { Account } from '../../records.ts'
import { Refusal } from '../../refusal.ts'
import { audit } from '../change.ts'
import { type Decision, decided, refused, refusedBy } from '../decision.ts'

/** A login of the old system. */
export type LegacyLogin = {
  readonly login: string
  readonly passwordHash: string
  /** The account that it opens: that of the old system, or the one it was linked to. */
  readonly accountId: string
  /** Number of the document or code that the old system knew. */
  readonly holder: string | null
  readonly registeredAt: number | null
  /** Of several, the one that can be linked. */
  readonly named: boolean
  readonly linkedAt: number | null
}

/** As operators see it: with the account that it opens, and how many its holder has. */
export type LegacyListed = Omit<LegacyLogin, 'passwordHash'> &
  Pick<Account, 'applicantName' | 'kind'> & { readonly count: number }

/** How many old logins the same holder has, this one included, and which of them was named. */
export type LegacySiblings = { readonly count: number; readonly named: string | null }

/** Of several old accounts only the named one can be completed or linked. */
export function namedRefusal(legacy: LegacyLogin, { count, named }: LegacySiblings): Refusal | null {
  if (count <= 1 || legacy.named) return null
  return new Refusal('legacy-not-named', { login: named === null ? '–' : maskName(named) })
}

export type LegacyLink = { readonly login: string; readonly accountId: string; readonly now: number }

export type LegacyLinkFacts = {
  readonly account: Account | null
  readonly legacy: LegacyLogin | null
  /** The account that the old login opens. */
  readonly former: Account | null
  readonly siblings: LegacySiblings
  /** The account has an old login already. */
  readonly linked: boolean
  /** Both have a certificate in force. */
  readonly bothInForce: boolean
  /** 个体工商户, registered as a person in the old system, is a legal entity now. */
  readonly isTrader: boolean
}

/** The password of the old login was right. One on either side, and never undone. */
export function linkLegacy(facts: LegacyLinkFacts, { login, accountId, now }: LegacyLink): Decision<null> {
  const { account, legacy, former } = facts
  if (account === null || account.closed) return refused('session-ended')
  if (legacy === null || former === null) return refused('legacy-linked-elsewhere')
  if (legacy.accountId === accountId) return decided([], null)
  const refusal = linkRefusal(facts, account, legacy, former)
  if (refusal !== null) return refusedBy(refusal)
  return decided(
    [
      { kind: 'link-legacy', login, accountId, formerId: former.id, at: now },
      audit(now, `account ${accountId}`, 'legacy account linked', login),
    ],
    null,
  )
}

function linkRefusal(
  facts: LegacyLinkFacts,
  account: Account,
  legacy: LegacyLogin,
  former: Account,
): Refusal | null {
  if (!account.complete) return new Refusal('dossier-step-missing', { step: 'person' })
  if (facts.linked) return new Refusal('legacy-linked-here')
  if (legacy.linkedAt !== null || former.complete || former.closed)
    return new Refusal('legacy-linked-elsewhere')
  if ((legacy.registeredAt ?? former.createdAt) >= legacyEnd) return new Refusal('legacy-too-new')
  const unnamed = namedRefusal(legacy, facts.siblings)
  if (unnamed !== null) return unnamed
  const sameKind =
    former.kind === account.kind ||
    (former.kind === 'person' && account.kind === 'legal-entity' && facts.isTrader)
  if (!sameKind) return new Refusal('legacy-kind-differs', { accountKind: former.kind })
  return facts.bothInForce ? new Refusal('legacy-in-use') : null
}
