import type { RaCorrectionField } from '../../shared/ra-contract/request.ts'
import type { Account, Order, Request } from '../records.ts'
import { audit } from './change.ts'
import { type Decision, decided, refused, refusedBy, unchanged } from './decision.ts'
import { endingOf } from './ending.ts'
import { type Notice, tell } from './message.ts'
import { movedTo, progressOf } from './progress.ts'
import { endRefusal, settledState } from './request-state.ts'

export type Review = {
  readonly requestId: string
  readonly operatorId: string
  readonly at: number
  /** The name of the authority, for the message to the applicant. */
  readonly sender: string
} & (
  | { readonly verdict: 'approved' }
  | { readonly verdict: 'refused'; readonly reason: string }
  | {
      readonly verdict: 'correction'
      readonly reason: string
      readonly fields: readonly RaCorrectionField[]
    }
)

export type ReviewFacts = {
  readonly request: Request | null
  readonly order: Order | null
  readonly account: Account | null
}

/** An operator approves, refuses or sends back. The applicant is told in the same step, once. */
export function reviewRequest({ request, order, account }: ReviewFacts, review: Review): Decision<Request> {
  if (request === null) return refused('request-unknown')
  const { verdict, requestId: id, operatorId, at, sender } = review
  if (request.review === verdict) return unchanged(request)
  const ended = endRefusal(request, at)
  if (ended !== null) return refusedBy(ended)
  if (request.state !== 'awaiting-review') return refused('review-not-waiting', { state: request.state })
  const reason = review.verdict === 'approved' ? null : review.reason
  const fields = review.verdict === 'correction' ? review.fields : []
  const reviewed: Request = { ...request, review: verdict, refusedReason: reason, correctionFields: fields }
  const { changes, answer } =
    verdict === 'refused'
      ? endingOf(reviewed, order, 'refused', at)
      : goingOn(reviewed, movedTo(reviewed, settledState(reviewed, order), at))
  return decided(
    [
      { kind: 'review-request', id, review: verdict, reason, fields, operatorId, at },
      audit(at, `operator ${operatorId}`, `request ${verdict}`, id),
      ...changes,
      ...tell({ request, account, sender, at }, noticeOf(review, order)),
    ],
    answer,
  )
}

function goingOn(before: Request, after: Request) {
  return { changes: progressOf(before, after), answer: after }
}

function noticeOf(review: Review, order: Order | null): Notice {
  if (review.verdict === 'approved') return { about: 'approved' }
  if (review.verdict === 'correction') return { about: 'correction', reason: review.reason }
  return { about: 'refused', reason: review.reason, refundFen: order?.receivedFen ?? 0 }
}
