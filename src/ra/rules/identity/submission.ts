import { isReviewed } from '../../../shared/identity/kinds.ts'
import type { Account, IdType, Message } from '../../records.ts'
import { Refusal } from '../../refusal.ts'
import { audit, type Change } from '../change.ts'
import { type Decision, decided, refused, refusedBy, unchanged } from '../decision.ts'
import {
  closedRefusal,
  type Dossier,
  type DossierUpload,
  type Fresh,
  type Identity,
  missingSteps,
  put,
  withoutSecrets,
} from './dossier.ts'
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

export type SubmissionFacts = HandlerFacts & {
  readonly dossier: Dossier | null
  readonly uploads: readonly DossierUpload[]
  /** The account that is completed or changed. */
  readonly account: Account | null
  /** The registered person who becomes the handler. */
  readonly handler: Account | null
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

/** Makes, completes or changes the account, and binds the handler. */
export function finished(
  facts: SubmissionFacts,
  dossier: Dossier,
  { fresh, passwordHash, now }: Pick<Submission, 'fresh' | 'passwordHash' | 'now'>,
  actor: string,
): Decision<Dossier> {
  const account = accountOf(facts, dossier, fresh, passwordHash, now)
  if (account === null) return refused('dossier-step-missing', { step: 'person' })
  const given = withoutSecrets(dossier.given)
  const after: Dossier = { ...dossier, state: 'done', accountId: account.id, given, steps: [] }
  return decided(
    [
      ...accountChanges(facts, dossier, account, now),
      ...handlerChanges(facts, dossier, account, fresh, now),
      put(after),
      audit(
        now,
        actor,
        `dossier done: ${dossier.purpose} ${dossier.kind}`,
        `${dossier.number} account ${account.id}`,
      ),
    ],
    after,
  )
}

function accountChanges(
  { account: before }: SubmissionFacts,
  dossier: Dossier,
  account: Account,
  now: number,
): readonly Change[] {
  if (dossier.purpose === 'handler') return []
  return [
    { kind: 'put-account', account },
    { kind: 'put-identity', accountId: account.id, identity: identityOf(dossier), at: now },
    // A session that was opened when the account was another kind of account must not go on.
    ...(before === null ? [] : [{ kind: 'end-sessions', accountId: account.id, except: null } as const]),
    ...(dossier.purpose === 'agency-change'
      ? [{ kind: 'remove-handlers', accountId: account.id } as const]
      : []),
  ]
}

function identityOf({ given: { person, registered, entity, place } }: Dossier): Identity {
  return {
    ...(person === undefined ? {} : { person }),
    ...(registered === undefined ? {} : { registered }),
    ...(entity === undefined ? {} : { entity }),
    ...(place === undefined ? {} : { place }),
  }
}

function handlerChanges(
  { handler }: SubmissionFacts,
  { given }: Dossier,
  account: Account,
  fresh: Fresh,
  now: number,
): readonly Change[] {
  const bound = given.handler
  if (bound === undefined) return []
  const isAgency = account.kind === 'agency'
  const binding = (personId: string): readonly Change[] => [
    { kind: 'add-handler', accountId: account.id, personId, isAgency, at: now },
    audit(now, `account ${account.id}`, 'handler bound', personId),
  ]
  if (bound.how === 'registered') return handler === null ? [] : binding(handler.id)
  const { person, phone, passwordHash } = bound
  const made: Account = {
    ...{ id: fresh.handler.id, userName: fresh.handler.userName, kind: 'person', applicantName: person.name },
    ...{ idType: person.document.kind, idNumber: person.document.number, phone, email: null, passwordHash },
    ...{ complete: true, closed: false, createdAt: now },
  }
  return [
    { kind: 'put-account', account: made },
    { kind: 'put-identity', accountId: made.id, identity: { person }, at: now },
    audit(now, `account ${account.id}`, 'handler registered', made.id),
    ...binding(made.id),
  ]
}

function accountOf(
  { account }: SubmissionFacts,
  { given, kind, purpose }: Dossier,
  fresh: Fresh,
  passwordHash: string | null,
  now: number,
): Account | null {
  if (purpose === 'handler') return account
  if (purpose === 'agency-change') return account === null ? null : { ...account, kind: 'agency' }
  const named = namedBy(given, kind, fresh)
  if (named === null || passwordHash === null) return null
  return {
    ...(account ?? { ...fresh.account, createdAt: now, closed: false }),
    ...named,
    ...{ phone: given.phone ?? null, email: given.email ?? null, passwordHash, complete: true },
  }
}

type Named = Pick<Account, 'kind' | 'applicantName'> & { readonly idType: IdType; readonly idNumber: string }

function namedBy(
  { person, registered, entity }: Dossier['given'],
  kind: Dossier['kind'],
  { organisationCode }: Fresh,
): Named | null {
  if (kind === 'person') {
    if (person === undefined) return null
    const { kind: idType, number: idNumber } = person.document
    return { kind: 'person', applicantName: person.name, idType, idNumber }
  }
  if (kind === 'entity-without-code') {
    if (entity === undefined) return null
    return {
      kind: 'legal-entity',
      applicantName: entity.name,
      idType: 'organisation-code',
      idNumber: organisationCode,
    }
  }
  if (registered === undefined) return null
  const { name: applicantName, creditCode: idNumber } = registered
  return {
    kind: kind === 'agency' ? 'agency' : 'legal-entity',
    applicantName,
    idType: 'credit-code',
    idNumber,
  }
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
