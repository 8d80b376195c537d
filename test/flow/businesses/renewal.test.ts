import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseCertificate } from '../../../src/pki/index.ts'
import { demoProfile, type Profile } from '../../../src/ra/rules/profile.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import type { TransactionView } from '../../../src/shared/models/index.ts'
import { agency, codeOf, openWholeHouse, UKEY_PIN, type WholeHouse } from '../../house/businesses.ts'
import { given, openRa, removeFolder, temporary } from '../../house/issuance.ts'
import { certificateOn, formFor, operatorOf, people, submit } from '../../house/renewals.ts'
import { scanned } from '../../house/scans.ts'
import type { Face } from '../../house/tokens.ts'
import { judged } from '../../poppler.ts'
import { opensslVerifies } from '../issuance/ukeys.ts'
import type { Holder } from '../ra/holder.ts'

const DAY = 86_400_000

/** The demonstration's rules, except that a certificate can be renewed on its first day. */
const profile: { current: Profile } = {
  current: { ...demoProfile, renewal: { ...demoProfile.renewal, opensDaysBefore: 3650 } },
}

const raFolder = temporary()
let ahead = 0
let ra: RunningRa
let house: WholeHouse
let operator: Holder
beforeAll(async () => {
  ra = await openRa(raFolder, { clock: () => Date.now() + ahead, profile: profile.current })
})
afterAll(async () => {
  await ra.stop()
  removeFolder(raFolder)
})
beforeEach(() => open('pkcs11'))
afterEach(() => house.end())

const open = async (face: Face, more: Partial<Parameters<typeof openWholeHouse>[1]> = {}) => {
  operator = await operatorOf(ra, raFolder)
  house = await openWholeHouse(ra.url, { face, clock: () => new Date(Date.now() + ahead), ...more })
  await house.login(agency)
}

/** Time goes by for the computer and its authority alike, and sessions end. */
const passDays = async (days: number) => {
  ahead += days * DAY
  await house.login(agency)
  operator = await operatorOf(ra, raFolder)
}

const issued = async (kind: 'ukey' | 'soft', name = `K${Math.random().toString(36).slice(2, 8)}`) => {
  const target =
    kind === 'soft' ? ({ kind } as const) : ({ kind, tokenId: await house.insert(name) } as const)
  const pin = kind === 'soft' ? given() : given(UKEY_PIN)
  const { transactionId } = await house.issuance.start({ target, ...pin })
  const done = await house.rest(transactionId)
  expect(done).toMatchObject({ state: 'done' })
  await house.shows(({ tokens }) => tokens.some(({ id, pairs }) => id === done.tokenId && pairs.length > 0))
  return done.tokenId
}

const waitsFor = (id: string, what: string) => house.until(id, ({ waiting }) => waiting?.for === what)

const payOnline = async (transactionId: string) => {
  const { waiting } = await waitsFor(transactionId, 'payment')
  if (waiting?.for !== 'payment') throw new Error('nothing to pay')
  await fetch(waiting.order.ways?.payUrl ?? '', { method: 'POST' })
  await house.issuance.resume(transactionId)
}

const requestOf = (transactionId: string) => house.issuance.requestOf(transactionId) ?? ''

const approve = async (transactionId: string) => {
  await operator.client.operator.approve({ requestId: requestOf(transactionId) })
  await house.issuance.resume(transactionId)
}

const install = async (transactionId: string, pin = UKEY_PIN): Promise<TransactionView> => {
  await waitsFor(transactionId, 'person')
  await house.issuance.resume(transactionId, given(pin))
  return house.until(transactionId, ({ state }) => state !== 'running' && state !== 'waiting')
}

/** What the authority says is in force, as certificates. */
const inForce = async () => {
  const { certificates } = await house.authority.client().certificates.list({})
  return certificates.filter(({ status }) => status === 'active')
}

const momentsOf = async (transactionId: string) =>
  (await house.renewal.progress(transactionId)).moments.map(({ moment }) => moment)

/** `npm test` takes a part; RENEWAL_ALL=1 takes every kind of token and every story. */
const whole = Boolean(process.env.RENEWAL_ALL)
const inWhole = (name: string, story: () => Promise<void>): void => {
  if (whole) it(name, story)
}
const tokens = [
  ['ukey', 'pkcs11'],
  ['ukey', 'skf'],
  ['soft', 'pkcs11'],
] as const

describe('续期', () => {
  it.each(whole ? tokens : tokens.slice(1, 2))(
    'before the end is paid online, approved and installed; its term begins where the old one ends (%s, %s)',
    async (kind, face) => {
      await house.end()
      await open(face)
      const tokenId = await issued(kind)
      const old = certificateOn(house, tokenId)
      const { transactionId, quote } = await submit(house, tokenId, { termYears: 2 })
      expect(quote).toMatchObject({ standing: { may: 'online' }, reviewDays: { from: 1, to: 3 } })
      const { waiting } = await waitsFor(transactionId, 'payment')
      expect(waiting).toMatchObject({ order: { totalFen: 20_000, receivedFen: 0 } })
      await payOnline(transactionId)
      const reviewed = await waitsFor(transactionId, 'review')
      expect(reviewed.waiting).toMatchObject({ expected: expect.any(String) })
      await approve(transactionId)
      const done = await install(transactionId, kind === 'soft' ? 'Winter-26' : UKEY_PIN)
      expect(done).toMatchObject({ state: 'done', error: null })

      const now = await inForce()
      expect(now.map(({ usage }) => usage).sort()).toEqual(['encryption', 'signature'])
      const der = new Uint8Array(
        Buffer.from(now.find(({ usage }) => usage === 'signature')?.der ?? '', 'base64'),
      )
      const renewed = parseCertificate(der)
      const folder = temporary()
      expect(opensslVerifies(folder, der, house.authority.chain())).toContain('OK')
      removeFolder(folder)
      // Two years from the old end, as was shown before the payment.
      const end = quote.terms.find(({ years }) => years === 2)?.notAfter
      expect(renewed.notAfter.toISOString().slice(0, 10)).toBe(end?.slice(0, 10))
      const grown = renewed.notAfter.getTime() - Date.parse(old.view.notAfter)
      expect(Math.round(grown / DAY)).toBeGreaterThanOrEqual(730)
      expect(Math.round(grown / DAY)).toBeLessThanOrEqual(731)
      expect((await house.authority.client().certificates.get({ serial: old.serial })).status).not.toBe(
        'active',
      )
      const [entry] = house.history.list({})
      expect(entry).toMatchObject({ kind: 'renewed', detail: quote.agreementVersion })
      // The people are remembered for the next time.
      const another = { issuerId: 'demo', serial: 'AABB' }
      expect(house.renewalDrafts.view(another).form.handler.name).toBe('张三')
      expect(house.state.current().renewalDrafts).toEqual([])
    },
  )

  it('is paid by two transfers; the sum that is missing is told, and a transfer counts once', async () => {
    const tokenId = await issued('ukey')
    const { transactionId } = await submit(house, tokenId)
    await waitsFor(transactionId, 'payment')
    const paidOn = new Date(Date.now() + ahead).toISOString().slice(0, 10)
    const transfer = (payerAccount: string, amountFen: number) => ({
      ...{ payerAccount, amountFen, paidOn, note: '' },
      payerName: agency.applicantName,
    })
    const first = transfer('6222000000001001', 4_000)
    const part = await house.orders.reportTransfers(transactionId, [first])
    expect(part).toMatchObject({ results: ['found'], receivedFen: 4_000, totalFen: 10_000, paid: false })
    const again = await house.orders.reportTransfers(transactionId, [first])
    expect(again).toMatchObject({ receivedFen: 4_000, paid: false })
    const waits = await house.until(
      transactionId,
      ({ waiting }) => waiting?.for === 'payment' && waiting.order.receivedFen === 4_000,
    )
    expect(waits.state).toBe('waiting')
    const whole = await house.orders.reportTransfers(transactionId, [
      first,
      transfer('6222000000001002', 6_000),
    ])
    expect(whole).toMatchObject({ results: ['found', 'found'], receivedFen: 10_000, paid: true })
    await waitsFor(transactionId, 'review')
    expect(await momentsOf(transactionId)).toContain('paid')
    await house.issuance.abandon(transactionId, given(UKEY_PIN))
  })

  inWhole('that is sent back is corrected from its page, reviewed again and approved', async () => {
    const tokenId = await issued('ukey')
    const { transactionId } = await submit(house, tokenId)
    await payOnline(transactionId)
    await waitsFor(transactionId, 'review')
    const requestId = requestOf(transactionId)
    const reason = '经办人姓名与证件不符'
    await operator.client.operator.requestCorrection({ requestId, reason, fields: ['handler'] })
    await house.issuance.resume(transactionId)
    const { waiting } = await waitsFor(transactionId, 'correction')
    expect(waiting).toMatchObject({ reason, fields: ['handler'] })
    const shown = await house.renewal.application(transactionId)
    expect(JSON.stringify(shown)).not.toContain(people.handler.idNumber)
    const { idNumber, name, ...kept } = { ...people.handler, name: '李四', idNumber: '' }
    await house.renewal.correct({
      transactionId,
      handler: { ...kept, idNumber, name, phone: '', email: '', address: '' },
    })
    await waitsFor(transactionId, 'review')
    expect((await house.renewal.application(transactionId))?.handler?.name).toBe('李四')
    await approve(transactionId)
    expect(await install(transactionId)).toMatchObject({ state: 'done' })
  })

  it('that is refused says why; the money goes back, and this is shown until it is sent', async () => {
    const tokenId = await issued('ukey')
    const old = certificateOn(house, tokenId)
    const { transactionId } = await submit(house, tokenId)
    await payOnline(transactionId)
    await waitsFor(transactionId, 'review')
    await operator.client.operator.refuse({ requestId: requestOf(transactionId), reason: '资料不实' })
    await house.issuance.resume(transactionId)
    const refused = await house.until(transactionId, ({ state }) => state === 'paused')
    expect(refused.error).toMatchObject({ code: 'request-refused', params: { words: '资料不实' } })
    expect(await house.renewal.progress(transactionId)).toMatchObject({
      reason: '资料不实',
      refund: { state: 'due', amountFen: 10_000 },
    })
    await house.issuance.abandon(transactionId, given(UKEY_PIN))
    const shown = await house.shows(({ refunds }) => refunds.length === 1)
    expect(shown.refunds).toMatchObject([{ state: 'due', amountFen: 10_000 }])
    const { orders } = await operator.client.operator.orders({ state: 'refund-due' })
    const due = orders.find(({ order }) => order.number === shown.refunds[0]?.orderNumber)
    await operator.client.operator.refund({ orderId: due?.order.id ?? '' })
    await house.orders.refreshRefunds()
    expect(house.state.current().refunds).toMatchObject([{ state: 'sent' }])
    // The old certificate was never touched.
    expect((await house.authority.client().certificates.get({ serial: old.serial })).status).toBe('active')
  })

  inWhole(
    'cannot be begun twice, neither here nor on another computer, and says so with its order number',
    async () => {
      const tokenId = await issued('ukey')
      const { transactionId } = await submit(house, tokenId)
      await waitsFor(transactionId, 'payment')
      const which = certificateOn(house, tokenId)
      expect((await house.renewal.quote(which)).standing).toMatchObject({ may: 'unfinished', transactionId })
      expect(await codeOf(submit(house, tokenId))).toMatchObject({ code: 'renewal-unfinished' })
      const other = await openWholeHouse(ra.url, { clock: () => new Date(Date.now() + ahead) })
      await other.login(agency)
      const elsewhere = await other.renewal.quote(which)
      expect(elsewhere.standing).toMatchObject({ may: 'unfinished', transactionId: null })
      await other.end()
      await house.issuance.abandon(transactionId, given(UKEY_PIN))
    },
  )

  it('is not submitted when the price or the agreement is another one than the person saw', async () => {
    const tokenId = await issued('ukey')
    expect(await codeOf(submit(house, tokenId, { expectedTotalFen: 9_999 }))).toEqual({
      code: 'price-changed',
      params: { yuan: '100.00' },
    })
    const read = { agreementVersion: 'another one' }
    expect(await codeOf(submit(house, tokenId, { form: read }))).toMatchObject({ code: 'agreement-changed' })
    const wrong = { handler: { ...people.handler, idNumber: '110105194912310021' } }
    expect(await codeOf(submit(house, tokenId, { form: wrong }))).toMatchObject({ code: 'input-invalid' })
    expect(house.issuance.views().filter(({ business }) => business === 'renew')).toEqual([])
  })

  inWhole('says so when the certificate was revoked meanwhile, and nothing is paid for', async () => {
    const tokenId = await issued('ukey')
    const { serial } = certificateOn(house, tokenId)
    await operator.client.operator.revoke({ serial, reason: 'key-compromised' })
    expect((await house.renewal.quote({ issuerId: 'demo', serial })).standing).toEqual({
      may: 'no',
      because: 'revoked',
    })
    expect(await codeOf(submit(house, tokenId))).toMatchObject({ code: 'certificate-not-in-force' })
  })
})

describe('an expired certificate', () => {
  it('is renewed with the stamped form: what is no scan of it is refused with the reason; then by appointment only', async () => {
    const tokenId = await issued('ukey')
    const old = certificateOn(house, tokenId)
    await passDays(370)
    await house.tokens.show()
    const { standing, ...quote } = await house.renewal.quote(old)
    expect(standing.may).toBe('with-form')
    const upload = (bytes: Uint8Array, fileName = 'scan.pdf') =>
      house.renewal.upload({ issuerId: 'demo', fileName, base64: Buffer.from(bytes).toString('base64') })
    const exported = await house.renewal.exportForm({
      ...old,
      form: formFor({ ...quote, standing }, 1),
    })
    const pdf = new Uint8Array(Buffer.from(exported.base64, 'base64'))
    const { text, warnings } = judged(pdf)
    expect(warnings).toBe('')
    for (const word of ['数字证书续期申请表', '张三', '11010519491231002X', '北京市海淀区示例路'])
      expect(text).toContain(word)
    expect(await codeOf(upload(pdf))).toMatchObject({ code: 'scan-is-form' })
    expect(await codeOf(upload(Buffer.from('not a pdf')))).toMatchObject({ code: 'scan-not-pdf' })
    expect(await codeOf(upload(new Uint8Array(10 * 1024 * 1024 + 1)))).toEqual({
      code: 'scan-too-large',
      params: { limit: 10 },
    })
    expect(await codeOf(submit(house, tokenId))).toMatchObject({ code: 'input-invalid' })
    const scan = await upload(scanned())
    expect(scan).toMatchObject({ pages: 1, fileName: 'scan.pdf' })
    const { transactionId } = await submit(house, tokenId, { form: { attachment: scan } })
    await payOnline(transactionId)
    await waitsFor(transactionId, 'review')
    await approve(transactionId)
    expect(await install(transactionId)).toMatchObject({ state: 'done' })
    // After the end the term begins at the issue.
    const [renewed] = (await inForce()).filter(({ usage }) => usage === 'signature')
    const days = (Date.parse(renewed?.notAfter ?? '') - Date.now() - ahead) / DAY
    expect(Math.round(days)).toBeGreaterThanOrEqual(364)
    expect(Math.round(days)).toBeLessThanOrEqual(366)
  })

  inWhole('is too late after the limit, and says since when', async () => {
    const tokenId = await issued('ukey')
    const old = certificateOn(house, tokenId)
    await passDays(800)
    expect((await house.renewal.quote(old)).standing).toMatchObject({ may: 'too-late' })
    expect(await codeOf(submit(house, tokenId))).toMatchObject({ code: 'renewal-too-late' })
  })
})

describe('what was typed', () => {
  it('is kept through a restart; an identity number only as the key store sealed it, and shown only masked', async () => {
    await house.end()
    const home = temporary()
    const keyStore = {
      seal: (text: string) => new Uint8Array(Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a)),
      open: (sealed: Uint8Array) => Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString('utf8'),
    }
    await open('pkcs11', { home, keyStore })
    const which = { issuerId: 'demo', serial: '0123456789ABCDEF' }
    house.renewalDrafts.save({ ...which, holder: '甲', form: people, moment: 'people' })
    const file = readFileSync(join(home, 'renewals.json'), 'utf8')
    expect(file).not.toContain(people.handler.idNumber)
    expect(file).toContain('张三')
    await house.end()
    await open('pkcs11', { home, keyStore })
    const view = house.renewalDrafts.view(which)
    expect(view).toMatchObject({ keptIdNumber: '110***********002X', moment: 'people', keepsNumbers: true })
    expect(view.form.handler).toMatchObject({ idNumber: '', name: '张三' })
    expect(house.renewalDrafts.whole(which)?.handler.idNumber).toBe(people.handler.idNumber)
    // Saved again with an empty field, the number stays; a new one replaces it.
    house.renewalDrafts.save({ ...which, holder: '甲', form: view.form, moment: 'confirm' })
    expect(house.renewalDrafts.whole(which)?.handler.idNumber).toBe(people.handler.idNumber)
    await house.end()
    // On a system without a key store the number is not on disk at all.
    await open('pkcs11', { home })
    expect(house.renewalDrafts.view(which)).toMatchObject({ keptIdNumber: null, keepsNumbers: false })
    house.renewalDrafts.save({ ...which, holder: '甲', form: people, moment: 'people' })
    expect(readFileSync(join(home, 'renewals.json'), 'utf8')).not.toContain('sealed')
    expect(readFileSync(join(home, 'renewals.json'), 'utf8')).not.toContain(people.handler.idNumber)
    expect(house.renewalDrafts.view(which).keptIdNumber).toBe('110***********002X')
  })
})
