import type { Certificate, Recovery } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { audit, type Change } from './change.ts'
import { type Decision, decided, refused, refusedBy } from './decision.ts'

/** How many operators other than the asking one must approve. */
export const APPROVALS = 2

export type RecoveryOpening = {
  readonly id: string
  readonly serial: string
  readonly reason: string
  readonly openedBy: string
  readonly now: number
}

/** An operator asks for the encryption key of a certificate. */
export function openRecovery(
  { certificate }: { readonly certificate: Certificate | null },
  { id, serial, reason, openedBy, now }: RecoveryOpening,
): Decision<Recovery> {
  if (certificate === null || certificate.usage !== 'encryption') {
    return refused('certificate-unknown', { serial })
  }
  const recovery: Recovery = {
    id,
    serial,
    accountId: certificate.accountId,
    reason,
    state: 'waiting',
    openedBy,
    openedAt: now,
    approvals: [],
  }
  return decided([{ kind: 'add-recovery', recovery }, noted(recovery, openedBy, 'opened', now)], recovery)
}

export type RecoveryStep = { readonly id: string; readonly operator: string; readonly now: number }
export type RecoveryFacts = { readonly recovery: Recovery | null }

/** The operator who asked cannot approve, and nobody counts twice. */
export function approveRecovery(
  { recovery }: RecoveryFacts,
  { id, operator, now }: RecoveryStep,
): Decision<Recovery> {
  if (recovery === null) return refused('recovery-unknown')
  if (recovery.state !== 'waiting') return refused('recovery-closed')
  if (recovery.openedBy === operator || recovery.approvals.includes(operator)) {
    return refused('recovery-same-operator')
  }
  const approvals = [...recovery.approvals, operator]
  const state = approvals.length >= APPROVALS ? 'approved' : 'waiting'
  const approved: Change = { kind: 'recovery-state', id, state }
  return decided(
    [
      { kind: 'approve-recovery', id, operator, at: now },
      ...(state === 'approved' ? [approved] : []),
      noted(recovery, operator, 'approved', now),
    ],
    { ...recovery, approvals, state },
  )
}

export function refuseRecovery(
  { recovery }: RecoveryFacts,
  { id, operator, now }: RecoveryStep,
): Decision<Recovery> {
  if (recovery === null) return refused('recovery-unknown')
  if (recovery.state !== 'waiting' && recovery.state !== 'approved') return refused('recovery-closed')
  return decided(
    [{ kind: 'recovery-state', id, state: 'refused' }, noted(recovery, operator, 'refused', now)],
    { ...recovery, state: 'refused' },
  )
}

export type RecoveryCollection = RecoveryStep & {
  /** Serial of the signature certificate for which the key was sealed. */
  readonly recipientSerial: string
}

export type RecoveryCollectionFacts = RecoveryFacts & {
  /** Serial of the signature certificate that is active for the holder. */
  readonly active: string | null
}

/** The key goes to its holder, who may collect it again. */
export function collectRecovery(
  { recovery, active }: RecoveryCollectionFacts,
  { id, operator, recipientSerial, now }: RecoveryCollection,
): Decision<Recovery> {
  if (recovery === null) return refused('recovery-unknown')
  const refusal = collectionRefusal(recovery)
  if (refusal !== null) return refusedBy(refusal)
  if (active !== recipientSerial) return refused('recovery-no-active-certificate')
  return decided([{ kind: 'recovery-state', id, state: 'done' }, noted(recovery, operator, 'done', now)], {
    ...recovery,
    state: 'done',
  })
}

/** Asked before the key is opened, and again when it goes out. */
export function collectionRefusal({ state, approvals }: Recovery): Refusal | null {
  if (state === 'waiting') {
    return new Refusal('recovery-not-approved', { approvals: approvals.length, needed: APPROVALS })
  }
  return state === 'refused' ? new Refusal('recovery-closed') : null
}

function noted({ serial }: Recovery, operator: string, what: string, now: number): Change {
  return audit(now, `operator ${operator}`, `recovery ${what}`, serial)
}
