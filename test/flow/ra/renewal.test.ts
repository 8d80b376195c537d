import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateSm2KeyPair } from '../../../src/pki/index.ts'
import type { RaApplication } from '../../../src/shared/ra-contract/index.ts'
import type { RaTransfer } from '../../../src/shared/ra-contract/order.ts'
import { agency, operatorAt, refusalOf, startTestRa, type TestRa } from './authority.ts'
import { csrFor, finish, type Holder, issue, openRequest } from './holder.ts'

let test: TestRa
let holder: Holder
let operator: Holder

beforeAll(async () => {
  test = await startTestRa()
  holder = await agency(test.ra.url)
  operator = await operatorAt(test)
})
afterAll(() => test.end())

const DAY = 24 * 60 * 60 * 1000

const application: RaApplication = {
  agreementAccepted: true,
  handler: { idType: 'resident-id', idNumber: '110105198804120040', name: '王芳', phone: '13800000002' },
  recipient: { name: '王芳', phone: '13800000002', address: '北京市海淀区示例路 1 号' },
}

async function current(): Promise<{ readonly serial: string; readonly notAfter: string }> {
  const { certificates } = await holder.client.certificates.list({})
  const found = certificates.find(
    (one) => one.usage === 'signature' && ['active', 'expired', 'suspended'].includes(one.status),
  )
  if (found === undefined) throw new Error('no certificate in force')
  return found
}

async function renewing(termYears: number, extra: Partial<RaApplication> = {}) {
  const { serial } = await current()
  const { request } = await openRequest(holder, {
    business: 'renew',
    previousSerial: serial,
    termYears,
    application: { ...application, ...extra },
  })
  const pair = generateSm2KeyPair()
  const { request: submitted } = await holder.client.requests.submitCsr({
    requestId: request.id,
    csr: csrFor(request, pair),
  })
  return { request: submitted, pair, orderId: submitted.order?.id ?? '' }
}

const transfer = (amountFen = 10_000): RaTransfer => ({
  payerAccount: '6222 0000 0000 0000',
  payerName: '北京示例知识产权代理有限公司',
  amountFen,
  paidOn: new Date(test.ra.services.clock()).toISOString().slice(0, 10),
})

/** Lets time pass until the certificate in force can be renewed. */
async function nearTheEnd(): Promise<void> {
  const { notAfter } = await current()
  test.passTime(Date.parse(notAfter) - 30 * DAY - test.ra.services.clock())
  holder = await agency(test.ra.url)
  operator = await operatorAt(test)
}

/** Does what a person does in the browser: opens the page and presses its one button. */
async function payInBrowser(orderId: string): Promise<string> {
  const { payUrl } = await holder.client.orders.get({ orderId })
  if (payUrl === null) throw new Error('nothing to pay')
  const page = await fetch(payUrl, { headers: { 'accept-language': 'zh-CN,zh;q=0.9' } })
  const english = await fetch(payUrl, { headers: { 'accept-language': 'en-GB' } })
  expect(await english.text()).toContain('Pay now')
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('立即支付')
  const paid = await fetch(payUrl, { method: 'POST', headers: { 'accept-language': 'zh-CN' } })
  return paid.text()
}

describe('a renewal', () => {
  it('is paid online, reviewed and installed, and its term begins where the old one ends', async () => {
    await issue(holder)
    await nearTheEnd()
    const before = await current()
    const { request, pair, orderId } = await renewing(2)
    expect(request.state).toBe('awaiting-payment')
    expect(request.order).toMatchObject({ state: 'unpaid', totalFen: 20_000 })
    expect(request.order?.items).toEqual([
      { kind: 'certificate-service', unitFen: 10_000, quantity: 2, sumFen: 20_000 },
    ])
    expect(await payInBrowser(orderId)).toContain('支付成功')
    const requestId = request.id
    const paid = await holder.client.requests.get({ requestId })
    expect(paid.request.state).toBe('awaiting-review')
    expect(paid.request.order).toMatchObject({ state: 'paid', method: 'online' })
    await operator.client.operator.approve({ requestId })
    const { messages } = await operator.client.operator.outbox({ text: '13800000002' })
    expect(messages[0]?.text).toContain('已审核通过')
    expect((await finish(holder, request, pair)).request.state).toBe('active')
    const after = await current()
    const grown = Date.parse(after.notAfter) - Date.parse(before.notAfter)
    expect(Math.round(grown / DAY)).toBeGreaterThanOrEqual(729)
    expect(Math.round(grown / DAY)).toBeLessThanOrEqual(731)
  })

  it('is paid by transfers that are on the statement, also in parts, and by no others', async () => {
    await nearTheEnd()
    const { request, orderId } = await renewing(1)
    const check = (...transfers: readonly RaTransfer[]) =>
      holder.client.orders.reportTransfers({ orderId, transfers: [...transfers] })
    const early = await check({ ...transfer(), paidOn: '2019-01-01' })
    expect([early.order.state, early.results]).toEqual(['unpaid', ['not-found']])
    const part = await check(transfer(4_000))
    expect(part.order).toMatchObject({ state: 'unpaid', receivedFen: 4_000 })
    const whole = await check(transfer(4_000), transfer(6_000))
    expect(whole.order).toMatchObject({ state: 'paid', method: 'transfer', receivedFen: 10_000 })
    expect(whole.results).toEqual(['found', 'found'])
    expect((await check(transfer(4_000))).order).toEqual(whole.order)
    const requestId = request.id
    await operator.client.operator.refuse({ requestId, reason: '身份证件不清晰' })
    const refused = await holder.client.requests.get({ requestId })
    expect(refused.request.state).toBe('refused')
    expect(refused.request.review).toEqual({ state: 'refused', reason: '身份证件不清晰', fields: [] })
    expect(refused.request.order?.state).toBe('refund-due')
    const collecting = await refusalOf(holder.client.requests.collect({ requestId }))
    expect(collecting).toEqual({ code: 'request-refused', params: { reason: '身份证件不清晰' } })
    const again = await refusalOf(operator.client.operator.approve({ requestId }))
    expect(again.code).toBe('request-refused')
  })

  it('cannot use one transfer for two orders', async () => {
    const { request, orderId } = await renewing(1)
    const again = await holder.client.orders.reportTransfers({ orderId, transfers: [transfer(6_000)] })
    expect([again.order.state, again.results]).toEqual(['unpaid', ['used']])
    await holder.client.requests.abandon({ requestId: request.id })
    const closed = holder.client.orders.reportTransfers({ orderId, transfers: [transfer(7_000)] })
    expect(await refusalOf(closed)).toEqual({ code: 'order-closed', params: { state: 'closed' } })
  })

  it('accepts no notice of payment that the payment service did not sign', async () => {
    const { request, orderId } = await renewing(1)
    const forged = {
      orderId,
      amountFen: 10_000,
      reference: 'P1',
      paidAt: Date.now(),
      signature: 'x'.repeat(43),
    }
    const send = (notice: unknown) =>
      fetch(`${test.ra.url}/pay/notice`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(notice),
      })
    expect((await send(forged)).status).toBe(422)
    expect((await send({ orderId })).status).toBe(422)
    expect((await fetch(`${test.ra.url}/pay/${orderId}?key=wrong`, { method: 'POST' })).status).toBe(404)
    const { request: after } = await holder.client.requests.get({ requestId: request.id })
    expect(after.state).toBe('awaiting-payment')
    await holder.client.requests.abandon({ requestId: request.id })
  })

  it('of an expired certificate needs a signed form', async () => {
    const { notAfter } = await current()
    test.passTime(Date.parse(notAfter) - test.ra.services.clock() + DAY)
    holder = await agency(test.ra.url)
    operator = await operatorAt(test)
    expect((await refusalOf(renewing(1))).code).toBe('attachment-missing')
    expect((await refusalOf(renewing(1, { attachments: ['AAAAAAAAAAAAAAAA'] }))).code).toBe(
      'attachment-unknown',
    )
    const body = '%PDF-1.4\nxref\n'
    const content = Buffer.from(`${body}startxref\n${body.indexOf('xref')}\n%%EOF\n`).toString('base64')
    const { uploadId } = await holder.client.uploads.create({ fileName: '申请表.pdf', content })
    const { request, orderId, pair } = await renewing(1, { attachments: [uploadId] })
    await payInBrowser(orderId)
    await operator.client.operator.approve({ requestId: request.id })
    await finish(holder, request, pair)
    const { certificates } = await holder.client.certificates.list({})
    expect(certificates.filter((one) => one.status === 'active')).toHaveLength(2)
  })
})

describe('a replacement of a lost key', () => {
  it('follows a suspension, costs its fee, keeps the term and revokes what was lost', async () => {
    const lost = await current()
    await holder.client.certificates.suspend({ serial: lost.serial })
    const missing = await refusalOf(
      openRequest(holder, { business: 'replacement', previousSerial: lost.serial }),
    )
    expect(missing).toEqual({ code: 'application-missing', params: { field: 'lossReason' } })
    const { request } = await openRequest(holder, {
      business: 'replacement',
      previousSerial: lost.serial,
      application: { agreementAccepted: true, lossReason: 'compromised' },
    })
    expect(request.order?.totalFen).toBe(5_000)
    const pair = generateSm2KeyPair()
    await holder.client.requests.submitCsr({ requestId: request.id, csr: csrFor(request, pair) })
    await payInBrowser(request.order?.id ?? '')
    await finish(holder, request, pair)
    const now = await current()
    expect(now.notAfter).toBe(lost.notAfter)
    const gone = await holder.client.certificates.get({ serial: lost.serial })
    expect(gone).toMatchObject({ status: 'superseded', revocationReason: 'key-compromised' })
  })
})
