import { hash } from 'node:crypto'
import type { RaBusinessOffer } from '../../shared/ra-contract/info.ts'
import type { RaApplication, RaBusiness } from '../../shared/ra-contract/request.ts'
import type { RaToken } from '../../shared/ra-contract/token.ts'
import { subjectOf } from '../ca/subject.ts'
import { randomId } from '../random.ts'
import { Refusal } from '../refusal.ts'
import type { Account, Certificate } from '../store/records.ts'
import type { Opening, Store } from '../store/store.ts'
import { feesOf, lifetimeOf, offerFor, termOf } from './offers.ts'

export type OpenForm = {
  readonly business: RaBusiness
  readonly idempotencyKey: string
  readonly token: RaToken
  readonly previousSerial?: string | undefined
  readonly termYears?: number | undefined
  readonly application?: RaApplication | undefined
}

/** Unfinished requests that one account may have at a time. */
const OPEN_LIMIT = 5

/** Checks an application against the offer and makes the request of it, not yet stored. */
export async function prepareOpening(
  store: Store,
  account: Account,
  form: OpenForm,
  now: number,
): Promise<Opening> {
  const offered = offerFor(form.business, account)
  const termYears = termOf(offered, form.termYears)
  const previous = await previousOf(store, account, form)
  await requireApplication(store, account, form, offered, previous, now)
  const fees = feesOf(offered, termYears)
  const subject = subjectOf(account)
  return {
    id: randomId(),
    accountId: account.id,
    business: form.business,
    idempotencyKey: form.idempotencyKey,
    bodyHash: bodyHash(form),
    token: form.token,
    previousSerial: previous?.serial ?? null,
    termYears,
    application: form.application ?? null,
    subjectDer: subject.der,
    subjectText: subject.text,
    needsReview: offered.review,
    openedAt: now,
    expiresAt: now + lifetimeOf(offered),
    order: fees === null ? null : { id: randomId(), ...fees },
    openLimit: OPEN_LIMIT,
  }
}

/** The form in one fixed order of its fields: what "the same body" means. */
export function bodyHash(form: OpenForm): string {
  const ordered = [form.business, form.token, form.previousSerial, form.termYears, form.application]
  return hash('sha256', JSON.stringify(ordered, sortKeys), 'base64url')
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

async function previousOf(store: Store, account: Account, form: OpenForm): Promise<Certificate | null> {
  const needed = form.business === 'renew' || form.business === 'reissue-lost'
  if (form.previousSerial === undefined) {
    if (needed) throw new Refusal('previous-certificate-missing')
    return null
  }
  const serial = form.previousSerial
  const found = await store.certificate(serial)
  if (found !== null && found.accountId === account.id) return requireUsable(found)
  // 换发 may name a certificate of another authority: an old RSA one that this database never held.
  if (!needed && found === null) return null
  throw new Refusal('previous-certificate-unknown', { serial })
}

function requireUsable(certificate: Certificate): Certificate {
  const usable = certificate.status === 'active' || certificate.status === 'suspended'
  if (!usable) {
    const { serial, status } = certificate
    throw new Refusal('previous-certificate-unusable', { serial, status })
  }
  return certificate
}

async function requireApplication(
  store: Store,
  account: Account,
  form: OpenForm,
  offered: RaBusinessOffer,
  previous: Certificate | null,
  now: number,
): Promise<void> {
  const application = form.application
  if (form.business === 'renew') {
    if (application === undefined) throw new Refusal('agreement-missing')
    if (application.handler === undefined) throw new Refusal('application-missing', { field: 'handler' })
  }
  if (form.business === 'reissue-lost' && application?.lossReason === undefined) {
    throw new Refusal('application-missing', { field: 'lossReason' })
  }
  const attachments = application?.attachments ?? []
  const expired = previous !== null && previous.notAfter <= now
  if (offered.attachmentWhenExpired && expired && attachments.length === 0) {
    throw new Refusal('attachment-missing')
  }
  for (const upload of attachments) {
    if (!(await store.hasUpload(upload, account.id))) throw new Refusal('attachment-unknown')
  }
}
