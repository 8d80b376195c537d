import { accountKinds } from '../../shared/ra-contract/account.ts'
import type { RaBusinessOffer } from '../../shared/ra-contract/info.ts'
import type { RaBusiness } from '../../shared/ra-contract/request.ts'
import { DAY, yearsLater } from '../clock.ts'
import type { Account, OrderItem } from '../records.ts'

/** What the authority offers, as data: fees, terms and the steps of each business. */
export const offers: readonly RaBusinessOffer[] = [
  offer('issue', {}),
  offer('reissue', {}),
  offer('renew', { termsYears: [1, 2, 3], yearlyFeeFen: 10_000, review: true, attachmentWhenExpired: true }),
  offer('replacement', { singleFeeFen: 5_000 }),
  offer('upgrade', { termsYears: [1, 2, 3], accountKinds: ['legal-entity', 'agency'] }),
]

function offer(business: RaBusiness, rules: Partial<RaBusinessOffer>): RaBusinessOffer {
  return {
    business,
    accountKinds: [...accountKinds],
    termsYears: [1],
    yearlyFeeFen: 0,
    singleFeeFen: 0,
    review: false,
    attachmentWhenExpired: false,
    ...rules,
  }
}

/** The offer for this business and account, if there is one. */
export function offerFor(
  offered: readonly RaBusinessOffer[],
  business: RaBusiness,
  account: Account,
): RaBusinessOffer | null {
  const found = offered.find((one) => one.business === business && one.accountKinds.includes(account.kind))
  return found ?? null
}

/** The requested term, or the first one offered; null if the requested one is not offered. */
export function termOf(offered: RaBusinessOffer, wanted: number | undefined): number | null {
  const term = wanted ?? offered.termsYears[0] ?? 1
  return offered.termsYears.includes(term) ? term : null
}

export type Fees = { readonly items: readonly OrderItem[]; readonly totalFen: number }

/** What must be paid, or null if nothing. */
export function feesOf(offered: RaBusinessOffer, termYears: number): Fees | null {
  const items: readonly OrderItem[] = [
    { kind: 'certificate-service' as const, unitFen: offered.yearlyFeeFen, quantity: termYears },
    { kind: 'replacement' as const, unitFen: offered.singleFeeFen, quantity: 1 },
  ].filter((item) => item.unitFen > 0)
  const totalFen = items.reduce((sum, item) => sum + item.unitFen * item.quantity, 0)
  return items.length === 0 ? null : { items, totalFen }
}

/** How long an unconfirmed request is kept: longer if people have to pay or be examined. */
export function lifetimeOf(offered: RaBusinessOffer): number {
  return (offered.review || offered.yearlyFeeFen + offered.singleFeeFen > 0 ? 90 : 7) * DAY
}

/** Leeway for clocks that are a little slow. */
const BEHIND = 60_000

/**
 * From now on. A renewal begins where the old certificate would have ended; a 补办 ends with it; an upgrade takes nothing
 * of the old term away.
 */
export function validityOf(
  business: RaBusiness,
  termYears: number,
  now: number,
  previousEnd: number | null,
): { readonly notBefore: number; readonly notAfter: number } {
  const seconds = (at: number) => Math.floor(at / 1000) * 1000
  const notBefore = seconds(now - BEHIND)
  if (business === 'replacement' && previousEnd !== null && previousEnd > now + 30 * DAY) {
    return { notBefore, notAfter: seconds(previousEnd) }
  }
  if (business === 'upgrade') {
    return { notBefore, notAfter: seconds(Math.max(yearsLater(now, termYears), previousEnd ?? 0)) }
  }
  const start = business === 'renew' && previousEnd !== null ? Math.max(previousEnd, now) : now
  return { notBefore, notAfter: seconds(yearsLater(start, termYears)) }
}
