import type { RaOrderState } from '../../shared/ra-contract/order.ts'
import type { Order, Request } from '../records.ts'
import type { Change } from './change.ts'
import { type Decision, decided, refused, unchanged } from './decision.ts'

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
      return decided(endingOf(request, order, 'abandoned', now), { ...request, state: 'abandoned' })
  }
}

/** The time of an unfinished request has run out. */
export function expireRequest(request: Request, order: Order | null, now: number): Decision<Request> {
  return decided(endingOf(request, order, 'expired', now), { ...request, state: 'expired' })
}

/** Discards certificates made for the request, closes an unpaid order, and marks a paid one for refund. */
export function endingOf(
  request: Request,
  order: Order | null,
  state: 'refused' | 'abandoned' | 'expired',
  now: number,
): readonly Change[] {
  const discarded: Change = {
    kind: 'pair-status',
    pairId: request.id,
    from: 'pending',
    to: 'discarded',
    reason: 'no-longer-used',
    note: null,
    since: now,
  }
  const orderState = order === null ? null : endOfOrder(order.state)
  return [
    { kind: 'request-state', id: request.id, state },
    ...(request.state === 'issued' ? [discarded] : []),
    ...(order === null || orderState === null
      ? []
      : [{ kind: 'order-state' as const, id: order.id, state: orderState }]),
  ]
}

function endOfOrder(state: RaOrderState): RaOrderState | null {
  if (state === 'paid') return 'refund-due'
  return state === 'unpaid' ? 'closed' : null
}
