import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { generateSm2KeyPair } from '../../../src/pki/index.ts'
import type { RaStatementLine } from '../../../src/shared/ra-contract/operator.ts'
import type { RaTransfer } from '../../../src/shared/ra-contract/order.ts'
import { agency, operatorAt, refusalOf, renewableAtOnce, startTestRa, type TestRa } from './authority.ts'
import { csrFor, type Holder, issue, openRequest } from './holder.ts'

let test: TestRa
let holder: Holder
let operator: Holder
let serial: string
let requestId: string
let orderId: string

beforeAll(async () => {
  test = await startTestRa({ profile: renewableAtOnce })
  holder = await agency(test.ra.url)
  operator = await operatorAt(test)
  serial = (await issue(holder)).request.serials?.signature ?? ''
})
afterAll(() => test.end())

/** A renewal for one year that waits for its 100 yuan. */
beforeEach(async () => {
  const { request } = await openRequest(holder, {
    business: 'renew',
    previousSerial: serial,
    application: {
      agreementAccepted: true,
      handler: { idType: 'resident-id', idNumber: '110105198804120040', name: '王芳', phone: '13800000002' },
    },
  })
  requestId = request.id
  orderId = request.order?.id ?? ''
  await holder.client.requests.submitCsr({ requestId, csr: csrFor(request, generateSm2KeyPair()) })
  return async () => void (await holder.client.requests.abandon({ requestId }))
})

const order = async () => (await holder.client.orders.get({ orderId })).order
const state = async () => (await holder.client.requests.get({ requestId })).request

async function press(): Promise<Response> {
  const { payUrl } = await holder.client.orders.get({ orderId })
  return fetch(payUrl ?? '', { method: 'POST', redirect: 'manual' })
}

const notice = (body: object) =>
  fetch(`${test.ra.url}/pay/notice`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

const cashier = (): number => {
  const pid = test.ra.services.cashier?.pid() ?? null
  if (pid === null) throw new Error('no cashier runs')
  return pid
}

let payers = 0
const transfer = (amountFen: number): RaTransfer => ({
  payerAccount: `6222 0000 0000 ${String(++payers).padStart(4, '0')}`,
  payerName: '北京示例知识产权代理有限公司',
  amountFen,
  paidOn: new Date(test.ra.services.clock()).toISOString().slice(0, 10),
})

const lineOf = (one: RaTransfer, reference: string): RaStatementLine => ({
  ...one,
  note: one.note ?? '',
  reference,
})

describe('paying online', () => {
  it('goes through a process that is not the authority, and counts once', async () => {
    expect((await press()).status).toBe(303)
    expect(cashier()).not.toBe(process.pid)
    expect(() => process.kill(cashier(), 0)).not.toThrow()
    expect(await order()).toMatchObject({ state: 'paid', receivedFen: 10_000, method: 'online' })
    await press().catch(() => null)
    for (let i = 0; i < 3; i++) expect((await notice({ orderId })).status).toBe(200)
    expect(await order()).toMatchObject({ receivedFen: 10_000, refund: null })
  })

  it('does not believe a notice that the books of the cashier do not confirm', async () => {
    expect((await notice({ orderId, amountFen: 10_000, reference: 'P1' })).status).toBe(422)
    expect((await notice({ orderId: 'no-such-order-000000' })).status).toBe(422)
    expect(await order()).toMatchObject({ state: 'unpaid', receivedFen: 0 })
  })

  it('goes on when the cashier was killed, and its books are still there', async () => {
    await press()
    const before = cashier()
    process.kill(before, 'SIGKILL')
    const { payUrl } = await holder.client.orders.get({ orderId })
    expect(payUrl).toBeNull()
    expect((await notice({ orderId })).status).toBe(200)
    expect(cashier()).not.toBe(before)
    expect(await order()).toMatchObject({ state: 'paid', receivedFen: 10_000 })
  })

  it('is started again by itself', async () => {
    await press()
    const before = cashier()
    process.kill(before, 'SIGKILL')
    await expect.poll(cashier, { timeout: 20_000 }).not.toBe(before)
  })

  it.runIf(process.platform === 'linux')(
    'has a secret that is not in the list of processes, where every user of the machine can read',
    async () => {
      await press()
      const line = readFileSync(`/proc/${cashier()}/cmdline`, 'latin1')
      expect(line).toContain('demo-money')
      expect(line).not.toContain('secret')
    },
  )

  it('shows the business, its steps and the sum', async () => {
    const { payUrl } = await holder.client.orders.get({ orderId })
    const html = await (await fetch(payUrl ?? '', { headers: { 'accept-language': 'zh-CN' } })).text()
    expect(html).toContain('<h1>证书续期 · 缴费</h1>')
    expect(html).toContain('<li aria-current="step">缴费</li>')
    expect(html).toContain('¥ 100.00')
  })

  it('asks only for what transfers have left', async () => {
    await holder.client.orders.reportTransfers({ orderId, transfers: [transfer(3_000)] })
    await press()
    expect(await order()).toMatchObject({ state: 'paid', receivedFen: 10_000, refund: null })
  })
})

describe('paying by transfer', () => {
  it('uses a line of the statement once, and says when it was used elsewhere', async () => {
    const one = transfer(10_000)
    const line = lineOf(one, `B-${payers}`)
    const imported = await operator.client.operator.importStatement({ lines: [line, line] })
    expect(imported).toEqual({ added: 1, known: 1 })
    expect(await operator.client.operator.importStatement({ lines: [line] })).toEqual({ added: 0, known: 1 })
    const unused = await operator.client.operator.statement({ use: 'unused', text: line.reference })
    expect(unused.lines).toMatchObject([{ line: { reference: line.reference }, orderNumber: null }])
    const { results } = await holder.client.orders.reportTransfers({ orderId, transfers: [one] })
    expect(results).toEqual(['found'])
    const used = await operator.client.operator.statement({ use: 'used', text: line.reference })
    expect(used.lines[0]?.orderNumber).toBe((await order()).number)
  })

  it('returns what is too much', async () => {
    const { order: paid } = await holder.client.orders.reportTransfers({
      orderId,
      transfers: [transfer(7_000), transfer(6_500)],
    })
    expect(paid).toMatchObject({ state: 'paid', receivedFen: 13_500 })
    expect(paid.refund).toMatchObject({ state: 'due', amountFen: 3_500 })
    expect((await state()).state).toBe('awaiting-review')
    const refused = await refusalOf(operator.client.operator.refund({ orderId }))
    expect(refused.code).toBe('refund-reference-missing')
    const reference = `back-${payers}`
    const { order: after } = await operator.client.operator.refund({ orderId, reference })
    expect(after).toMatchObject({ state: 'paid', refund: { state: 'sent', amountFen: 3_500 } })
    expect((await operator.client.operator.refund({ orderId, reference })).order).toEqual(after)
    const again = await refusalOf(operator.client.operator.refund({ orderId, reference: 'another-one' }))
    expect(again.code).toBe('refund-not-due')
  })

  it('takes the sum of the statement, not what anybody says', async () => {
    const one = transfer(9_000)
    const reference = `C-${payers}`
    await operator.client.operator.importStatement({ lines: [lineOf(one, reference)] })
    const { order: after } = await operator.client.operator.confirmTransfer({ orderId, reference })
    expect(after).toMatchObject({ state: 'unpaid', receivedFen: 9_000 })
  })
})

describe('money that is not needed any more', () => {
  it('goes back through the payment service, once', async () => {
    await press()
    await holder.client.requests.abandon({ requestId })
    expect(await order()).toMatchObject({ state: 'refund-due', refund: { state: 'due', amountFen: 10_000 } })
    const back = await Promise.all([
      operator.client.operator.refund({ orderId }),
      operator.client.operator.refund({ orderId }),
    ])
    for (const { order: one } of back)
      expect(one).toMatchObject({ state: 'refunded', refund: { state: 'sent', amountFen: 10_000 } })
    expect((await refusalOf(operator.client.operator.refund({ orderId }))).code).toBe('refund-not-due')
    const { progress } = await state()
    expect(progress.moments.map(({ moment }) => moment)).toEqual([
      ...['recorded', 'awaiting-payment', 'paid', 'reviewing', 'withdrawn', 'refunding', 'refunded'],
    ])
    expect(progress.awaited).toBeNull()
    const { messages } = await operator.client.operator.outbox({ text: (await order()).number })
    expect(messages.map(({ text }) => text.replace(/^【.*】/, '').slice(-16))).toEqual([
      expect.stringContaining('请留意到账'),
      expect.stringContaining('正在审核'),
      expect.stringContaining('100.00 元'),
    ])
  })

  it('is told apart in the figures of the day', async () => {
    await press()
    const [today] = (await operator.client.operator.figures({ days: 2 })).days
    expect(today?.opened).toBeGreaterThan(1)
    expect(today?.paidFen).toBeGreaterThanOrEqual(10_000)
    expect(today?.refundedFen).toBeGreaterThanOrEqual(13_500)
  })
})

describe('the books of the cashier', () => {
  const file = () => join(test.dataDir, 'demo-cashier.json')
  const again = async (change: (text: string) => string) => {
    process.kill(cashier(), 'SIGKILL')
    writeFileSync(file(), change(readFileSync(file(), 'utf8')))
  }

  it('say how much a lost refund has sent, also if more is due by now', async () => {
    await press()
    await holder.client.requests.abandon({ requestId })
    // It has sent a part, and died before the authority heard of it; then more money came.
    await again((text) => {
      const { orders } = JSON.parse(text)
      const sent = { key: `${orderId}-0`, reference: `R${orderId}`, amountFen: 4_000, at: Date.now() }
      return JSON.stringify({ orders: { ...orders, [orderId]: { ...orders[orderId], refunds: [sent] } } })
    })
    const { order: part } = await operator.client.operator.refund({ orderId })
    expect(part).toMatchObject({ state: 'refund-due', refund: { state: 'due', amountFen: 6_000 } })
    const { order: whole } = await operator.client.operator.refund({ orderId })
    expect(whole).toMatchObject({ state: 'refunded', refund: { state: 'sent', amountFen: 10_000 } })
  })

  it('are set aside if they cannot be read, and new ones begun', async () => {
    await press()
    await again((text) => text.slice(0, text.length / 2))
    expect(await order()).toMatchObject({ state: 'paid' })
    expect((await notice({ orderId })).status).toBe(200)
    const aside = readdirSync(test.dataDir).filter((name) => /^demo-cashier\.json\..*\.aside$/.test(name))
    expect(aside).toHaveLength(1)
    expect(test.faults.join()).toContain(aside[0])
  })
})

describe('a correction', () => {
  it('is asked for with a reason, made by the applicant, and reviewed again', async () => {
    await press()
    const reason = '证件号码与姓名不符'
    await operator.client.operator.requestCorrection({ requestId, reason, fields: ['handler', 'other'] })
    const asked = await state()
    expect(asked.review).toEqual({ state: 'correction', reason, fields: ['handler', 'other'] })
    expect(asked.progress.awaited).toEqual({ from: 'applicant', by: null })
    await holder.client.requests.correct({
      requestId,
      handler: { name: '王小芳', address: '北京市海淀区示例路 2 号' },
    })
    const after = await state()
    expect([after.state, after.review?.state]).toEqual(['awaiting-review', 'waiting'])
    const { application } = await holder.client.requests.application({ requestId })
    expect(application?.handler).toEqual({
      idType: 'resident-id',
      maskedIdNumber: '110***********0040',
      name: '王小芳',
      maskedPhone: '138****0002',
      maskedEmail: null,
      maskedAddress: '北京市海淀区****',
    })
    const again = await refusalOf(holder.client.requests.correct({ requestId, handler: { name: '王芳' } }))
    expect(again.code).toBe('correction-not-wanted')
    await operator.client.operator.approve({ requestId })
    expect((await state()).state).toBe('ready')
  })
})

describe('two renewals of one certificate', () => {
  it('are refused with the one that stands', async () => {
    const quote = await holder.client.renewals.quote({ serial })
    const number = (await order()).number
    expect(quote.standing).toEqual({ may: 'unfinished', requestId, orderNumber: number })
    const second = openRequest(holder, {
      business: 'renew',
      previousSerial: serial,
      application: { agreementAccepted: true },
    })
    expect(await refusalOf(second)).toEqual({
      code: 'renewal-unfinished',
      params: { requestId, orderNumber: number },
    })
  })
})
