import { describe, expect, it } from 'vitest'
import { feesOf, lifetimeOf, offerFor, offers, termOf, validityOf } from '../../../../src/ra/rules/offers.ts'
import { demoProfile } from '../../../../src/ra/rules/profile.ts'
import {
  keysFor,
  keysOfRequest,
  renewalRefusal,
  renewalStanding,
  termsOf,
} from '../../../../src/ra/rules/renewal.ts'
import { knowsNumber, upgradeRefusal, upgradeStanding } from '../../../../src/ra/rules/upgrade.ts'
import type { RaBusinessOffer } from '../../../../src/shared/ra-contract/info.ts'
import { account, now, told } from './samples.ts'

const DAY = 24 * 3_600_000
const at = (text: string) => Date.parse(`${text}T08:00:00Z`)
const unfinished = { requestId: 'request-1', orderNumber: '01' }
const days = (more: number) => new Date(now + more).toISOString()

describe('a certificate that shall be renewed', () => {
  const standing = (left: number, status: 'active' | 'pending' = 'active') =>
    renewalStanding(demoProfile, { status, notAfter: now + left }, null, now)

  it('may be renewed from 90 days before its end, and with a form until 365 days after it', () => {
    expect(standing(90 * DAY + 1)).toEqual({ may: 'too-early', from: days(1) })
    expect(standing(90 * DAY)).toEqual({ may: 'online' })
    expect(standing(1)).toEqual({ may: 'online' })
    expect(standing(0)).toEqual({ may: 'with-form', until: days(365 * DAY) })
    expect(standing(1 - 365 * DAY)).toEqual({ may: 'with-form', until: days(1) })
    expect(standing(-365 * DAY)).toEqual({ may: 'too-late', since: days(0) })
  })

  it.each([
    ['suspended', 'suspended'],
    ['superseded', 'superseded'],
    ['revoked', 'revoked'],
    ['discarded', 'revoked'],
  ] as const)('may not when it is %s, even if that was begun', (status, because) => {
    const facts = { status, notAfter: now + 1 }
    expect(renewalStanding(demoProfile, facts, unfinished, now)).toEqual({ may: 'no', because })
    expect(upgradeStanding(facts, 'ordinary', unfinished, now)).toEqual({ may: 'no', because })
  })

  it('goes on with what was begun, whatever its day', () => {
    const begun = renewalStanding(demoProfile, { status: 'active', notAfter: 0 }, unfinished, now)
    expect(begun).toEqual({ may: 'unfinished', ...unfinished })
  })

  it('is refused with what its holder has to know', () => {
    const refusal = (standing: Parameters<typeof renewalRefusal>[1]) => told(renewalRefusal('41', standing))
    expect(refusal({ may: 'online' })).toBeNull()
    expect(refusal({ may: 'with-form', until: 'u' })).toBeNull()
    expect(refusal({ may: 'too-early', from: 'f' })).toEqual({ code: 'renewal-too-early', from: 'f' })
    expect(refusal({ may: 'too-late', since: 's' })).toEqual({ code: 'renewal-too-late', since: 's' })
    expect(refusal({ may: 'unfinished', ...unfinished })).toEqual({
      code: 'renewal-unfinished',
      ...unfinished,
    })
    expect(refusal({ may: 'unfinished', requestId: 'r', orderNumber: null })).toMatchObject({
      orderNumber: '',
    })
    expect(refusal({ may: 'no', because: 'revoked' })).toEqual({
      ...{ code: 'previous-certificate-unusable', serial: '41', status: 'revoked' },
    })
  })

  it('keeps its keys for less than five years, where the rule says so', () => {
    const same = { ...demoProfile, renewal: { ...demoProfile.renewal, keys: 'same' as const } }
    const key = { point: new Uint8Array(65), since: at('2021-11-20') }
    expect(keysFor(same, key, at('2026-11-20') - 1)).toBe('same')
    expect(keysFor(same, key, at('2026-11-20'))).toBe('new')
    expect(keysFor(same, null, now)).toBe('new')
    expect(keysFor(demoProfile, key, key.since)).toBe('new')
    expect(keysOfRequest({ application: null })).toBe('new')
    expect(keysOfRequest({ application: { agreementAccepted: true } })).toBe('new')
    expect(keysOfRequest({ application: { agreementAccepted: true, expectedKeys: 'same' } })).toBe('same')
  })

  it('has terms with their sums and ends', () => {
    const terms = termsOf(demoProfile, 'renew', account, { notAfter: at('2026-12-31') }, now)
    expect(terms.map(({ years, totalFen, notAfter }) => [years, totalFen, notAfter])).toEqual([
      [1, 10_000, '2027-12-31T08:00:00.000Z'],
      [2, 20_000, '2028-12-31T08:00:00.000Z'],
      [3, 30_000, '2029-12-31T08:00:00.000Z'],
    ])
    expect(terms[1]?.items).toEqual([
      { kind: 'certificate-service', unitFen: 10_000, quantity: 2, sumFen: 20_000 },
    ])
    const free = termsOf(demoProfile, 'upgrade', account, { notAfter: at('2028-01-01') }, now)
    expect(free[0]).toEqual({ years: 1, items: [], totalFen: 0, notAfter: '2028-01-01T08:00:00.000Z' })
    expect(termsOf({ ...demoProfile, offers: [] }, 'renew', account, { notAfter: now }, now)).toEqual([])
  })
})

describe('a certificate that shall be upgraded', () => {
  const good = { status: 'active', notAfter: now + 1 } as const

  it('may be upgraded until it expires, once, and not if it is for one business only', () => {
    expect(upgradeStanding(good, 'ordinary', null, now)).toEqual({ may: 'yes' })
    const over = upgradeStanding({ ...good, notAfter: now }, 'ordinary', null, now)
    expect(over).toEqual({ may: 'no', because: 'expired' })
    expect(upgradeStanding(good, 'one-for-all', unfinished, now)).toEqual({ may: 'already' })
    expect(upgradeStanding(good, 'business-only', unfinished, now)).toEqual({ may: 'business-only' })
    expect(upgradeStanding({ ...good, notAfter: 0 }, 'ordinary', unfinished, now)).toEqual({
      ...{ may: 'unfinished', requestId: 'request-1' },
    })
  })

  it('is refused with what its holder has to know', () => {
    const refusal = (standing: Parameters<typeof upgradeRefusal>[1]) => told(upgradeRefusal('41', standing))
    expect(refusal({ may: 'yes' })).toBeNull()
    expect(refusal({ may: 'already' })).toEqual({ code: 'upgrade-already', serial: '41' })
    expect(refusal({ may: 'business-only' })).toEqual({ code: 'upgrade-business-only', serial: '41' })
    expect(refusal({ may: 'unfinished', requestId: 'r' })).toEqual({
      code: 'upgrade-unfinished',
      requestId: 'r',
    })
    expect(refusal({ may: 'no', because: 'expired' })).toEqual({
      ...{ code: 'previous-certificate-unusable', serial: '41', status: 'expired' },
    })
  })

  it.each([
    ['the unified code', 'enterprise', '91110108MA01DEM07K', true],
    ['the unified code in small letters', 'individual-business', ' 91110108ma01dem07k ', true],
    ['another unified code', 'enterprise', '91440300708461136T', false],
    ['the organisation code inside it', 'enterprise', 'MA01DEM0-7', true],
    ['its organisation code for a trader', 'individual-business', 'MA01DEM0-7', false],
    ['the registration number of a trader', 'individual-business', '110108000000016', true],
    ['the registration number of an enterprise', 'enterprise', '110108000000016', false],
    ['nothing', 'enterprise', '', false],
    ['the unified code of a kind that there is not', 'club', '91110108MA01DEM07K', false],
  ])('knows its holder by %s (%s, %s): %s', (_, customerType, number, knows) => {
    expect(knowsNumber(demoProfile.upgrade, account, { customerType, number })).toBe(knows)
  })

  it('does not know whoever has no unified code', () => {
    const given = { customerType: 'enterprise', number: '91110108MA01DEM07K' }
    const known = (other: object) => knowsNumber(demoProfile.upgrade, { ...account, ...other }, given)
    expect(known({ idNumber: null })).toBe(false)
    expect(known({ idType: 'other' })).toBe(false)
  })
})

describe('what is offered', () => {
  const renew = offerFor(offers, 'renew', account)
  const offer = (rules: Partial<RaBusinessOffer>): RaBusinessOffer => {
    if (renew === null) throw new Error('no renewal offered')
    return { ...renew, review: false, yearlyFeeFen: 0, singleFeeFen: 0, ...rules }
  }

  it('by the demonstration has these prices, terms and reviews', () => {
    const all = ['person', 'legal-entity', 'agency']
    const free = { accountKinds: all, termsYears: [1], yearlyFeeFen: 0, singleFeeFen: 0, review: false }
    const paid = { termsYears: [1, 2, 3], yearlyFeeFen: 10_000, review: true }
    expect(offers).toEqual([
      { ...free, business: 'issue', attachmentWhenExpired: false },
      { ...free, business: 'reissue', attachmentWhenExpired: false },
      { ...free, ...paid, business: 'renew', attachmentWhenExpired: true },
      { ...free, business: 'replacement', singleFeeFen: 5_000, attachmentWhenExpired: false },
      {
        ...{ ...free, business: 'upgrade', termsYears: [1, 2, 3], attachmentWhenExpired: false },
        accountKinds: ['legal-entity', 'agency'],
      },
    ])
    expect(demoProfile.reviewDays).toEqual({ from: 1, to: 3 })
  })

  it('is offered to some kinds of accounts only', () => {
    expect(offerFor(offers, 'upgrade', account)?.business).toBe('upgrade')
    expect(offerFor(offers, 'upgrade', { ...account, kind: 'person' })).toBeNull()
    expect(offerFor(offers, 'renew', { ...account, kind: 'person' })?.business).toBe('renew')
    expect(offerFor([], 'renew', account)).toBeNull()
  })

  it('has the first term unless another one is wanted', () => {
    expect(termOf(offer({ termsYears: [2, 3] }), undefined)).toBe(2)
    expect(termOf(offer({ termsYears: [2, 3] }), 3)).toBe(3)
    expect(termOf(offer({ termsYears: [2, 3] }), 1)).toBeNull()
    expect(termOf(offer({ termsYears: [] }), undefined)).toBeNull()
  })

  it('costs by the year and once, or nothing', () => {
    expect(feesOf(offer({}), 3)).toBeNull()
    expect(feesOf(offer({ singleFeeFen: 1 }), 3)).toEqual({
      ...{ items: [{ kind: 'replacement', unitFen: 1, quantity: 1 }], totalFen: 1 },
    })
    expect(feesOf(offer({ yearlyFeeFen: 10, singleFeeFen: 1 }), 3)?.totalFen).toBe(31)
  })

  it('is kept for a week, and for ninety days where people have to pay or be examined', () => {
    expect(lifetimeOf(offer({}))).toBe(7 * DAY)
    for (const long of [{ review: true }, { yearlyFeeFen: 1 }, { singleFeeFen: 1 }]) {
      expect(lifetimeOf(offer(long))).toBe(90 * DAY)
    }
  })

  it('ends on the whole second: 补办 with what was lost if that has more than thirty days', () => {
    const ends = (business: 'replacement' | 'upgrade' | 'renew', end: number | null) =>
      validityOf(business, 1, now, end).notAfter
    const year = at('2027-11-20')
    expect(ends('replacement', now + 30 * DAY)).toBe(year)
    expect(ends('replacement', now + 30 * DAY + 1999)).toBe(now + 30 * DAY + 1000)
    expect(ends('replacement', null)).toBe(year)
    expect(ends('upgrade', null)).toBe(year)
    expect(ends('upgrade', year + 1000)).toBe(year + 1000)
    expect(ends('upgrade', year - 1000)).toBe(year)
    expect(ends('renew', null)).toBe(year)
    expect(validityOf('issue', 2, now + 999, now + DAY)).toEqual({
      ...{ notBefore: now - 60_000, notAfter: at('2028-11-20') },
    })
  })
})
