import { isReviewed } from '../../../shared/identity/kinds.ts'
import type { Message } from '../../records.ts'
import { Refusal } from '../../refusal.ts'
import { audit, type Change } from '../change.ts'
import { type Decision, decided, refused, refusedBy, unchanged } from '../decision.ts'
import { closedRefusal, type Dossier, type DossierUpload, type Fresh, missingSteps, put } from './dossier.ts'
import { type FinishingFacts, finished } from './finishing.ts'
import { type HandlerFacts, handlerRefusal } from './handler.ts'
import { type Holders, takenRefusal } from './taken.ts'
import { personRefusal } from './values.ts'

export type Submission = {
  readonly dossierId: string
  readonly passwordHash: string | null
  readonly fresh: Fresh
  /** The end of a review, should there be one. */
  readonly dueAt: number
  readonly sender: string
  readonly now: number
}

export type SubmissionFacts = HandlerFacts &
  FinishingFacts & {
    readonly dossier: Dossier | null
    readonly uploads: readonly DossierUpload[]
    readonly holders: Holders
    /** Who has the document and the phone of a handler who is registered on the spot. */
    readonly handlerHolders: Holders
  }

/** Finishes the dossier, or hands it in for review. One that was submitted already answers the same again. */
export function submitDossier(facts: SubmissionFacts, submission: Submission): Decision<Dossier> {
  const { dossier, uploads } = facts
  const { now } = submission
  if (dossier === null) return refused('dossier-unknown')
  if (dossier.state === 'done' || dossier.state === 'awaiting-review') return unchanged(dossier)
  const closed = closedRefusal(dossier, now)
  if (closed !== null) return refusedBy(closed)
  const step = missingSteps(dossier, uploads)[0]
  if (step !== undefined) return refused('dossier-step-missing', { step })
  const refusal = finishRefusal(facts, dossier, now)
  if (refusal !== null) return refusedBy(refusal)
  if (isReviewed(dossier)) return handedIn(dossier, submission)
  return finished(facts, dossier, submission, 'applicant')
}

function handedIn(
  dossier: Dossier,
  { dueAt, now, sender, passwordHash, fresh }: Submission,
): Decision<Dossier> {
  const after: Dossier = {
    ...dossier,
    ...{ state: 'awaiting-review', dueAt, reason: null, steps: [] },
    given: { ...dossier.given, ...(passwordHash === null ? {} : { passwordHash }), fresh },
  }
  return decided(
    [
      put(after),
      tell(after, sender, '您的申请已提交审核，审核结果将以短信告知。', now),
      audit(now, 'applicant', 'dossier handed in', dossier.number),
    ].flat(),
    after,
  )
}

/** What must still hold when the account is made: somebody else may have been faster. */
export function finishRefusal(facts: SubmissionFacts, dossier: Dossier, now: number): Refusal | null {
  const { account, handler, holders, handlerHolders } = facts
  const { purpose, given, kind, accountId } = dossier
  if (purpose === 'appeal') return null
  if (accountId !== null && (account === null || account.closed)) return new Refusal('account-closed')
  if (purpose === 'completion' && account?.complete) return new Refusal('identity-complete')
  if (purpose === 'agency-change' && account?.kind !== 'legal-entity')
    return new Refusal('agency-change-unfit')
  const own = purpose === 'registration' ? null : accountId
  const aged =
    kind === 'person' && given.person !== undefined ? personRefusal(given.person, 'person', now) : null
  const refusal = aged ?? (purpose === 'handler' ? null : takenRefusal(holders, own))
  if (refusal !== null || given.handler === undefined) return refusal
  const { handler: bound } = given
  if (bound.how === 'new') {
    const known = takenRefusal(handlerHolders, null)
    if (known !== null) return known
  } else if (handler === null || handler.closed || !handler.complete) {
    return new Refusal('dossier-step-missing', { step: 'handler' })
  }
  // It may have become an agency since the dossier was opened.
  const ends = account?.kind === 'agency' ? ({ kind: 'agency', accountId } as const) : dossier
  return handlerRefusal(ends, bound.how === 'new' ? bound.person.name : bound.name, facts)
}

/** The result goes to the phone that was proved, by SMS. */
export function tell(dossier: Dossier, sender: string, words: string, at: number): readonly Change[] {
  const { phone } = dossier.given
  if (phone === undefined) return []
  const id = `${dossier.id}-${dossier.state}-${at}`.slice(0, 64)
  const message: Message = {
    id,
    ...{ channel: 'sms', to: phone, createdAt: at },
    text: `【${sender}】${words}办理编号 ${dossier.number}。`,
  }
  return [{ kind: 'add-message', message }]
}
