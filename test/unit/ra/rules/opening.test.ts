import { describe, expect, it } from 'vitest'
import { type Opening, type OpeningFacts, openRequest } from '../../../../src/ra/rules/opening.ts'
import { demoProfile } from '../../../../src/ra/rules/profile.ts'
import type { RaApplication, RaBusiness } from '../../../../src/shared/ra-contract/request.ts'
import { account, certificate, now, outcome, request, token, written } from './samples.ts'

const DAY = 24 * 3_600_000
const facts: OpeningFacts = {
  ...{ known: null, unfinished: 0, inForce: null, previous: null, previousKind: null, previousKey: null },
  ...{ sameBusiness: null, uploads: ['upload-1'], nextOrder: 42 },
}
const opening: Opening = {
  ...{ requestId: 'request-1', orderId: 'order-1', account, profile: demoProfile, sender: '演示' },
  form: { business: 'issue', idempotencyKey: 'key-1', token },
  ...{ bodyHash: 'hash-1', subject: { der: new Uint8Array([7]), text: 'CN=示例公司' }, now },
}
const of = (
  business: RaBusiness,
  application?: Partial<RaApplication>,
  form: Partial<Opening['form']> = {},
) => {
  const given = application === undefined ? undefined : { agreementAccepted: true as const, ...application }
  return {
    ...opening,
    form: { ...opening.form, business, previousSerial: '41', application: given, ...form },
  } satisfies Opening
}
const handler = { idType: 'resident-id', idNumber: '1', name: '王芳', phone: '13800000003' } as const
const having = { ...facts, previous: certificate, inForce: '41' }
const renewal = of('renew', { handler })
const replacement = of('replacement', { lossReason: 'lost' })
const number = { customerType: 'enterprise', number: '91110108MA01DEM07K' }
const upgrade = of('upgrade', { upgrade: number })

describe('a request for a first certificate', () => {
  it('is opened for a week, with nothing to pay and nobody to tell', () => {
    const decision = openRequest({ ...facts, inForce: '40' }, opening)
    expect(outcome(decision)).toEqual({
      ...request,
      ...{ state: 'opened', subjectDer: new Uint8Array([7]), baselineSerial: '40' },
      ...{ moments: [{ moment: 'recorded', at: now }], openedAt: now, expiresAt: now + 7 * DAY },
    })
    expect(decision.changes).toEqual([
      { kind: 'add-request', request: outcome(decision), idempotencyKey: 'key-1', bodyHash: 'hash-1' },
    ])
  })

  it('is answered again under its key, and refused for another body', () => {
    const known = { ...facts, known: { request, bodyHash: 'hash-1' }, unfinished: 9 }
    expect(openRequest(known, opening)).toEqual({ changes: [], answer: request })
    const other = openRequest(known, { ...opening, bodyHash: 'hash-2' })
    expect(outcome(other)).toEqual({ code: 'idempotency-conflict' })
  })

  it('is the fifth that may be unfinished at a time', () => {
    expect(written(openRequest({ ...facts, unfinished: 4 }, opening))).toEqual(['add-request'])
    const sixth = openRequest({ ...facts, unfinished: 5 }, opening)
    expect(outcome(sixth)).toEqual({ code: 'too-many-open-requests', limit: 5 })
    expect(written(sixth)).toEqual([])
  })

  it('is refused where it is not offered, or not for so long', () => {
    const none = { ...opening, profile: { ...demoProfile, offers: [] } }
    expect(outcome(openRequest(facts, none))).toEqual({ code: 'business-unavailable', business: 'issue' })
    const long = openRequest(having, of('renew', { handler }, { termYears: 4 }))
    expect(outcome(long)).toEqual({ code: 'term-not-offered', terms: '1,2,3' })
    const person = { ...upgrade, account: { ...account, kind: 'person' as const } }
    expect(outcome(openRequest(having, person))).toMatchObject({ code: 'business-unavailable' })
  })

  it('names only documents that its account has sent', () => {
    const naming = (attachments: string[]) =>
      openRequest(facts, of('issue', { attachments }, { previousSerial: undefined }))
    expect(outcome(naming(['upload-1']))).toMatchObject({ state: 'opened' })
    expect(outcome(naming(['upload-1', 'upload-2']))).toEqual({ code: 'attachment-unknown' })
  })
})

describe('the certificate that a request succeeds', () => {
  it.each([
    ['renew', renewal],
    ['replacement', replacement],
    ['upgrade', upgrade],
  ] as const)('must be named for %s, and belong to the account', (_, one) => {
    const unnamed = { ...one, form: { ...one.form, previousSerial: undefined } }
    expect(outcome(openRequest(facts, unnamed))).toEqual({ code: 'previous-certificate-missing' })
    const unknown = { code: 'previous-certificate-unknown', serial: '41' }
    expect(outcome(openRequest(facts, one))).toEqual(unknown)
    const strange = { ...having, previous: { ...certificate, accountId: 'account-2' } }
    expect(outcome(openRequest(strange, one))).toEqual(unknown)
    expect(outcome(openRequest(having, one))).toMatchObject({ state: 'opened', previousSerial: '41' })
  })

  it('may be of another authority for 换发, but not of another account', () => {
    expect(outcome(openRequest(facts, of('reissue')))).toMatchObject({
      state: 'opened',
      previousSerial: null,
    })
    const strange = { ...having, previous: { ...certificate, accountId: 'account-2' } }
    expect(outcome(openRequest(strange, of('reissue')))).toMatchObject({
      code: 'previous-certificate-unknown',
    })
  })

  it.each(['pending', 'superseded', 'revoked', 'discarded'] as const)(
    'is of no use when it is %s',
    (status) => {
      const gone = { ...having, previous: { ...certificate, status } }
      const refusal = { code: 'previous-certificate-unusable', serial: '41', status }
      expect(outcome(openRequest(gone, replacement))).toEqual(refusal)
    },
  )

  it('may be suspended for 补办, not for a renewal', () => {
    const held = { ...having, previous: { ...certificate, status: 'suspended' as const } }
    expect(outcome(openRequest(held, replacement))).toMatchObject({ state: 'opened' })
    const refusal = { code: 'previous-certificate-unusable', serial: '41', status: 'suspended' }
    expect(outcome(openRequest(held, renewal))).toEqual(refusal)
    expect(outcome(openRequest(held, upgrade))).toEqual(refusal)
  })

  it('hands its kind on, unless another one is wanted or it is upgraded', () => {
    const only = { ...having, previousKind: 'business-only' as const }
    expect(outcome(openRequest(only, renewal))).toMatchObject({ kind: 'business-only' })
    expect(outcome(openRequest(only, { ...renewal, kind: 'ordinary' }))).toMatchObject({ kind: 'ordinary' })
    expect(outcome(openRequest(having, upgrade))).toMatchObject({ kind: 'one-for-all' })
  })
})

describe('an application', () => {
  it('for a renewal names its handler', () => {
    expect(outcome(openRequest(having, of('renew')))).toEqual({ code: 'agreement-missing' })
    const handlerless = openRequest(having, of('renew', {}))
    expect(outcome(handlerless)).toEqual({ code: 'application-missing', field: 'handler' })
  })

  it('for 补办 says why, and for an upgrade under which number', () => {
    for (const none of [of('replacement'), of('replacement', {})]) {
      expect(outcome(openRequest(having, none))).toEqual({ code: 'application-missing', field: 'lossReason' })
    }
    for (const none of [of('upgrade'), of('upgrade', {})]) {
      expect(outcome(openRequest(having, none))).toEqual({ code: 'application-missing', field: 'upgrade' })
    }
    const wrong = of('upgrade', { upgrade: { ...number, number: '91110108MA01DEM07X' } })
    expect(outcome(openRequest(having, wrong))).toEqual({ code: 'upgrade-number-wrong' })
  })

  it('for an expired certificate brings the signed form, from the moment of expiry on', () => {
    const expired = { ...having, previous: { ...certificate, notAfter: now } }
    const missing = { code: 'attachment-missing' }
    expect(outcome(openRequest(expired, renewal))).toEqual(missing)
    expect(outcome(openRequest(having, renewal))).toMatchObject({ state: 'opened' })
    const withForm = of('renew', { handler, attachments: ['upload-1'] })
    expect(outcome(openRequest(expired, withForm))).toMatchObject({ state: 'opened' })
    expect(outcome(openRequest(expired, replacement))).toMatchObject({ state: 'opened' })
  })

  it('is refused if the agreement, the keys or the price have changed since it was written', () => {
    const given = (changed: Partial<RaApplication>) =>
      outcome(openRequest(having, of('renew', { handler, ...changed })))
    const version = demoProfile.agreement.version
    expect(given({ agreementVersion: 'old' })).toEqual({ code: 'agreement-changed', version })
    expect(given({ agreementVersion: version })).toMatchObject({ state: 'opened' })
    expect(given({ expectedKeys: 'same' })).toEqual({ code: 'renewal-keys-changed', keys: 'new' })
    expect(given({ expectedTotalFen: 9999 })).toEqual({ code: 'price-changed', totalFen: 10_000 })
    expect(given({ expectedTotalFen: 10_000 })).toMatchObject({ state: 'opened' })
    const free = openRequest(having, of('upgrade', { upgrade: number, expectedTotalFen: 1 }))
    expect(outcome(free)).toEqual({ code: 'price-changed', totalFen: 0 })
  })

  it('knows from the rule whether a renewal keeps the keys; no other business does', () => {
    const profile = { ...demoProfile, renewal: { ...demoProfile.renewal, keys: 'same' as const } }
    const keyed = { ...having, previousKey: { point: new Uint8Array(65), since: now } }
    expect(outcome(openRequest(keyed, { ...renewal, profile }))).toEqual({
      code: 'renewal-keys-changed',
      keys: 'same',
    })
    expect(outcome(openRequest(keyed, { ...replacement, profile }))).toMatchObject({ state: 'opened' })
  })
})

describe('the order of a request', () => {
  it('has a number with the day in China, and its sum is told to the handler', () => {
    const late = { ...renewal, now: Date.parse('2026-11-20T16:00:00Z') }
    const soon = { ...having, previous: { ...certificate, notAfter: late.now + DAY } }
    const { changes } = openRequest(soon, { ...late, form: { ...late.form, termYears: 2 } })
    expect(changes[1]).toEqual({
      kind: 'add-order',
      order: {
        ...{ id: 'order-1', number: '01202611210000042', requestId: 'request-1', accountId: 'account-1' },
        ...{ state: 'unpaid', totalFen: 20_000, receivedFen: 0, refundedFen: 0, refundSince: null },
        items: [{ kind: 'certificate-service', unitFen: 10_000, quantity: 2 }],
        ...{ method: null, reference: null, createdAt: late.now, paidAt: null, reported: false },
      },
    })
    expect(changes[2]).toMatchObject({
      message: {
        to: '13800000003',
        text: '【演示】您的证书申请已录入，业务单号 01202611210000042，费用 200.00 元。',
      },
    })
  })

  it('gives people ninety days, and a review waits where there is one', () => {
    const renewed = { review: 'waiting', expiresAt: now + 90 * DAY, termYears: 1 }
    expect(outcome(openRequest(having, renewal))).toMatchObject(renewed)
    const replaced = { review: null, expiresAt: now + 90 * DAY }
    expect(outcome(openRequest(having, replacement))).toMatchObject(replaced)
  })

  it('is missing where nothing is paid: then only what takes long is told', () => {
    const free = openRequest(having, upgrade)
    expect(written(free)).toEqual(['add-request', 'add-message'])
    expect(free.changes[1]).toMatchObject({ message: { text: '【演示】您的证书申请已录入。' } })
    const offers = demoProfile.offers.map((one) => ({ ...one, yearlyFeeFen: 0 }))
    const reviewed = openRequest(having, { ...renewal, profile: { ...demoProfile, offers } })
    expect(written(reviewed)).toEqual(['add-request', 'add-message'])
    expect(written(openRequest(facts, of('reissue')))).toEqual(['add-request'])
  })
})
