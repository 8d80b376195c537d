import type { Order, Request } from '../records.ts'
import type { Change } from './change.ts'
import { type Decision, refused, unchanged } from './decision.ts'
import { ended } from './money.ts'
import { movedTo, progressOf, withRefund } from './progress.ts'

export type EndingFacts = { readonly request: Request | null; readonly order: Order | null }

/** The holder gives the request up. */
export function abandonRequest({ request, order }: EndingFacts, now: number): Decision<Request> {
  if (request === null) return refused('request-unknown')
  switch (request.state) {
    case 'abandoned':
    case 'refused':
    case 'expired':
      return unchanged(request)
    case 'active':
      return refused('request-finished')
    default:
      return endingOf(request, order, 'abandoned', now)
  }
}

/** The time of an unfinished request has run out. */
export function expireRequest(request: Request, order: Order | null, now: number): Decision<Request> {
  return endingOf(request, order, 'expired', now)
}

/** Discards certificates made for the request, and closes its order: what was paid is due to go back. */
export function endingOf(
  request: Request,
  order: Order | null,
  state: 'refused' | 'abandoned' | 'expired',
  now: number,
): { readonly changes: readonly Change[]; readonly answer: Request } {
  const discarded: Change = {
    kind: 'pair-status',
    pairId: request.id,
    from: 'pending',
    to: 'discarded',
    reason: 'no-longer-used',
    note: null,
    since: now,
  }
  const closed = order === null ? null : ended(order, now)
  const after = withRefund(movedTo(request, state, now), order, closed, now)
  const changes = [
    ...progressOf(request, after),
    ...(request.state === 'issued' ? [discarded] : []),
    ...(closed === null ? [] : [{ kind: 'change-order' as const, order: closed }]),
  ]
  return { changes, answer: after }
}
