import { execFileSync } from 'node:child_process'
import { afterEach, expect, it } from 'vitest'
import { fromBase64, generateSm2KeyPair } from '../../../src/pki/index.ts'
import { agency, operatorAt, startTestRa, type TestRa } from './authority.ts'
import { csrFor, finish, type Holder, issue, openRequest } from './holder.ts'

const DAY = 24 * 60 * 60 * 1000

let test: TestRa
afterEach(() => test.end())

/** The end of a certificate as OpenSSL reads it. */
function endOf(der: Uint8Array): string {
  const text = execFileSync('openssl', ['x509', '-inform', 'DER', '-noout', '-enddate'], { input: der })
  return new Date(text.toString('utf8').replace('notAfter=', '')).toISOString()
}

async function signatureOf(holder: Holder) {
  const { certificates } = await holder.client.certificates.list({})
  const found = certificates.find(
    ({ usage, status }) => usage === 'signature' && (status === 'active' || status === 'expired'),
  )
  if (found === undefined) throw new Error('no certificate')
  return found
}

const form = () => {
  const body = '%PDF-1.4\n1 0 obj <</Type /Page>> endobj\nxref\n'
  return Buffer.from(`${body}startxref\n${body.indexOf('xref')}\n%%EOF\n`).toString('base64')
}

/** Renews at so many days after the end of the certificate; the clock stands still from the quote on. */
async function renewed(days: number, years: number) {
  let now = Date.parse('2026-11-20T08:00:00Z')
  test = await startTestRa({ clock: () => now })
  await issue(await agency(test.ra.url))
  const before = await signatureOf(await agency(test.ra.url))
  now = Date.parse(before.notAfter) + days * DAY
  const holder = await agency(test.ra.url)
  const quote = await holder.client.renewals.quote({ serial: before.serial })
  const term = quote.terms.find((one) => one.years === years)
  if (term === undefined) throw new Error('no such term')
  const attachments =
    quote.standing.may === 'with-form'
      ? [(await holder.client.uploads.create({ fileName: '申请表.pdf', content: form() })).uploadId]
      : []
  const { request } = await openRequest(holder, {
    business: 'renew',
    previousSerial: before.serial,
    termYears: years,
    application: {
      agreementAccepted: true,
      agreementVersion: quote.agreementVersion,
      expectedTotalFen: term.totalFen,
      handler: { idType: 'resident-id', idNumber: '110105198804120040', name: '王芳', phone: '13800000002' },
      attachments,
    },
  })
  const pair = generateSm2KeyPair()
  await holder.client.requests.submitCsr({ requestId: request.id, csr: csrFor(request, pair) })
  const { payUrl } = await holder.client.orders.get({ orderId: request.order?.id ?? '' })
  await fetch(payUrl ?? '', { method: 'POST' })
  const operator = await operatorAt(test)
  await operator.client.operator.approve({ requestId: request.id })
  const { collected } = await finish(holder, request, pair)
  return { quote, term, before, now, ends: endOf(fromBase64(collected.signatureCertificate)) }
}

it.each([1, 2, 3])(
  'a renewal before the end adds %i years to it, as quoted, to the second',
  async (years) => {
    const { quote, term, before, ends } = await renewed(-30, years)
    expect(quote.standing).toEqual({ may: 'online' })
    const expected = new Date(before.notAfter)
    expected.setUTCFullYear(expected.getUTCFullYear() + years)
    expect([term.notAfter, ends]).toEqual([expected.toISOString(), expected.toISOString()])
  },
)

it('a renewal after the end begins with its issue, as quoted, to the second', async () => {
  const { quote, term, now, ends } = await renewed(100, 2)
  expect(quote.standing).toEqual({ may: 'with-form', until: new Date(now + 265 * DAY).toISOString() })
  const expected = new Date(Math.floor(now / 1000) * 1000)
  expected.setUTCFullYear(expected.getUTCFullYear() + 2)
  expect([term.notAfter, ends]).toEqual([expected.toISOString(), expected.toISOString()])
})
