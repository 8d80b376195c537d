import type { Account, Message, Order, Request } from '../records.ts'
import { audit, type Change } from './change.ts'
import { type Decision, decided, refused, refusedBy, unchanged } from './decision.ts'
import { endingOf } from './ending.ts'
import { endRefusal, settledState } from './request-state.ts'

export type Review = {
  readonly requestId: string
  readonly approved: boolean
  readonly reason: string | null
  readonly operatorId: string
  readonly at: number
  /** A name for the message to the applicant, and its sender. */
  readonly messageId: string
  readonly sender: string
}

export type ReviewFacts = {
  readonly request: Request | null
  readonly order: Order | null
  readonly account: Account | null
}

/** An operator approves or refuses. The applicant is told in the same step, once. */
export function reviewRequest({ request, order, account }: ReviewFacts, review: Review): Decision<Request> {
  if (request === null) return refused('request-unknown')
  const verdict = review.approved ? 'approved' : 'refused'
  if (request.review === verdict) return unchanged(request)
  const ended = endRefusal(request, review.at)
  if (ended !== null) return refusedBy(ended)
  if (request.state !== 'awaiting-review') return refused('review-not-waiting', { state: request.state })
  const reason = review.approved ? null : review.reason
  const reviewed: Request = { ...request, review: verdict, refusedReason: reason }
  const state = review.approved ? settledState(reviewed, order) : 'refused'
  const { requestId: id, operatorId, at } = review
  return decided(
    [
      { kind: 'review-request', id, review: verdict, reason, operatorId, at },
      audit(at, `operator ${operatorId}`, `request ${verdict}`, id),
      ...(review.approved
        ? [{ kind: 'request-state' as const, id, state }]
        : endingOf(request, order, 'refused', at)),
      ...tellApplicant(reviewed, account, review),
    ],
    { ...reviewed, state },
  )
}

/** A text message tells the applicant the result (审核结果以短信告知). */
function tellApplicant(request: Request, account: Account | null, review: Review): readonly Change[] {
  const to = request.application?.handler?.phone ?? account?.phone ?? null
  if (to === null) return []
  const verdict = review.approved
    ? '已审核通过，请打开证书助手安装证书。'
    : `未通过审核，原因：${request.refusedReason ?? ''}。费用将原路退回。`
  const message: Message = {
    id: review.messageId,
    channel: 'sms',
    to,
    text: `【${review.sender}】您的证书申请${verdict}`,
    createdAt: review.at,
  }
  return [{ kind: 'add-message', message }]
}
