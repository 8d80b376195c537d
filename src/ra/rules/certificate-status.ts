import type { Certificate, StoredStatus } from '../records.ts'
import { type Actor, actorName, audit, type Change } from './change.ts'
import { type Decision, decided, refused } from './decision.ts'

/** revoke 吊销, suspend 挂失, resume 解挂: always for the whole pair. */
export type StatusChange = {
  readonly serial: string
  readonly by: Actor
  readonly now: number
} & (
  | { readonly to: 'revoked'; readonly reason: string; readonly note: string | null }
  | { readonly to: 'suspended' | 'active' }
)

export type StatusFacts = {
  readonly certificate: Certificate | null
  /** Signature first. */
  readonly pair: readonly Certificate[]
}

const from: Readonly<Record<StatusChange['to'], readonly StoredStatus[]>> = {
  revoked: ['active', 'suspended'],
  suspended: ['active'],
  active: ['suspended'],
}

export function changeStatus(
  { certificate, pair }: StatusFacts,
  change: StatusChange,
): Decision<readonly Certificate[]> {
  const { serial, by, to, now } = change
  // A certificate of another account is treated as unknown.
  if (certificate === null || (by.kind === 'account' && by.id !== certificate.accountId)) {
    return refused('certificate-unknown', { serial })
  }
  const { status } = certificate
  if (!from[to].includes(status)) {
    const code = to === 'active' ? 'certificate-not-suspended' : 'certificate-not-active'
    return refused(code, { serial, status })
  }
  const written = statusOf(certificate, change)
  const { reason, since: revokedAt } = written
  return decided(
    [written, audit(now, actorName(by), `pair ${to}`, serial)],
    pair.map((one) => ({ ...one, status: to, reason, revokedAt })),
  )
}

function statusOf(certificate: Certificate, change: StatusChange): Change<'pair-status'> {
  const { to, now } = change
  return {
    kind: 'pair-status',
    pairId: certificate.pairId,
    from: certificate.status,
    to,
    reason: to === 'revoked' ? change.reason : to === 'suspended' ? 'suspended' : null,
    note: to === 'revoked' ? change.note : null,
    since: to === 'active' ? null : now,
  }
}
