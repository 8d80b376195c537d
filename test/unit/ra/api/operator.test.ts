import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import type { Call } from '../../../../src/ra/api/call.ts'
import { operatorApi } from '../../../../src/ra/api/operator.ts'
import { secretHash } from '../../../../src/ra/random.ts'
import { now } from '../rules/samples.ts'
import { apiPlace, ca, password, refused } from './place.ts'

const placeOf = () => {
  const at = apiPlace()
  at.addAccount()
  at.addOperator('token')
  return at
}

describe('an operator', () => {
  const captcha = { captchaId: 'a-captcha-id', captchaAnswer: 'AB12' }

  it('logs in for eight hours, and out', async () => {
    const at = placeOf()
    const input = { name: 'wang', password, clientId: 'client-of-the-operator', ...captcha }
    const session = await call(operatorApi.login, input, { context: at.call() })
    expect(session).toMatchObject({ name: 'wang', expiresAt: new Date(now + 8 * 3_600_000).toISOString() })
    expect(at.passed).toEqual(['logins 192.0.2.1', 'captcha a-captcha-id AB12'])
    expect(at.rows('SELECT owner_id, used_at FROM devices')).toEqual([{ owner_id: 'id-wang', used_at: now }])
    const last = now + 8 * 3_600_000 - 1
    expect(await at.store.operatorBySession(secretHash(session.token), last)).toMatchObject({ name: 'wang' })
    expect(await call(operatorApi.logout, {}, { context: at.call(session.token) })).toEqual({})
    expect(await at.store.operatorBySession(secretHash(session.token), now)).toBeNull()
    expect(await call(operatorApi.logout, {}, { context: at.call() })).toEqual({})
    expect(await at.store.operatorBySession(secretHash('token'), now)).toMatchObject({ name: 'wang' })
  })

  it('does not get in with a wrong name or password, and needs a captcha after two', async () => {
    const at = placeOf()
    const login = (name: string, typed: string, more = {}) =>
      refused(call(operatorApi.login, { name, password: typed, ...more }, { context: at.call() }))
    expect(await login('wang', 'x')).toEqual(['operator-login-wrong', { triesLeft: 4 }])
    expect(await login('nobody', password)).toEqual(['operator-login-wrong', { triesLeft: 4 }])
    expect(await login('wang', 'x')).toEqual(['operator-login-wrong', { triesLeft: 3 }])
    expect(await login('wang', password)).toEqual(['captcha-wanted', {}])
    expect(at.passed).not.toContainEqual(expect.stringContaining('captcha'))
    expect(await login('wang', password, captcha)).toBeNull()
    expect(at.rows(`SELECT failures FROM attempts WHERE name LIKE '%wang%' AND failures > 0`)).toEqual([])
  })

  const all = { text: '' }
  const calls: readonly (readonly [string, (context: Call) => Promise<unknown>])[] = [
    ['accounts', (context) => call(operatorApi.accounts, all, { context })],
    ['requests', (context) => call(operatorApi.requests, all, { context })],
    ['attachment', (context) => call(operatorApi.attachment, { uploadId: 'upload-1' }, { context })],
    ['approve', (context) => call(operatorApi.approve, { requestId: 'request-1' }, { context })],
    ['refuse', (context) => call(operatorApi.refuse, { requestId: 'request-1', reason: 'r' }, { context })],
    ['certificates', (context) => call(operatorApi.certificates, all, { context })],
    [
      'revoke',
      (context) => call(operatorApi.revoke, { serial: 'AB', reason: 'key-compromised' }, { context }),
    ],
    ['outbox', (context) => call(operatorApi.outbox, all, { context })],
    ['health', (context) => call(operatorApi.health, {}, { context })],
    ['publishCrl', (context) => call(operatorApi.publishCrl, {}, { context })],
  ]
  it.each(calls)('alone may call %s', async (_, asked) => {
    const at = placeOf()
    at.addSession('account')
    expect(await refused(asked(at.call()))).toEqual(['session-missing', {}])
    expect(await refused(asked(at.call('account')))).toEqual(['session-ended', {}])
  })
})

describe('what an operator decides', () => {
  const waiting = () => {
    const at = placeOf()
    at.insert('requests', {
      id: 'request-1',
      account_id: 'account-1',
      state: 'awaiting-review',
      review: 'waiting',
      expires_at: now + 1,
    })
    return at
  }
  const review = 'SELECT review, refused_reason, correction_fields, reviewed_by, reviewed_at FROM requests'
  const row = { refused_reason: null, correction_fields: '', reviewed_by: 'id-wang', reviewed_at: now }

  it('about a request is kept with his name', async () => {
    const approved = waiting()
    const context = approved.call('token')
    const { request } = await call(operatorApi.approve, { requestId: 'request-1' }, { context })
    expect([request.id, approved.rows(review)]).toEqual(['request-1', [{ ...row, review: 'approved' }]])
    const refusing = waiting()
    await call(
      operatorApi.refuse,
      { requestId: 'request-1', reason: '不符' },
      { context: refusing.call('token') },
    )
    expect(refusing.rows(review)).toEqual([{ ...row, review: 'refused', refused_reason: '不符' }])
    expect(refusing.rows('SELECT text FROM outbox')[0]?.text).toContain('【示例】')
  })

  it('to be corrected names each part once', async () => {
    const at = waiting()
    const input = {
      requestId: 'request-1',
      reason: '补',
      fields: ['handler', 'other', 'handler'] as ('handler' | 'other')[],
    }
    await call(operatorApi.requestCorrection, input, { context: at.call('token') })
    expect(at.rows(review)).toEqual([
      { ...row, review: 'correction', refused_reason: '补', correction_fields: 'handler other' },
    ])
  })

  it('about a certificate holds for its pair', async () => {
    const at = placeOf()
    for (const [serial, usage] of [
      ['AA', 'signature'],
      ['BB', 'encryption'],
    ] as const)
      at.insert('certificates', { serial, usage, pair_id: 'p', account_id: 'account-1', der: ca.issuing.der })
    const input = { serial: 'BB', reason: 'key-compromised' as const }
    const { certificates } = await call(operatorApi.revoke, input, { context: at.call('token') })
    expect(certificates.map(({ serial, status }) => [serial, status])).toEqual([
      ['AA', 'revoked'],
      ['BB', 'revoked'],
    ])
    expect(at.rows('SELECT DISTINCT reason, note, revoked_at FROM certificates')).toEqual([
      { reason: 'key-compromised', note: null, revoked_at: now },
    ])
    expect(at.rows('SELECT actor FROM audit')).toEqual([{ actor: 'operator wang' }])
  })
})

describe('the health of the authority', () => {
  it('tells its keys, its list and its figures', async () => {
    const at = placeOf()
    at.insert('certificates', { status: 'revoked' })
    for (const state of ['awaiting-review', 'awaiting-review', 'ready']) at.insert('requests', { state })
    const health = await call(operatorApi.health, {}, { context: at.call('token') })
    expect(health).toMatchObject({
      ...{ serverTime: new Date(now).toISOString(), startedAt: new Date(now - 1).toISOString() },
      ...{ crl: { number: 3, thisUpdate: new Date(now).toISOString(), entries: 2, kept: 0 }, accounts: 1 },
      ...{ certificates: { revoked: 1 }, waitingForReview: 2, databaseBytes: 4096 },
    })
    expect(health.crl.nextUpdate).toBe(new Date(now + 1000).toISOString())
    expect(health.authorities.map(({ subject }) => subject.includes('示例'))).toEqual([true, true])
    expect(health.authorities[0]?.serial).not.toBe(health.authorities[1]?.serial)
  })

  it('tells of the list that is published now', async () => {
    const at = placeOf()
    expect(await call(operatorApi.publishCrl, {}, { context: at.call('token') })).toEqual({
      ...{
        number: 4,
        thisUpdate: new Date(now).toISOString(),
        nextUpdate: new Date(now + 1000).toISOString(),
      },
    })
  })
})
