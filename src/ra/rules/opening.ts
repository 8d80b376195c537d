import type { RaBusinessOffer } from '../../shared/ra-contract/info.ts'
import type { RaKeyRule } from '../../shared/ra-contract/key-rule.ts'
import type { RaApplication, RaBusiness } from '../../shared/ra-contract/request.ts'
import type { RaToken } from '../../shared/ra-contract/token.ts'
import type { Account, Certificate, CertificateKind, Order, Request } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { chineseDay } from './calendar.ts'
import type { Change } from './change.ts'
import { type Decision, decided, refused, refusedBy, unchanged } from './decision.ts'
import { tell } from './message.ts'
import { type Fees, feesOf, lifetimeOf, offerFor, termOf } from './offers.ts'
import type { Profile } from './profile.ts'
import { type CertifiedKey, keysFor, renewalRefusal, renewalStanding, type Unfinished } from './renewal.ts'
import { knowsNumber, upgradeRefusal, upgradeStanding } from './upgrade.ts'

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
  readonly profile: Profile
  /** The name of the authority, for the message to the applicant. */
  readonly sender: string
  /** The kind of certificate, if it does not follow from the business and the old one. */
  readonly kind?: CertificateKind
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
  /** The kind of the previous certificate. */
  readonly previousKind: CertificateKind | null
  /** The key of the previous signature certificate. */
  readonly previousKey: CertifiedKey | null
  /** An unfinished request of the same business for the pair of the previous certificate. */
  readonly sameBusiness: Unfinished | null
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
  const { form, account, profile } = opening
  const offered = offerFor(profile.offers, form.business, account)
  if (offered === null) return refused('business-unavailable', { business: form.business })
  const termYears = termOf(offered, form.termYears)
  if (termYears === null) return refused('term-not-offered', { terms: offered.termsYears.join(',') })
  const fees = feesOf(offered, termYears)
  const refusal =
    previousRefusal(facts, opening) ??
    standingRefusal(facts, opening) ??
    applicationRefusal(facts, opening, offered) ??
    changedRefusal(facts, opening, fees) ??
    roomRefusal(facts)
  if (refusal !== null) return refusedBy(refusal)
  const request = requestOf(facts, opening, offered, termYears)
  return decided(additions(facts, opening, request, fees), request)
}

function needsPrevious(business: RaBusiness): boolean {
  return business === 'renew' || business === 'replacement' || business === 'upgrade'
}

/** What the authority rules about the certificate, beyond that it can still be used. */
function standingRefusal(
  { previous, previousKind, sameBusiness }: OpeningFacts,
  { form, profile, now }: Opening,
): Refusal | null {
  if (previous === null) return null
  if (form.business === 'upgrade') {
    const standing = upgradeStanding(previous, previousKind ?? 'ordinary', sameBusiness, now)
    return upgradeRefusal(previous.serial, standing)
  }
  if (form.business !== 'renew') return null
  return renewalRefusal(previous.serial, renewalStanding(profile, previous, sameBusiness, now))
}

function keysOf({ previousKey }: OpeningFacts, { form, profile, now }: Opening): RaKeyRule {
  return form.business === 'renew' ? keysFor(profile, previousKey, now) : 'new'
}

/** The agreement, the rule about keys or the price has changed since the applicant saw it. */
function changedRefusal(facts: OpeningFacts, opening: Opening, fees: Fees | null): Refusal | null {
  const { form, profile } = opening
  const { agreementVersion, expectedKeys = 'new', expectedTotalFen } = form.application ?? {}
  const keys = keysOf(facts, opening)
  if (agreementVersion !== undefined && agreementVersion !== profile.agreement.version) {
    return new Refusal('agreement-changed', { version: profile.agreement.version })
  }
  if (expectedKeys !== keys) return new Refusal('renewal-keys-changed', { keys })
  const totalFen = fees?.totalFen ?? 0
  if (expectedTotalFen === undefined || expectedTotalFen === totalFen) return null
  return new Refusal('price-changed', { totalFen })
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
  { form, account, profile, now }: Opening,
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
  if (business === 'upgrade') {
    const given = application?.upgrade
    if (given === undefined) return new Refusal('application-missing', { field: 'upgrade' })
    if (!knowsNumber(profile.upgrade, account, given)) return new Refusal('upgrade-number-wrong')
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
  { inForce, previous, previousKind }: OpeningFacts,
  { requestId, account, form, subject, kind, now }: Opening,
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
    correctionFields: [],
    kind: kind ?? (form.business === 'upgrade' ? 'one-for-all' : (previousKind ?? 'ordinary')),
    moments: [{ moment: 'recorded', at: now }],
    openedAt: now,
    expiresAt: now + lifetimeOf(offered),
    signatureSerial: null,
    encryptionSerial: null,
  }
}

function additions(
  { nextOrder }: OpeningFacts,
  { form, account, bodyHash, orderId, sender, now }: Opening,
  request: Request,
  fees: Fees | null,
): readonly Change[] {
  const { idempotencyKey } = form
  const opened: Change = { kind: 'add-request', request, idempotencyKey, bodyHash }
  const told = { request, account, sender, at: now }
  if (fees === null) {
    const isLong = request.review !== null || form.business === 'upgrade'
    return isLong ? [opened, ...tell(told, { about: 'recorded', orderNumber: null, totalFen: 0 })] : [opened]
  }
  const order: Order = {
    ...fees,
    id: orderId,
    number: numberOf(nextOrder, now),
    requestId: request.id,
    accountId: request.accountId,
    state: 'unpaid',
    receivedFen: 0,
    refundedFen: 0,
    refundSince: null,
    method: null,
    reference: null,
    createdAt: now,
    paidAt: null,
    reported: false,
  }
  const { number: orderNumber, totalFen } = order
  return [opened, { kind: 'add-order', order }, ...tell(told, { about: 'recorded', orderNumber, totalFen })]
}

/** 业务单号: the kind of business, the day in China, and a number that only rises. */
function numberOf(next: number, now: number): string {
  return `01${chineseDay(now).replaceAll('-', '')}${String(next).padStart(7, '0')}`
}
