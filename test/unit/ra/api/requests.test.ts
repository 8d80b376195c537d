import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { csrToSign, finishCsr } from '../../../../src/pki/csr/index.ts'
import { generateSm2KeyPair, sm2Sign } from '../../../../src/pki/sm2/index.ts'
import { resumeToken } from '../../../../src/ra/api/call.ts'
import { requestsApi } from '../../../../src/ra/api/requests.ts'
import { toBase64 } from '../../../../src/ra/base64.ts'
import { subjectOf } from '../../../../src/ra/ca/subject.ts'
import type { Request, Seal } from '../../../../src/ra/records.ts'
import { carryOut } from '../../../../src/ra/store/sql/transact.ts'
import { confirmationMessage } from '../../../../src/shared/ra-contract/request.ts'
import { account, now, request, token } from '../rules/samples.ts'
import { apiPlace, refused } from './place.ts'

const keys = generateSm2KeyPair()
const subject = subjectOf(account)
const csr = () => {
  const { tbs } = csrToSign({ subject: subject.der, publicKey: keys.publicKey })
  return toBase64(finishCsr(tbs, sm2Sign(keys.privateKey, tbs)))
}
const placeOf = (more: Partial<Request> = {}, services: Parameters<typeof apiPlace>[0] = {}) => {
  const at = apiPlace({ seals: { renewed: async () => null } as never, ...services })
  at.addAccount()
  at.addSession('token')
  const opened = { ...request, subjectDer: subject.der, subjectText: subject.text, ...more }
  const change = { kind: 'add-request', request: opened, idempotencyKey: 'k', bodyHash: 'b' } as const
  at.ask(carryOut(at.sql, { changes: [change], answer: null }))
  return at
}
const requestId = 'request-1'

describe('a request that is opened', () => {
  const form = (business: 'issue' | 'replacement') => ({
    business,
    idempotencyKey: 'key-of-this-one-test',
    token,
  })

  it('gets its own token to resume, within the limit of its account', async () => {
    const at = placeOf()
    const opened = await call(requestsApi.open, form('issue'), { context: at.call('token') })
    expect(opened.resumeToken).toBe(resumeToken(at.services, opened.request.id))
    expect([opened.request.business, at.passed]).toEqual(['issue', ['openings account-1']])
    expect((await at.store.request(opened.request.id))?.accountId).toBe('account-1')
  })

  it.each([
    ['identified', 'issue', ['session-too-narrow', { scope: 'identified' }]],
    ['identified', 'replacement', ['previous-certificate-missing', {}]],
    ['full', 'replacement', ['previous-certificate-missing', {}]],
    ['code', 'issue', ['login-code-wanted', {}]],
  ] as const)('in a session for %s, as %s: %j', async (scope, business, refusal) => {
    const at = placeOf()
    at.addSession('other', { scope })
    expect(await refused(call(requestsApi.open, form(business), { context: at.call('other') }))).toEqual(
      refusal,
    )
  })
})

describe('a request', () => {
  it('is listed and shown to its account', async () => {
    const at = placeOf()
    at.insert('requests', { id: 'request-2', account_id: 'b' })
    const { requests } = await call(requestsApi.list, {}, { context: at.call('token') })
    expect(requests.map(({ id }) => id)).toEqual([requestId])
    const get = (id: string, bearer: string) =>
      call(requestsApi.get, { requestId: id }, { context: at.call(bearer) })
    expect((await get(requestId, 'token')).request.id).toBe(requestId)
    expect((await get(requestId, resumeToken(at.services, requestId))).request.id).toBe(requestId)
    expect(await refused(get('request-2', 'token'))).toEqual(['request-unknown', {}])
  })

  it('shows and changes its application in a full session only', async () => {
    const at = placeOf({ application: { agreementAccepted: true, invoice: { title: '示例' } } })
    const read = (bearer: string) =>
      call(requestsApi.application, { requestId }, { context: at.call(bearer) })
    expect((await read('token')).application?.invoice).toEqual({ title: '示例', taxNumber: null })
    const resume = resumeToken(at.services, requestId)
    expect(await refused(read(resume))).toEqual(['session-ended', {}])
    at.addSession('narrow', { scope: 'identified' })
    expect((await refused(read('narrow')))?.[0]).toBe('session-too-narrow')
    const correct = (bearer: string) => call(requestsApi.correct, { requestId }, { context: at.call(bearer) })
    expect(await refused(correct(resume))).toEqual(['session-ended', {}])
    expect((await refused(correct('token')))?.[0]).not.toBe('session-ended')
  })

  it('is corrected by its account', async () => {
    const at = placeOf({
      ...{ state: 'awaiting-correction', review: 'correction', correctionFields: ['invoice'] },
      application: { agreementAccepted: true },
    })
    const review = {
      kind: 'review-request',
      id: requestId,
      review: 'correction',
      reason: 'r',
      fields: ['invoice'],
      operatorId: 'o',
      at: now,
    } as const
    at.ask(carryOut(at.sql, { changes: [review], answer: null }))
    const input = { requestId, invoice: { title: '新' } }
    const corrected = await call(requestsApi.correct, input, { context: at.call('token') })
    expect(corrected.request.id).toBe(requestId)
    expect((await at.store.request(requestId))?.application?.invoice).toEqual({ title: '新' })
  })

  it('is given up with its resume token', async () => {
    const at = placeOf()
    const context = at.call(resumeToken(at.services, requestId))
    const { request: ended } = await call(requestsApi.abandon, { requestId }, { context })
    expect(ended.state).toBe('abandoned')
  })
})

describe('the certificates of a request', () => {
  const collected = async (at: ReturnType<typeof placeOf>, blob?: boolean) => {
    const context = at.call(resumeToken(at.services, requestId))
    const { request: submitted } = await call(requestsApi.submitCsr, { requestId, csr: csr() }, { context })
    expect(submitted.state).toBe('ready')
    const input = blob === undefined ? { requestId } : { requestId, blob }
    return (await call(requestsApi.collect, input, { context })).collected
  }
  const seal = { state: 'issued', der: Uint8Array.of(1) } as Seal
  const withSeal = (renewed: () => Promise<Seal | null>) =>
    placeOf({ state: 'opened' }, { seals: { renewed } as never })

  it('are collected, and confirmed', async () => {
    const at = placeOf({ state: 'opened' })
    const first = await collected(at)
    expect(first.seal).toBeNull()
    const { signatureSerial: serial } = (await at.store.request(requestId)) ?? { signatureSerial: null }
    const message = confirmationMessage(requestId, serial ?? '')
    const input = { requestId, signature: toBase64(sm2Sign(keys.privateKey, message)) }
    const confirmed = await call(requestsApi.confirm, input, { context: at.call('token') })
    expect(confirmed.request.state).toBe('active')
    expect(
      confirmed.certificates.map(({ serial: one, usage, status }) => [one === serial, usage, status]),
    ).toEqual([
      [true, 'signature', 'active'],
      [false, 'encryption', 'active'],
    ])
  })

  it.each([
    [undefined, false],
    [false, false],
    [true, true],
  ])('come with blob: %s as a blob: %s', async (blob, isBlob) => {
    const asked: boolean[] = []
    const at = placeOf({ state: 'opened' })
    const requests = {
      ...at.services.requests,
      collect: async (_: Request, one: boolean) => {
        asked.push(one)
        return {}
      },
    }
    const services = { ...at.services, requests } as typeof at.services
    const input = blob === undefined ? { requestId } : { requestId, blob }
    await call(requestsApi.collect, input, { context: { ...at.call('token'), services } })
    expect(asked).toEqual([isBlob])
  })

  it('come with a seal that is issued, and with no other', async () => {
    expect((await collected(withSeal(async () => seal))).seal).toBe('AQ==')
    expect((await collected(withSeal(async () => ({ ...seal, state: 'revoked' })))).seal).toBeNull()
    expect((await collected(withSeal(async () => ({ ...seal, der: null })))).seal).toBeNull()
  })

  it('come without a seal if that cannot be made, which is told', async () => {
    const failing = withSeal(() => Promise.reject(new Error('no picture')))
    expect((await collected(failing)).seal).toBeNull()
    expect(failing.logged).toEqual(['the seal of a request was not made: no picture'])
    const odd = withSeal(() => Promise.reject('odd'))
    expect([(await collected(odd)).seal, odd.logged]).toEqual([
      null,
      ['the seal of a request was not made: unknown'],
    ])
  })
})
