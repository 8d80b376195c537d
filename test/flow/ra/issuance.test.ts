import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  fromBase64,
  generateSm2KeyPair,
  openEnvelopedKey,
  parseCertificate,
  parseCsrResponse,
  parseEnvelopedKey,
  parseEnvelopedKeyBlob,
  toHex,
} from '../../../src/pki/index.ts'
import { agency, person, refusalOf, startTestRa, type TestRa } from './authority.ts'
import {
  confirmation,
  csrFor,
  finish,
  type Holder,
  holderAt,
  issue,
  openRequest,
  randomKey,
  softToken,
} from './holder.ts'

let test: TestRa
let holder: Holder

beforeAll(async () => {
  test = await startTestRa()
})
afterAll(() => test.end())

const DAY = 24 * 60 * 60 * 1000

async function activeSerials(of: Holder): Promise<readonly string[]> {
  const { certificates } = await of.client.certificates.list({})
  return certificates.filter((one) => one.status === 'active').map((one) => one.serial)
}

describe('an issuance', () => {
  it('ends with one active pair for one subject', async () => {
    holder = await agency(test.ra.url)
    const { request, collected } = await issue(holder)
    expect(request.state).toBe('active')
    const { certificates } = await holder.client.certificates.list({})
    expect(certificates.map((one) => [one.usage, one.status])).toEqual([
      ['encryption', 'active'],
      ['signature', 'active'],
    ])
    const signature = parseCertificate(fromBase64(collected.signatureCertificate))
    const encryption = parseCertificate(fromBase64(collected.encryptionCertificate))
    expect(signature.use).toBe('signing')
    expect(encryption.use).toBe('encryption')
    expect(toHex(encryption.subject.raw)).toBe(toHex(signature.subject.raw))
    expect(signature.subject.o).toBe('北京示例知识产权代理有限公司')
    expect(signature.serialHex).toBe(request.serials?.signature)
  })

  it('delivers the encryption key under the signing key, in all three forms', async () => {
    const { request } = await openRequest(holder)
    const pair = generateSm2KeyPair()
    const requestId = request.id
    await holder.client.requests.submitCsr({ requestId, csr: csrFor(request, pair) })
    const { collected } = await holder.client.requests.collect({ requestId, blob: true })
    const encryption = parseCertificate(fromBase64(collected.encryptionCertificate)).publicKey
    const forms = [
      parseEnvelopedKey(fromBase64(collected.envelopedKey ?? '')),
      parseEnvelopedKeyBlob(fromBase64(collected.envelopedKeyBlob ?? '')),
      parseCsrResponse(fromBase64(collected.response)).encryptedPrivateKey,
    ]
    for (const form of forms) {
      if (form === null || encryption.type !== 'sm2') throw new Error('no enveloped key')
      const opened = openEnvelopedKey(pair.privateKey, form)
      expect(toHex(opened.publicKey)).toBe(toHex(encryption.point))
    }
    await holder.client.requests.abandon({ requestId })
  })

  it('answers every repeated step as it did the first time', async () => {
    const idempotencyKey = randomKey()
    const first = await openRequest(holder, { idempotencyKey })
    const second = await openRequest(holder, { idempotencyKey })
    expect(second).toEqual(first)
    const requestId = first.request.id
    const pair = generateSm2KeyPair()
    const csr = csrFor(first.request, pair)
    const submitted = await holder.client.requests.submitCsr({ requestId, csr })
    expect(await holder.client.requests.submitCsr({ requestId, csr })).toEqual(submitted)
    const collected = await holder.client.requests.collect({ requestId })
    expect(await holder.client.requests.collect({ requestId })).toEqual(collected)
    expect((await holder.client.requests.submitCsr({ requestId, csr })).request.state).toBe('issued')
    const done = await finish(holder, first.request, pair)
    const again = await finish(holder, first.request, pair)
    expect(again.request).toEqual(done.request)
    expect(await holder.client.requests.collect({ requestId })).toEqual(collected)
    expect((await openRequest(holder, { idempotencyKey })).request.state).toBe('active')
  })

  it('refuses the same idempotency key with another body', async () => {
    const idempotencyKey = randomKey()
    const { request } = await openRequest(holder, { idempotencyKey })
    const refusal = await refusalOf(openRequest(holder, { idempotencyKey, serial: 'ANOTHER' }))
    expect(refusal.code).toBe('idempotency-conflict')
    await holder.client.requests.abandon({ requestId: request.id })
  })

  it('makes one pair even when sixteen collect at once', async () => {
    const { request } = await openRequest(holder)
    const pair = generateSm2KeyPair()
    const requestId = request.id
    await holder.client.requests.submitCsr({ requestId, csr: csrFor(request, pair) })
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => holder.client.requests.collect({ requestId })),
    )
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
    await holder.client.requests.abandon({ requestId })
  })

  it('keeps the old pair until confirm and supersedes it there', async () => {
    const before = await activeSerials(holder)
    const { request } = await openRequest(holder)
    const pair = generateSm2KeyPair()
    await holder.client.requests.submitCsr({ requestId: request.id, csr: csrFor(request, pair) })
    await holder.client.requests.collect({ requestId: request.id })
    expect(await activeSerials(holder)).toEqual(before)
    await finish(holder, request, pair)
    const after = await activeSerials(holder)
    expect(after).toHaveLength(2)
    expect(after).not.toEqual(before)
    const { certificates } = await holder.client.certificates.list({})
    for (const serial of before) {
      expect(certificates.find((one) => one.serial === serial)?.status).toBe('superseded')
    }
  })

  it('never lets a stalled request push out a newer certificate', async () => {
    const stalled = await openRequest(holder)
    const pair = generateSm2KeyPair()
    const requestId = stalled.request.id
    await holder.client.requests.submitCsr({ requestId, csr: csrFor(stalled.request, pair) })
    await holder.client.requests.collect({ requestId })
    await issue(holder)
    const newer = await activeSerials(holder)
    expect((await refusalOf(finish(holder, stalled.request, pair))).code).toBe('request-outdated')
    expect(await activeSerials(holder)).toEqual(newer)
    expect((await refusalOf(finish(holder, stalled.request, pair))).code).toBe('request-abandoned')
  })

  it('can be given up at any step without touching what is active', async () => {
    const before = await activeSerials(holder)
    for (const steps of [0, 1, 2]) {
      const { request } = await openRequest(holder)
      const requestId = request.id
      if (steps > 0) {
        await holder.client.requests.submitCsr({ requestId, csr: csrFor(request, generateSm2KeyPair()) })
      }
      if (steps > 1) await holder.client.requests.collect({ requestId })
      const { request: gone } = await holder.client.requests.abandon({ requestId })
      expect(gone.state).toBe('abandoned')
    }
    expect(await activeSerials(holder)).toEqual(before)
    const { certificates } = await holder.client.certificates.list({})
    expect(certificates.filter((one) => one.status === 'pending')).toEqual([])
  })

  it('continues without a session with the token from its opening, which opens no other request', async () => {
    const opened = await openRequest(holder)
    const other = await openRequest(holder)
    const pair = generateSm2KeyPair()
    const resumed = holderAt(test.ra.url, opened.resumeToken)
    const requestId = opened.request.id
    await resumed.client.requests.submitCsr({ requestId, csr: csrFor(opened.request, pair) })
    const foreign = resumed.client.requests.get({ requestId: other.request.id })
    expect((await refusalOf(foreign)).code).toBe('session-ended')
    expect((await refusalOf(resumed.client.certificates.list({}))).code).toBe('session-ended')
    expect((await finish(resumed, opened.request, pair)).request.state).toBe('active')
    await holder.client.requests.abandon({ requestId: other.request.id })
  })

  it('ends automatically when nobody confirms it, and frees its place', async () => {
    const user = await person(test.ra.url)
    const opened = []
    for (let i = 0; i < 5; i++) opened.push(await openRequest(user))
    expect(await refusalOf(openRequest(user))).toEqual({
      code: 'too-many-open-requests',
      params: { limit: 5 },
    })
    test.passTime(8 * DAY)
    await test.ra.services.store.expireRequests(Date.now() + 8 * DAY)
    const fresh = await person(test.ra.url)
    const requestId = opened[0]?.request.id ?? ''
    const late = fresh.client.requests.submitCsr({
      requestId,
      csr: csrFor(opened[0]?.request ?? (await openRequest(fresh)).request, generateSm2KeyPair()),
    })
    expect((await refusalOf(late)).code).toBe('request-expired')
    expect((await issue(fresh)).request.state).toBe('active')
  })

  it('is confirmed by a signature, and a confirmation with another key changes nothing', async () => {
    const user = await person(test.ra.url)
    const before = await activeSerials(user)
    const { request } = await openRequest(user)
    const pair = generateSm2KeyPair()
    const requestId = request.id
    await user.client.requests.submitCsr({ requestId, csr: csrFor(request, pair) })
    await user.client.requests.collect({ requestId })
    const { request: issued } = await user.client.requests.get({ requestId })
    const serial = issued.serials?.signature ?? ''
    const wrong = [
      confirmation(request, serial, generateSm2KeyPair()),
      confirmation(request, 'AA', pair),
      'MAAA',
      '',
    ]
    for (const signature of wrong) {
      const refusal = await refusalOf(user.client.requests.confirm({ requestId, signature }))
      expect(refusal.code).toBe('confirmation-wrong')
    }
    expect(await activeSerials(user)).toEqual(before)
  })

  it('works for the longest names and the rarest characters', async () => {
    const names = [
      ['hailar', '内蒙古自治区呼伦贝尔市海拉尔区某某知识产权代理有限责任公司'],
      ['ouyang', '欧阳龘㐂'],
    ] as const
    for (const [userName, applicantName] of names) {
      const user = holderAt(test.ra.url)
      const captcha = await user.client.captcha.create({})
      const session = await user.client.sessions.byName({
        userName,
        applicantName,
        captchaId: captcha.captchaId,
        captchaAnswer: 'k7q2',
      })
      user.token = session.token
      const { collected } = await issue(user, { serial: softToken.serial })
      expect(parseCertificate(fromBase64(collected.signatureCertificate)).subject.cn).toBe(applicantName)
    }
  })
})
