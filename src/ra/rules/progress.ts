import { assertNever } from '../../shared/assert-never.ts'
import type { RaProgressMoment, RaRequestState } from '../../shared/ra-contract/request.ts'
import type { Moment, Order, Request } from '../records.ts'
import type { Change } from './change.ts'
import { hasEnded } from './money.ts'

/** What people are told when a request comes into this state. */
function momentOf(state: RaRequestState): RaProgressMoment | null {
  switch (state) {
    case 'opened':
      return 'recorded'
    case 'awaiting-payment':
      return 'awaiting-payment'
    case 'awaiting-review':
      return 'reviewing'
    case 'awaiting-correction':
      return 'correction'
    case 'ready':
      return 'installable'
    case 'issued':
      return null
    case 'active':
      return 'completed'
    case 'refused':
      return 'refused'
    case 'abandoned':
      return 'withdrawn'
    case 'expired':
      return 'expired'
    default:
      return assertNever(state)
  }
}

/** The request in its next state. */
export function movedTo(request: Request, state: RaRequestState, at: number): Request {
  if (request.state === state) return request
  return withMoment({ ...request, state }, momentOf(state), at)
}

export function withMoment(request: Request, moment: RaProgressMoment | null, at: number): Request {
  return moment === null ? request : { ...request, moments: [...request.moments, { moment, at }] }
}

/** What people are told about the money of a business that ended. */
export function withRefund(request: Request, before: Order | null, after: Order | null, at: number): Request {
  if (after === null || !hasEnded(after) || before?.state === after.state) return request
  if (after.state === 'refund-due') return withMoment(request, 'refunding', at)
  return after.state === 'refunded' ? withMoment(request, 'refunded', at) : request
}

/** The moments that `after` has and `before` has not. */
export function newMoments(before: Request, after: Request): readonly Moment[] {
  return after.moments.slice(before.moments.length)
}

/** Writes the state and the moments of a request, if they changed. */
export function progressOf(before: Request, after: Request): readonly Change[] {
  const moments = newMoments(before, after)
  if (before.state === after.state && moments.length === 0) return []
  return [{ kind: 'request-state', id: after.id, state: after.state, moments }]
}
