import { assertNever } from '../../shared/assert-never.ts'
import type { RaOrderState } from '../../shared/ra-contract/order.ts'
import type { RaRequestState } from '../../shared/ra-contract/request.ts'
import type { Order, Request, Review } from '../records.ts'
import { Refusal } from '../refusal.ts'

/** The facts that decide the state of an unfinished request. */
export type Progress = {
  readonly hasCsr: boolean
  readonly order: RaOrderState | null
  readonly review: Review | null
}

/** The state of a request that has not been collected: the first thing that is still missing. */
export function waitingState(progress: Progress): RaRequestState {
  if (!progress.hasCsr) return 'opened'
  if (progress.order !== null && progress.order !== 'paid') return 'awaiting-payment'
  if (progress.review === 'refused') return 'refused'
  if (progress.review === 'correction') return 'awaiting-correction'
  if (progress.review === 'waiting') return 'awaiting-review'
  return 'ready'
}

/** The same, from a request and its order. */
export function settledState(request: Request, order: Pick<Order, 'state'> | null): RaRequestState {
  return waitingState({
    hasCsr: request.publicKey !== null,
    order: order?.state ?? null,
    review: request.review,
  })
}

export function isUnfinished(state: RaRequestState): boolean {
  switch (state) {
    case 'opened':
    case 'awaiting-payment':
    case 'awaiting-review':
    case 'awaiting-correction':
    case 'ready':
    case 'issued':
      return true
    case 'active':
    case 'refused':
    case 'abandoned':
    case 'expired':
      return false
    default:
      return assertNever(state)
  }
}

/** The refusal for a request that has ended or whose time has run out; null while it goes on. */
export function endRefusal(request: Request, now: number): Refusal | null {
  switch (request.state) {
    case 'active':
      return new Refusal('request-finished')
    case 'refused':
      return new Refusal('request-refused', { reason: request.refusedReason ?? '' })
    case 'abandoned':
      return new Refusal('request-abandoned')
    case 'expired':
      return new Refusal('request-expired')
    case 'opened':
    case 'awaiting-payment':
    case 'awaiting-review':
    case 'awaiting-correction':
    case 'ready':
    case 'issued':
      return request.expiresAt <= now ? new Refusal('request-expired') : null
    default:
      return assertNever(request.state)
  }
}
