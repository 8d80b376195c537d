import { assertNever } from '../../shared/assert-never.ts'
import type { RaOrderState } from '../../shared/ra-contract/order.ts'
import type { RaRequestState } from '../../shared/ra-contract/request.ts'
import { Refusal } from '../refusal.ts'
import type { Request, Review } from '../store/records.ts'

/** What the state of an unfinished request follows from. */
export type Facts = {
  readonly hasCsr: boolean
  readonly order: RaOrderState | null
  readonly review: Review | null
}

/** Where a request stands that has not been collected: the first thing that is still missing. */
export function waitingState(facts: Facts): RaRequestState {
  if (!facts.hasCsr) return 'opened'
  if (facts.order !== null && facts.order !== 'paid') return 'awaiting-payment'
  if (facts.review === 'refused') return 'refused'
  if (facts.review === 'waiting') return 'awaiting-review'
  return 'ready'
}

export function isUnfinished(state: RaRequestState): boolean {
  switch (state) {
    case 'opened':
    case 'awaiting-payment':
    case 'awaiting-review':
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

/** Throws the refusal that belongs to a request that came to an end, or whose time is over. */
export function requireUnfinished(request: Request, now: number): void {
  switch (request.state) {
    case 'active':
      throw new Refusal('request-finished')
    case 'refused':
      throw new Refusal('request-refused', { reason: request.refusedReason ?? '' })
    case 'abandoned':
      throw new Refusal('request-abandoned')
    case 'expired':
      throw new Refusal('request-expired')
    case 'opened':
    case 'awaiting-payment':
    case 'awaiting-review':
    case 'ready':
    case 'issued':
      if (request.expiresAt <= now) throw new Refusal('request-expired')
      return
    default:
      assertNever(request.state)
  }
}
