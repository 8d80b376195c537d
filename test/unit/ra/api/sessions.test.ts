import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { captchaApi, sessionsApi } from '../../../../src/ra/api/sessions.ts'
import { secretHash } from '../../../../src/ra/random.ts'
import { now } from '../rules/samples.ts'
import { apiPlace, password, passwordHash, refused } from './place.ts'

const captcha = { captchaId: 'a-captcha-id', captchaAnswer: 'AB12' }
const clientId = 'client-of-the-applicant'
const through = ['logins 192.0.2.1', 'captcha a-captcha-id AB12']
const names = { userName: 'demo', applicantName: '示例公司', clientId, ...captcha }

const placeOf = (more: Parameters<typeof apiPlace>[0] = {}) => {
  const at = apiPlace(more)
  at.addAccount({ passwordHash })
  const sessionOf = async (token: string) => (await at.store.caller(secretHash(token)))?.session
  return { ...at, sessionOf }
}
const codeIn = ({ rows }: ReturnType<typeof placeOf>) =>
  /\d{6}/.exec(String(rows('SELECT text FROM outbox ORDER BY seq DESC')[0]?.text))?.[0] ?? ''

describe('a captcha', () => {
  it('is made within the limit of its caller', async () => {
    const made = { id: 'c', picture: 'p', answer: null }
    const at = placeOf({ captcha: { create: () => made, check: async () => {} } as never })
    expect(await call(captchaApi.create, {}, { context: at.call() })).toEqual(made)
    expect(at.passed).toEqual(['captchas 192.0.2.1'])
  })
})

describe('a login by names', () => {
  it.each([
    [false, 'code'],
    [true, 'full'],
  ])('where everything is made up: %s, opens a session for %s', async (demo, scope) => {
    const at = placeOf({ demo })
    const { token } = await call(sessionsApi.byName, names, { context: at.call() })
    expect(at.passed).toEqual(through)
    expect(await at.sessionOf(token)).toMatchObject({
      ...{ accountId: 'account-1', handlerId: null, scope, clientHash: secretHash(clientId) },
    })
  })

  it('is refused with wrong names', async () => {
    const at = placeOf()
    const wrong = call(sessionsApi.byName, { ...names, applicantName: 'x' }, { context: at.call() })
    expect(await refused(wrong)).toEqual(['names-wrong', { triesLeft: 4 }])
  })

  it('is finished with a code', async () => {
    const at = placeOf()
    const { token } = await call(sessionsApi.byName, names, { context: at.call() })
    const context = at.call(token, clientId)
    const sent = await call(sessionsApi.sendCode, { channel: 'sms' }, { context })
    expect(sent).toEqual({
      ...{ masked: '138****0002', expiresAt: new Date(now + 600_000).toISOString() },
      againAt: new Date(now + 60_000).toISOString(),
    })
    const opened = await call(sessionsApi.byCode, { code: codeIn(at) }, { context })
    expect(await at.sessionOf(token)).toBeUndefined()
    expect(await at.sessionOf(opened.token)).toMatchObject({
      ...{ accountId: 'account-1', handlerId: null, scope: 'full', clientHash: secretHash(clientId) },
    })
    expect(at.passed.slice(2)).toEqual(['codes 192.0.2.1', 'logins 192.0.2.1'])
  })

  it('has a code only before it is finished', async () => {
    const at = placeOf()
    at.addSession('full')
    const context = at.call('full')
    expect(await refused(call(sessionsApi.sendCode, { channel: 'sms' }, { context }))).toEqual([
      'code-stale',
      {},
    ])
    expect(await refused(call(sessionsApi.byCode, { code: '000000' }, { context }))).toEqual([
      'code-stale',
      {},
    ])
    expect(await at.sessionOf('full')).toMatchObject({ scope: 'full' })
  })
})

describe('a login by password', () => {
  it('opens a full session', async () => {
    const at = placeOf()
    const input = {
      loginKind: 'credit-code',
      login: '91110108MA01DEM07K',
      password,
      clientId,
      ...captcha,
    } as const
    const { token } = await call(sessionsApi.byPassword, input, { context: at.call() })
    expect(await at.sessionOf(token)).toMatchObject({
      ...{ accountId: 'account-1', handlerId: null, scope: 'full', clientHash: secretHash(clientId) },
    })
    expect(at.passed).toEqual(through)
    const wrong = call(sessionsApi.byPassword, { ...input, password: 'x' }, { context: at.call() })
    expect((await refused(wrong))?.[0]).toBe('password-wrong')
  })
})

describe('an identification', () => {
  const asked = { phone: '13800000002', tokenSerial: 'KEY-1', clientId, ...captcha }
  const known = () => {
    const at = placeOf()
    at.insert('tokens', { account_id: 'account-1', serial: 'KEY-1' })
    return at
  }

  it('opens a narrow session for whoever has the phone of the token', async () => {
    const at = known()
    const sent = await call(sessionsApi.identify, asked, { context: at.call() })
    expect(sent).toMatchObject({
      maskedPhone: '138****0002',
      expiresAt: new Date(now + 600_000).toISOString(),
    })
    expect(at.passed).toEqual(['codes 192.0.2.1', 'captcha a-captcha-id AB12'])
    expect(at.rows('SELECT purpose, subject FROM codes')).toEqual([
      { purpose: 'identify', subject: 'account-1' },
    ])
    expect(at.rows('SELECT recipient FROM outbox')).toEqual([{ recipient: '13800000002' }])
    expect(at.rows('SELECT text FROM outbox')[0]?.text).toContain('【示例】验证码')
    const input = { identificationId: sent.identificationId, code: codeIn(at), clientId }
    const { token } = await call(sessionsApi.byIdentification, input, { context: at.call() })
    expect(await at.sessionOf(token)).toMatchObject({
      ...{ accountId: 'account-1', handlerId: null, scope: 'identified', clientHash: secretHash(clientId) },
    })
    expect(await refused(call(sessionsApi.byIdentification, input, { context: at.call() }))).toEqual([
      'code-stale',
      {},
    ])
  })

  it('tells nobody else, and counts', async () => {
    const at = known()
    const wrong = call(sessionsApi.identify, { ...asked, phone: '13900000001' }, { context: at.call() })
    expect(await refused(wrong)).toEqual(['phone-differs', { triesLeft: 4 }])
    const none = call(sessionsApi.identify, { ...asked, tokenSerial: 'KEY-2' }, { context: at.call() })
    expect(await refused(none)).toEqual(['phone-differs', { triesLeft: 4 }])
    expect(at.rows('SELECT name FROM attempts ORDER BY name').map(({ name }) => name)).toEqual([
      ...['["identify KEY-1","192.0.2.1"]', '["identify KEY-1"]'],
      ...['["identify KEY-2","192.0.2.1"]', '["identify KEY-2"]'],
    ])
  })

  it('is finished only with its own code, for an account that is open', async () => {
    const at = known()
    at.insert('codes', {
      id: 'code-of-login',
      purpose: 'login',
      subject: 'account-1',
      expires_at: now + 1,
      tries_left: 5,
    })
    const finish = (identificationId: string, code = '000000') =>
      refused(call(sessionsApi.byIdentification, { identificationId, code }, { context: at.call() }))
    expect(await finish('code-of-login')).toEqual(['code-stale', {}])
    expect(await finish('no-such-code')).toEqual(['code-stale', {}])
    const { identificationId } = await call(sessionsApi.identify, asked, { context: at.call() })
    expect(await finish(identificationId, codeIn(at) === '000000' ? '111111' : '000000')).toEqual([
      ...['code-wrong', { triesLeft: 4 }],
    ])
    at.addAccount({ closed: true })
    expect(await finish(identificationId, codeIn(at))).toEqual(['account-closed', {}])
  })
})

describe('a session', () => {
  it('tells whose it is, and who acts', async () => {
    const at = placeOf()
    at.insert('accounts', { id: 'person-1', applicant_name: '王芳' })
    at.addSession('own')
    at.addSession('handled', { handler_id: 'person-1', scope: 'code' })
    const current = (token: string) => call(sessionsApi.current, {}, { context: at.call(token) })
    expect(await current('own')).toMatchObject({ scope: 'full', expiresAt: new Date(now + 1).toISOString() })
    expect(JSON.stringify(await current('own'))).not.toContain('王')
    expect(JSON.stringify(await current('handled'))).toContain('王')
    expect(await current('handled')).toMatchObject({ scope: 'code' })
  })

  it('is closed, also if there is none', async () => {
    const at = placeOf()
    at.addSession('own')
    expect(await call(sessionsApi.close, {}, { context: at.call() })).toEqual({})
    expect(await at.sessionOf('own')).toBeDefined()
    expect(await call(sessionsApi.close, {}, { context: at.call('own') })).toEqual({})
    expect(await at.sessionOf('own')).toBeUndefined()
  })
})
