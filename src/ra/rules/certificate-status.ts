import type { Certificate, Order, Request, StoredStatus } from '../records.ts'
import { type Actor, actorName, audit, type Change } from './change.ts'
import { type Decision, decided, refused } from './decision.ts'
import { endingOf } from './ending.ts'

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
  /** Unfinished renewals and upgrades of the pair, with their orders. */
  readonly successors: readonly { readonly request: Request; readonly order: Order | null }[]
}

const from: Readonly<Record<StatusChange['to'], readonly StoredStatus[]>> = {
  revoked: ['active', 'suspended'],
  suspended: ['active'],
  active: ['suspended'],
}

export function changeStatus(
  { certificate, pair, successors }: StatusFacts,
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
    [
      written,
      audit(now, actorName(by), `pair ${to}`, serial),
      ...(to === 'revoked' ? successors.flatMap((one) => endedWithIt(one, change)) : []),
    ],
    pair.map((one) => ({ ...one, status: to, reason, revokedAt })),
  )
}

/** What follows a revoked certificate must be applied for anew, so its renewal ends and the money goes back. */
function endedWithIt(
  { request, order }: StatusFacts['successors'][number],
  { now, by }: StatusChange,
): readonly Change[] {
  const reason = '原证书已被吊销'
  return [
    {
      kind: 'review-request',
      id: request.id,
      review: 'refused',
      reason,
      fields: [],
      operatorId: actorName(by),
      at: now,
    },
    ...endingOf(request, order, 'refused', now).changes,
  ]
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
