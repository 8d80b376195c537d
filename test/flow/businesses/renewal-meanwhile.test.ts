import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoProfile } from '../../../src/ra/rules/profile.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import { type ErrorReport, explain } from '../../../src/shared/errors/index.ts'
import { agency, codeOf, openWholeHouse, UKEY_PIN, type WholeHouse } from '../../house/businesses.ts'
import { given, openRa, removeFolder, temporary } from '../../house/issuance.ts'
import { certificateOn, formFor, operatorOf, people, submit } from '../../house/renewals.ts'
import { scanned } from '../../house/scans.ts'
import { type Middle, openMiddle } from '../issuance/middle.ts'
import type { Holder } from '../ra/holder.ts'

// What others do while a renewal goes on: each has its sentence and its way on, and money and certificate agree.

const raFolder = temporary()
let ra: RunningRa
let middle: Middle
let house: WholeHouse
let operator: Holder
beforeAll(async () => {
  const renewal = { ...demoProfile.renewal, opensDaysBefore: 3650 }
  ra = await openRa(raFolder, { profile: { ...demoProfile, renewal } })
  middle = await openMiddle(ra.url)
  operator = await operatorOf(ra, raFolder)
})
afterAll(async () => {
  middle.close()
  await ra.stop()
  removeFolder(raFolder)
})
beforeEach(async () => {
  house = await openWholeHouse(middle.url)
  await house.login(agency)
})
afterEach(async () => {
  middle.interfere(() => 'pass')
  await house.end()
})

const issued = async (at: WholeHouse = house): Promise<string> => {
  const tokenId = await at.insert(`M${Math.random().toString(36).slice(2, 8)}`)
  const { transactionId } = await at.issuance.start({
    target: { kind: 'ukey', tokenId },
    ...given(UKEY_PIN),
  })
  await at.rest(transactionId)
  await at.shows(({ tokens }) => tokens.some(({ id, pairs }) => id === tokenId && pairs.length > 0))
  return tokenId
}

const waitsFor = (id: string, what: string, at: WholeHouse = house) =>
  at.until(id, ({ waiting }) => waiting?.for === what)

const payUrlOf = async (id: string, at: WholeHouse = house): Promise<string> => {
  const { waiting } = await waitsFor(id, 'payment', at)
  return (waiting?.for === 'payment' && waiting.order.ways?.payUrl) || ''
}

const pay = async (id: string, at: WholeHouse = house): Promise<void> => {
  await fetch((await payUrlOf(id, at)).replace(middle.url, ra.url), { method: 'POST' })
  await at.issuance.resume(id)
  await waitsFor(id, 'review', at)
}

const requestOf = (id: string, at: WholeHouse = house) => at.issuance.requestOf(id) ?? ''
const statusOf = async (serial: string) =>
  (await house.authority.client().certificates.get({ serial })).status
const sentences = (report: ErrorReport | null) => {
  if (report === null) throw new Error('no error')
  const { happened, lost, next } = explain(report, 'zh-CN')
  return [happened, lost, next].join('')
}
const stopped = (id: string) => house.until(id, ({ state }) => state === 'paused')
const refunds = async () => (await house.shows(({ refunds }) => refunds.length === 1)).refunds

const transfer = (payerAccount: string, amountFen: number, daysAgo = 0) => ({
  ...{ payerAccount, amountFen, note: '', payerName: agency.applicantName },
  paidOn: new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10),
})

describe('a renewal that was paid', () => {
  it('ends when its certificate is revoked: the money goes back, and nobody says the certificate can be used', async () => {
    const tokenId = await issued()
    const { serial } = certificateOn(house, tokenId)
    const { transactionId } = await submit(house, tokenId)
    await pay(transactionId)
    await operator.client.operator.revoke({ serial, reason: 'key-compromised' })
    await house.issuance.resume(transactionId)
    const { error } = await stopped(transactionId)
    expect(error).toMatchObject({ code: 'request-refused', params: { words: '原证书已被吊销' } })
    expect(sentences(error)).not.toContain('原证书仍可使用')
    expect(sentences(error)).toContain('已付的款会退回')
    await house.issuance.abandon(transactionId, given(UKEY_PIN))
    expect(await refunds()).toMatchObject([{ state: 'due', amountFen: 10_000 }])
    expect(await statusOf(serial)).toBe('revoked')
  })

  it('goes on when too much was paid, and what is too much goes back', async () => {
    const tokenId = await issued()
    const { transactionId } = await submit(house, tokenId)
    await waitsFor(transactionId, 'payment')
    const both = [transfer('6222000000007001', 7_000), transfer('6222000000007002', 6_500)]
    expect(await house.orders.reportTransfers(transactionId, both)).toMatchObject({
      ...{ paid: true, receivedFen: 13_500, totalFen: 10_000 },
    })
    await waitsFor(transactionId, 'review')
    expect(await house.renewal.progress(transactionId)).toMatchObject({
      refund: { state: 'due', amountFen: 3_500 },
    })
    await operator.client.operator.approve({ requestId: requestOf(transactionId) })
    await house.issuance.resume(transactionId)
    await waitsFor(transactionId, 'person')
    await house.issuance.resume(transactionId, given(UKEY_PIN))
    expect(await house.rest(transactionId)).toMatchObject({ state: 'done' })
    // The business has left its page by then, so it is told among the refunds.
    expect(await refunds()).toMatchObject([{ state: 'due', amountFen: 3_500 }])
  })

  it('twice, online, counts once', async () => {
    const tokenId = await issued()
    const { transactionId } = await submit(house, tokenId)
    const url = (await payUrlOf(transactionId)).replace(middle.url, ra.url)
    await Promise.all([1, 2, 3].map(() => fetch(url, { method: 'POST' })))
    await house.issuance.resume(transactionId)
    await waitsFor(transactionId, 'review')
    expect(await house.renewal.progress(transactionId)).toMatchObject({ refund: null })
    await house.issuance.abandon(transactionId, given(UKEY_PIN))
    expect(await refunds()).toMatchObject([{ state: 'due', amountFen: 10_000 }])
  })
})

describe('a transfer', () => {
  it('that was told wrongly is not found, one that paid for another order is not counted again, and the sum is still due', async () => {
    const first = await submit(house, await issued())
    await waitsFor(first.transactionId, 'payment')
    const used = transfer('6222000000008001', 10_000)
    await house.orders.reportTransfers(first.transactionId, [used])
    await waitsFor(first.transactionId, 'review')
    await house.issuance.abandon(first.transactionId, given(UKEY_PIN))

    const { transactionId } = await submit(house, await issued())
    await waitsFor(transactionId, 'payment')
    const wrong = transfer('6222000000008002', 10_000, 300)
    expect(await house.orders.reportTransfers(transactionId, [wrong, used])).toMatchObject({
      ...{ results: ['not-found', 'used'], receivedFen: 0, paid: false },
    })
    expect((await waitsFor(transactionId, 'payment')).waiting).toMatchObject({ order: { receivedFen: 0 } })
    await house.issuance.abandon(transactionId, given(UKEY_PIN))
  })
})

describe('another computer', () => {
  it('that finishes first leaves nothing to submit here; what was typed is kept, and nothing is paid', async () => {
    const tokenId = await issued()
    const which = certificateOn(house, tokenId)
    const quote = await house.renewal.quote(which)
    house.renewalDrafts.save({ ...which, form: formFor(quote, 1), moment: 'confirm' })
    const other = await openWholeHouse(ra.url)
    await other.login(agency)
    const elsewhere = await other.insert('ELSEWHERE')
    const { pin, tries } = given(UKEY_PIN)
    const { transactionId } = await other.renewal.start({
      ...{ issuerId: 'demo', serial: which.serial, holder: which.holder, form: formFor(quote, 1) },
      ...{ expectedTotalFen: 10_000, target: { kind: 'ukey', tokenId: elsewhere }, pin, tries },
    })
    await pay(transactionId, other)
    expect(await codeOf(submit(house, tokenId))).toMatchObject({ code: 'renewal-unfinished' })
    await operator.client.operator.approve({ requestId: requestOf(transactionId, other) })
    await other.issuance.resume(transactionId)
    await waitsFor(transactionId, 'person', other)
    await other.issuance.resume(transactionId, given(UKEY_PIN))
    expect(await other.rest(transactionId)).toMatchObject({ state: 'done' })
    await other.end()
    process.env.VIRTUAL_UKEY_HOME = house.keys

    expect((await house.renewal.quote(which)).standing).toEqual({ may: 'no', because: 'superseded' })
    expect(await codeOf(submit(house, tokenId))).toMatchObject({ code: 'certificate-not-in-force' })
    expect(house.issuance.views().filter(({ business }) => business === 'renew')).toEqual([])
    expect(house.renewalDrafts.whole(which)?.handler.name).toBe('张三')
  })

  it('that gives the application up ends it here too, with the way on', async () => {
    const tokenId = await issued()
    const { serial } = certificateOn(house, tokenId)
    const { transactionId } = await submit(house, tokenId)
    await pay(transactionId)
    await house.authority.client().requests.abandon({ requestId: requestOf(transactionId) })
    await house.issuance.resume(transactionId)
    const { error } = await stopped(transactionId)
    expect(error).toMatchObject({ code: 'request-ended' })
    expect(sentences(error)).not.toContain('原证书仍可使用')
    await house.issuance.abandon(transactionId, given(UKEY_PIN))
    expect(await refunds()).toMatchObject([{ state: 'due', amountFen: 10_000 }])
    expect(await statusOf(serial)).toBe('active')
    expect((await house.renewal.quote(certificateOn(house, tokenId))).standing).toEqual({ may: 'online' })
  })
})

describe('an authority that cannot be reached', () => {
  const away = async (work: () => Promise<unknown>): Promise<void> => {
    middle.interfere(() => 'refuse')
    const { code } = (await codeOf(work())) as { readonly code?: 'network-refused' }
    middle.interfere(() => 'pass')
    expect(code).toMatch(/^network-/)
    expect(explain({ code: code ?? 'network-refused', params: {} }, 'zh-CN').next).not.toBe('')
  }

  it('costs nothing at any step: it is said, and the same step succeeds afterwards', async () => {
    const tokenId = await issued()
    const which = certificateOn(house, tokenId)
    const quote = await house.renewal.quote(which)
    house.renewalDrafts.save({ ...which, form: people, moment: 'people' })
    const base64 = Buffer.from(scanned()).toString('base64')
    await away(() => house.renewal.quote(which))
    await away(() => house.renewal.agreement('demo'))
    await away(() => house.renewal.exportForm({ ...which, form: formFor(quote, 1) }))
    await away(() => house.renewal.upload({ issuerId: 'demo', fileName: 'scan.pdf', base64 }))
    await away(() => submit(house, tokenId))
    expect(house.renewalDrafts.whole(which)?.handler.name).toBe('张三')
    expect(house.issuance.views().filter(({ business }) => business === 'renew')).toEqual([])

    const { transactionId } = await submit(house, tokenId)
    await waitsFor(transactionId, 'payment')
    await away(() => house.renewal.progress(transactionId))
    await away(() => house.orders.openPayment(transactionId))
    await away(() => house.orders.reportTransfers(transactionId, [transfer('6222000000009001', 10_000)]))
    await house.orders.reportTransfers(transactionId, [transfer('6222000000009001', 10_000)])
    await waitsFor(transactionId, 'review')
    const requestId = requestOf(transactionId)
    await operator.client.operator.requestCorrection({ requestId, reason: '核对', fields: ['handler'] })
    await house.issuance.resume(transactionId)
    await waitsFor(transactionId, 'correction')
    const handler = { ...people.handler, idNumber: '', name: '李四', phone: '', email: '', address: '' }
    await away(() => house.renewal.application(transactionId))
    await away(() => house.renewal.correct({ transactionId, handler }))
    await waitsFor(transactionId, 'correction')
    await house.renewal.correct({ transactionId, handler })
    await waitsFor(transactionId, 'review')
    middle.interfere(() => 'refuse')
    await house.issuance.resume(transactionId)
    await waitsFor(transactionId, 'network')
    middle.interfere(() => 'pass')
    await operator.client.operator.approve({ requestId })
    await house.issuance.resume(transactionId).catch(() => {}) // it may just have asked by itself
    await waitsFor(transactionId, 'person')
    await house.issuance.resume(transactionId, given(UKEY_PIN))
    expect(await house.rest(transactionId)).toMatchObject({ state: 'done' })
    expect(await statusOf(which.serial)).toBe('superseded')
  })
})
