import { describe, expect, it } from 'vitest'
import type { Certificate, Order, Request } from '../../../../src/ra/records.ts'
import { applicationView, certificateView, orderView, requestView } from '../../../../src/ra/requests/view.ts'
import { demoProfile } from '../../../../src/ra/rules/profile.ts'
import type { RaHandler } from '../../../../src/shared/ra-contract/request.ts'
import { certificate, now, order, request, token } from '../rules/samples.ts'
import { storeOf } from '../store-of.ts'

const today = '2026-11-20T08:00:00.000Z'
const start = '1970-01-01T00:00:00.000Z'

describe('an order', () => {
  it('is shown with its sums and times', () => {
    const paid: Order = {
      ...{ ...order, items: [{ kind: 'certificate-service', unitFen: 50, quantity: 2 }] },
      ...{ state: 'paid', receivedFen: 100, paidAt: now, method: 'transfer', createdAt: 0 },
    }
    expect(orderView(paid)).toEqual({
      ...{ id: 'order-1', number: '0120261120', requestId: 'request-1', state: 'paid' },
      items: [{ kind: 'certificate-service', unitFen: 50, quantity: 2, sumFen: 100 }],
      ...{ totalFen: 100, receivedFen: 100, createdAt: start, paidAt: today, method: 'transfer' },
      refund: null,
    })
    expect(orderView(order)).toMatchObject({ paidAt: null, refund: null })
  })

  it('tells what is due back or was sent, and since when', () => {
    const due = { ...order, state: 'paid', receivedFen: 101 } as const
    expect(orderView(due).refund).toEqual({ state: 'due', amountFen: 1, since: start })
    expect(orderView({ ...due, refundSince: now }).refund).toMatchObject({ since: today })
    const sent = { ...due, refundedFen: 1, refundSince: now }
    expect(orderView(sent).refund).toEqual({ state: 'sent', amountFen: 1, since: today })
    const both = { ...due, receivedFen: 103, refundedFen: 1 }
    expect(orderView(both).refund).toMatchObject({ state: 'due', amountFen: 2 })
  })
})

describe('a request', () => {
  const viewed = (one: Partial<Request>, its: Order | null = null) =>
    requestView(
      { store: storeOf({ orderOfRequest: async () => its }), profile: demoProfile },
      { ...request, ...one },
    )

  it('is shown without what it has not yet', async () => {
    expect(await viewed({ subjectDer: new Uint8Array([1, 2, 3]) })).toEqual({
      ...{ id: 'request-1', business: 'issue', state: 'ready', token, termYears: 1, previousSerial: null },
      ...{ openedAt: '2026-11-20T07:59:59.999Z', expiresAt: '2026-11-20T08:00:00.001Z' },
      ...{ subject: { der: 'AQID', text: 'CN=示例公司' }, order: null, review: null, serials: null },
      progress: { moments: [], awaited: { from: 'applicant', by: null } },
    })
  })

  it('is shown with its order, its review, its way and both numbers', async () => {
    const one = await viewed(
      {
        ...{ review: 'correction', refusedReason: '缺页', correctionFields: ['handler'] },
        ...{ moments: [{ moment: 'recorded', at: now }], signatureSerial: 'A', encryptionSerial: 'B' },
      },
      order,
    )
    expect(one).toMatchObject({
      ...{ order: orderView(order), serials: { signature: 'A', encryption: 'B' } },
      review: { state: 'correction', reason: '缺页', fields: ['handler'] },
      progress: { moments: [{ moment: 'recorded', at: today }] },
    })
    expect((await viewed({ signatureSerial: 'A' })).serials).toBeNull()
    expect((await viewed({ encryptionSerial: 'B' })).serials).toBeNull()
  })

  const applicant = { from: 'applicant', by: null }
  const reported: Order = { ...order, reported: true }
  const owed: Order = { ...order, state: 'refund-due' }
  it.each<[Request['state'], Order | null, object | null]>([
    ['opened', null, applicant],
    ['awaiting-correction', null, applicant],
    ['ready', owed, applicant],
    ['issued', null, applicant],
    ['awaiting-payment', order, applicant],
    ['awaiting-payment', null, applicant],
    ['awaiting-payment', reported, { from: 'bank', by: null }],
    ['active', order, null],
    ['active', null, null],
    ['refused', owed, { from: 'authority', by: null }],
  ])('that is %s waits for somebody: %#', async (state, its, awaited) => {
    expect((await viewed({ state }, its)).progress.awaited).toEqual(awaited)
  })

  it('that is reviewed should be done on the third working day after it came to the review last', async () => {
    const state = 'awaiting-review'
    const by = async (moments: Request['moments']) => (await viewed({ state, moments })).progress.awaited
    // A Friday, so that a weekend lies between.
    expect(await by([])).toMatchObject({ from: 'authority', by: expect.stringMatching(/^2026-11-25T/) })
    const monday = now + 3 * 86_400_000
    const again = [
      { moment: 'reviewing', at: now },
      { moment: 'correction', at: now },
      { moment: 'reviewing', at: monday },
    ] as const
    expect(await by(again)).toMatchObject({ by: expect.stringMatching(/^2026-11-26T/) })
  })
})

describe('an application', () => {
  const application = { agreementAccepted: true } as const

  it('comes back masked', () => {
    const handler: RaHandler = {
      ...{ idType: 'resident-id', idNumber: '110105198804120040', name: '王芳', phone: '13800000003' },
      ...{ email: 'wang@example.cn', address: '北京市朝阳区示例路 1 号' },
    }
    const recipient = { name: '李四', phone: '13800000004', address: '上海市示例路 2 号' }
    const invoice = { title: '示例公司', taxNumber: '9111' }
    const whole = { ...application, handler, recipient, invoice, attachments: ['a', 'b'] }
    expect(applicationView({ ...request, application: whole })).toEqual({
      handler: {
        ...{ idType: 'resident-id', maskedIdNumber: '110***********0040', name: '王芳' },
        ...{ maskedPhone: '138****0003', maskedEmail: 'wa***@example.cn' },
        maskedAddress: '北京市朝阳区****',
      },
      recipient: { name: '李四', maskedPhone: '138****0004', maskedAddress: '上海市示例****' },
      ...{ invoice, attachments: 2 },
    })
    const { email: _, address: __, ...bare } = handler
    const less = { ...application, handler: bare, invoice: { title: '示例公司' } }
    expect(applicationView({ ...request, application: less })).toMatchObject({
      handler: { maskedEmail: null, maskedAddress: null },
      invoice: { title: '示例公司', taxNumber: null },
    })
  })

  it('is nothing where there was none, and empty where nothing was told', () => {
    expect(applicationView(request)).toBeNull()
    expect(applicationView({ ...request, application })).toEqual({
      ...{ handler: null, recipient: null, invoice: null, attachments: 0 },
    })
  })
})

describe('a certificate', () => {
  const viewed = (one: Partial<Certificate>, at = now) =>
    certificateView({ ...certificate, ...one }, { clock: () => at, issuerText: 'CN=示例 CA' })

  it('is shown with its number, its holder and its times', () => {
    expect(viewed({ der: new Uint8Array([1, 2, 3]) })).toEqual({
      ...{ serial: '41', usage: 'signature', pairId: 'pair-1', status: 'active', subject: 'CN=示例公司' },
      ...{ issuer: 'CN=示例 CA', notBefore: start, notAfter: '2026-11-20T08:00:00.001Z', token },
      ...{ revokedAt: null, revocationReason: null, der: 'AQID' },
    })
  })

  it('has expired from its last moment on, unless it was revoked before', () => {
    expect(viewed({}, now + 1).status).toBe('expired')
    const revoked = viewed({ status: 'revoked', revokedAt: now, reason: 'key-compromise' }, now + 1)
    expect(revoked).toMatchObject({ status: 'revoked', revokedAt: today, revocationReason: 'key-compromise' })
  })
})
