import type { RaBusinessOffer } from '../../shared/ra-contract/info.ts'
import type { RaApplication, RaBusiness } from '../../shared/ra-contract/request.ts'
import type { RaToken } from '../../shared/ra-contract/token.ts'
import type { Account, Certificate, Order, Request } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Change } from './change.ts'
import { type Decision, decided, refused, refusedBy, unchanged } from './decision.ts'
import { type Fees, feesOf, lifetimeOf, offerFor, termOf } from './offers.ts'

export type OpenForm = {
  readonly business: RaBusiness
  readonly idempotencyKey: string
  readonly token: RaToken
  readonly previousSerial?: string | undefined
  readonly termYears?: number | undefined
  readonly application?: RaApplication | undefined
}

export type Opening = {
  /** Names for rows that may be made. */
  readonly requestId: string
  readonly orderId: string
  readonly account: Account
  readonly form: OpenForm
  /** This defines "the same body". */
  readonly bodyHash: string
  readonly subject: { readonly der: Uint8Array; readonly text: string }
  readonly now: number
}

export type OpeningFacts = {
  /** The request that this account has already opened under this idempotency key. */
  readonly known: { readonly request: Request; readonly bodyHash: string } | null
  /** Requests of the account that are unfinished and in time. */
  readonly unfinished: number
  /** The signature certificate in force. */
  readonly inForce: string | null
  readonly previous: Certificate | null
  /** Which of the attachments this account has uploaded. */
  readonly uploads: readonly string[]
  /** The next number for an order. */
  readonly nextOrder: number
}

/** How many unfinished requests one account may have at a time. */
export const OPEN_LIMIT = 5

/** Opens a request. A repeat is answered before anything is checked that may have changed since. */
export function openRequest(facts: OpeningFacts, opening: Opening): Decision<Request> {
  const { known } = facts
  if (known !== null) {
    return known.bodyHash === opening.bodyHash ? unchanged(known.request) : refused('idempotency-conflict')
  }
  const { form, account } = opening
  const offered = offerFor(form.business, account)
  if (offered === null) return refused('business-unavailable', { business: form.business })
  const termYears = termOf(offered, form.termYears)
  if (termYears === null) return refused('term-not-offered', { terms: offered.termsYears.join(',') })
  const refusal =
    previousRefusal(facts, opening) ?? applicationRefusal(facts, opening, offered) ?? roomRefusal(facts)
  if (refusal !== null) return refusedBy(refusal)
  const request = requestOf(facts, opening, offered, termYears)
  return decided(additions(facts, opening, request, feesOf(offered, termYears)), request)
}

function needsPrevious(business: RaBusiness): boolean {
  return business === 'renew' || business === 'replacement'
}

function previousRefusal({ previous }: OpeningFacts, { form, account }: Opening): Refusal | null {
  const serial = form.previousSerial
  if (serial === undefined) {
    return needsPrevious(form.business) ? new Refusal('previous-certificate-missing') : null
  }
  if (previous === null || previous.accountId !== account.id) {
    // 换发 may name a certificate of another authority: an old RSA one that was never in this database.
    const mayBeForeign = !needsPrevious(form.business) && previous === null
    return mayBeForeign ? null : new Refusal('previous-certificate-unknown', { serial })
  }
  const { status } = previous
  if (status === 'active' || status === 'suspended') return null
  return new Refusal('previous-certificate-unusable', { serial, status })
}

function applicationRefusal(
  { previous, uploads }: OpeningFacts,
  { form, now }: Opening,
  offered: RaBusinessOffer,
): Refusal | null {
  const { business, application } = form
  if (business === 'renew') {
    if (application === undefined) return new Refusal('agreement-missing')
    if (application.handler === undefined) return new Refusal('application-missing', { field: 'handler' })
  }
  if (business === 'replacement' && application?.lossReason === undefined) {
    return new Refusal('application-missing', { field: 'lossReason' })
  }
  const attachments = application?.attachments ?? []
  const expired = previous !== null && previous.notAfter <= now
  if (offered.attachmentWhenExpired && expired && attachments.length === 0) {
    return new Refusal('attachment-missing')
  }
  return attachments.every((one) => uploads.includes(one)) ? null : new Refusal('attachment-unknown')
}

function roomRefusal({ unfinished }: OpeningFacts): Refusal | null {
  return unfinished < OPEN_LIMIT ? null : new Refusal('too-many-open-requests', { limit: OPEN_LIMIT })
}

function requestOf(
  { inForce, previous }: OpeningFacts,
  { requestId, account, form, subject, now }: Opening,
  offered: RaBusinessOffer,
  termYears: number,
): Request {
  return {
    id: requestId,
    accountId: account.id,
    business: form.business,
    state: 'opened',
    token: form.token,
    previousSerial: previous?.serial ?? null,
    baselineSerial: inForce,
    termYears,
    application: form.application ?? null,
    subjectDer: subject.der,
    subjectText: subject.text,
    publicKey: null,
    review: offered.review ? 'waiting' : null,
    refusedReason: null,
    openedAt: now,
    expiresAt: now + lifetimeOf(offered),
    signatureSerial: null,
    encryptionSerial: null,
  }
}

function additions(
  { nextOrder }: OpeningFacts,
  { form, bodyHash, orderId, now }: Opening,
  request: Request,
  fees: Fees | null,
): readonly Change[] {
  const { idempotencyKey } = form
  const opened: Change = { kind: 'add-request', request, idempotencyKey, bodyHash }
  if (fees === null) return [opened]
  const order: Order = {
    ...fees,
    id: orderId,
    number: orderNumber(nextOrder, now),
    requestId: request.id,
    accountId: request.accountId,
    state: 'unpaid',
    method: null,
    reference: null,
    createdAt: now,
    paidAt: null,
  }
  return [opened, { kind: 'add-order', order }]
}

/** 业务单号: the kind of business, the day, and a number that only rises. */
function orderNumber(next: number, now: number): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '')
  return `01${day}${String(next).padStart(7, '0')}`
}
