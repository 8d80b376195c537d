import type { RaKeyRule } from '../../shared/ra-contract/key-rule.ts'
import type { RaRenewalStanding, RaTerm } from '../../shared/ra-contract/renewal.ts'
import { DAY, iso, yearsLater } from '../clock.ts'
import type { Account, Certificate, OrderItem, Request } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { feesOf, offerFor, validityOf } from './offers.ts'
import type { Profile } from './profile.ts'

/** A business for a certificate that has been begun and has not ended. */
export type Unfinished = { readonly requestId: string; readonly orderNumber: string | null }

/** Whether a certificate can be renewed now. What is being renewed already is told first, so that it can go on. */
export function renewalStanding(
  { renewal }: Profile,
  { status, notAfter }: Pick<Certificate, 'status' | 'notAfter'>,
  unfinished: Unfinished | null,
  now: number,
): RaRenewalStanding {
  if (status === 'suspended') return { may: 'no', because: 'suspended' }
  if (status === 'superseded') return { may: 'no', because: 'superseded' }
  if (status !== 'active') return { may: 'no', because: 'revoked' }
  if (unfinished !== null) return { may: 'unfinished', ...unfinished }
  const opens = notAfter - renewal.opensDaysBefore * DAY
  const closes = notAfter + renewal.closesDaysAfter * DAY
  if (now < opens) return { may: 'too-early', from: iso(opens) }
  if (now < notAfter) return { may: 'online' }
  return now < closes ? { may: 'with-form', until: iso(closes) } : { may: 'too-late', since: iso(closes) }
}

/** A key that this authority has certified, which is one of SM2, and since when it is known here. */
export type CertifiedKey = { readonly point: Uint8Array; readonly since: number }

/** Whether a renewal certifies the same keys again. A key that is too old, or not known here, gets a successor. */
export function keysFor({ renewal }: Profile, key: CertifiedKey | null, now: number): RaKeyRule {
  if (renewal.keys === 'new' || key === null) return 'new'
  return now < yearsLater(key.since, renewal.sameKeyForYears) ? 'same' : 'new'
}

/**
 * Which keys a request is for. It was opened only because its applicant expected what the rule said then, and stays so
 * if the rule changes.
 */
export function keysOfRequest({ application }: Pick<Request, 'application'>): RaKeyRule {
  return application?.expectedKeys ?? 'new'
}

/** The refusal for a certificate that cannot be renewed now; null if it can. */
export function renewalRefusal(serial: string, standing: RaRenewalStanding): Refusal | null {
  switch (standing.may) {
    case 'online':
    case 'with-form':
      return null
    case 'too-early':
      return new Refusal('renewal-too-early', { from: standing.from })
    case 'too-late':
      return new Refusal('renewal-too-late', { since: standing.since })
    case 'unfinished':
      return new Refusal('renewal-unfinished', {
        requestId: standing.requestId,
        orderNumber: standing.orderNumber ?? '',
      })
    case 'no':
      return new Refusal('previous-certificate-unusable', { serial, status: standing.because })
  }
}

/** The terms of a business, with the end of the certificate if it were issued now. */
export function termsOf(
  profile: Profile,
  business: 'renew' | 'upgrade',
  account: Account,
  { notAfter }: Pick<Certificate, 'notAfter'>,
  now: number,
): readonly RaTerm[] {
  const offered = offerFor(profile.offers, business, account)
  return (offered?.termsYears ?? []).map((years) => {
    const fees = offered === null ? null : feesOf(offered, years)
    return {
      years,
      items: (fees?.items ?? []).map(withSum),
      totalFen: fees?.totalFen ?? 0,
      notAfter: iso(validityOf(business, years, now, notAfter).notAfter),
    }
  })
}

function withSum(item: OrderItem) {
  return { ...item, sumFen: item.unitFen * item.quantity }
}
