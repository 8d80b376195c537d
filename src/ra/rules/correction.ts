import type { RaApplication, RaHandler, RaRecipient } from '../../shared/ra-contract/request.ts'
import type { Order, Request } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { audit } from './change.ts'
import { type Decision, decided, refused, refusedBy } from './decision.ts'
import { movedTo, progressOf } from './progress.ts'
import { endRefusal, settledState } from './request-state.ts'

type Partially<T> = { readonly [K in keyof T]?: T[K] | undefined }

/** What the applicant corrects (补正); what is left out stays as it was. */
export type Correction = {
  readonly requestId: string
  readonly handler?: Partially<RaHandler> | undefined
  readonly recipient?: Partially<RaRecipient> | undefined
  readonly invoice?: RaApplication['invoice']
  readonly attachments?: readonly string[] | undefined
  readonly at: number
}

export type CorrectionFacts = {
  readonly request: Request | null
  readonly order: Order | null
  /** Which of the attachments the account of the request has uploaded. */
  readonly uploads: readonly string[]
}

/** Takes the corrections and puts the application before the operators again. */
export function correctRequest(
  { request, order, uploads }: CorrectionFacts,
  correction: Correction,
): Decision<Request> {
  if (request === null) return refused('request-unknown')
  const ended = endRefusal(request, correction.at)
  if (ended !== null) return refusedBy(ended)
  if (request.state !== 'awaiting-correction') {
    return refused('correction-not-wanted', { state: request.state })
  }
  const { attachments } = correction
  if (attachments?.some((one) => !uploads.includes(one))) return refused('attachment-unknown')
  const application = corrected(request.application ?? { agreementAccepted: true }, correction)
  if (application instanceof Refusal) return refusedBy(application)
  const reviewed: Request = {
    ...request,
    application,
    review: 'waiting',
    refusedReason: null,
    correctionFields: [],
  }
  const after = movedTo(reviewed, settledState(reviewed, order), correction.at)
  return decided(
    [
      { kind: 'correct-request', id: request.id, application },
      ...progressOf(request, after),
      audit(correction.at, `account ${request.accountId}`, 'application corrected', request.id),
    ],
    after,
  )
}

function corrected(before: RaApplication, correction: Correction): RaApplication | Refusal {
  const { invoice, attachments } = correction
  const handler = handlerOf(before.handler, correction.handler)
  if (handler === 'incomplete') return new Refusal('application-missing', { field: 'handler' })
  const recipient = recipientOf(before.recipient, correction.recipient)
  if (recipient === 'incomplete') return new Refusal('application-missing', { field: 'recipient' })
  return {
    ...before,
    ...(handler === undefined ? {} : { handler }),
    ...(recipient === undefined ? {} : { recipient }),
    ...(invoice === undefined ? {} : { invoice }),
    ...(attachments === undefined ? {} : { attachments: [...attachments] }),
  }
}

function handlerOf(before: RaHandler | undefined, given: Correction['handler']) {
  if (given === undefined) return before
  const idType = given.idType ?? before?.idType
  const idNumber = given.idNumber ?? before?.idNumber
  const name = given.name ?? before?.name
  const phone = given.phone ?? before?.phone
  const email = given.email ?? before?.email
  const address = given.address ?? before?.address
  if (idType === undefined || idNumber === undefined || name === undefined || phone === undefined) {
    return 'incomplete'
  }
  return {
    ...{ idType, idNumber, name, phone },
    ...(email === undefined ? {} : { email }),
    ...(address === undefined ? {} : { address }),
  }
}

function recipientOf(before: RaRecipient | undefined, given: Correction['recipient']) {
  if (given === undefined) return before
  const name = given.name ?? before?.name
  const phone = given.phone ?? before?.phone
  const address = given.address ?? before?.address
  if (name === undefined || phone === undefined || address === undefined) return 'incomplete'
  return { name, phone, address }
}
