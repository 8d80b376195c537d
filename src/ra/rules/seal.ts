import type { Certificate, Seal } from '../records.ts'
import { audit } from './change.ts'
import { type Decision, decided, refused, unchanged } from './decision.ts'

export type SealApplication = {
  /** Of either certificate of the pair. */
  readonly serial: string
  readonly sealId: string
  readonly name: string
  readonly type: Seal['type']
  readonly operator: string
  readonly now: number
}

export type ApplicationFacts = {
  /** The signature certificate of the pair that was named. */
  readonly certificate: Certificate | null
  /** The seal of that certificate that is not revoked. */
  readonly standing: Seal | null
}

/** An operator applies for the seal of a holder. A certificate has one seal at a time. */
export function applyForSeal(
  { certificate, standing }: ApplicationFacts,
  { serial, sealId, name, type, operator, now }: SealApplication,
): Decision<Seal> {
  if (certificate === null) return refused('certificate-unknown', { serial })
  const { status } = certificate
  if (status !== 'active') return refused('certificate-not-active', { serial, status })
  if (standing !== null) return refused('seal-exists', { state: standing.state })
  const seal: Seal = {
    id: sealId,
    accountId: certificate.accountId,
    serial: certificate.serial,
    state: 'applied',
    ...{ name, type, appliedBy: operator, appliedAt: now },
    ...{ issuedAt: null, revokedAt: null, der: null },
  }
  return decided(
    [{ kind: 'add-seal', seal }, audit(now, `operator ${operator}`, 'seal applied', sealId)],
    seal,
  )
}

export type SealStep = { readonly sealId: string; readonly operator: string; readonly now: number }
export type SealIssue = SealStep & { readonly der: Uint8Array }

export type SealFacts = { readonly seal: Seal | null; readonly certificate: Certificate | null }

/** The seal is made before the transaction; it counts only if its application and its certificate still stand. */
export function issueSeal(
  { seal, certificate }: SealFacts,
  { sealId, operator, now, der }: SealIssue,
): Decision<Seal> {
  if (seal === null || certificate === null) return refused('seal-unknown')
  if (seal.state !== 'applied') return refused('seal-not-waiting', { state: seal.state })
  const { status, serial } = certificate
  if (status !== 'active') return refused('certificate-not-active', { serial, status })
  const issued: Seal = { ...seal, state: 'issued', issuedAt: now, der }
  return decided(
    [{ kind: 'change-seal', seal: issued }, audit(now, `operator ${operator}`, 'seal issued', sealId)],
    issued,
  )
}

/** Revokes a seal or drops an application. If it is done twice, the first time counts. */
export function revokeSeal(
  { seal }: Pick<SealFacts, 'seal'>,
  { sealId, operator, now }: SealStep,
): Decision<Seal> {
  if (seal === null) return refused('seal-unknown')
  if (seal.state === 'revoked') return unchanged(seal)
  const revoked: Seal = { ...seal, state: 'revoked', revokedAt: now }
  return decided(
    [{ kind: 'change-seal', seal: revoked }, audit(now, `operator ${operator}`, 'seal revoked', sealId)],
    revoked,
  )
}

export type SealRenewal = { readonly previousId: string; readonly made: Seal; readonly now: number }

export type RenewalFacts = {
  readonly previous: Seal | null
  /** Any seal of the new certificate, revoked ones included. */
  readonly existing: Seal | null
}

/**
 * The seal of a certificate goes on to its successor. The successor gets one once: a seal that was revoked since does
 * not come back because the certificates are collected again. null: there is nothing to go on with.
 */
export function renewSeal(
  { previous, existing }: RenewalFacts,
  { made, now }: SealRenewal,
): Decision<Seal | null> {
  if (existing !== null) return unchanged(existing)
  if (previous?.state !== 'issued') return unchanged(null)
  return decided(
    [
      { kind: 'add-seal', seal: made },
      audit(now, `account ${made.accountId}`, 'seal renewed', `${previous.id} ${made.id}`),
    ],
    made,
  )
}
