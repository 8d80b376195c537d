import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { verifyPassword } from '../../../../src/ra/accounts/password.ts'
import { centreApi } from '../../../../src/ra/api/centre.ts'
import { secretHash } from '../../../../src/ra/random.ts'
import { now } from '../rules/samples.ts'
import { apiPlace, password, passwordHash, refused } from './place.ts'

const placeOf = (session: Readonly<Record<string, string | number | null>> = {}) => {
  const at = apiPlace()
  at.addAccount({ passwordHash, email: 'demo@example.cn' })
  at.addSession('token', session)
  return at
}

describe('the sessions of an account', () => {
  const input = (sessionId: string) => ({ sessionId })

  it('are listed without what opens them, and ended one by one', async () => {
    const at = placeOf()
    at.addSession('other', { handler_id: null, created_at: -1 })
    const list = () => call(centreApi.sessions, {}, { context: at.call('token') })
    const { sessions } = await list()
    expect(sessions.map(({ current, scope, handlerName }) => [current, scope, handlerName])).toEqual([
      [true, 'full', null],
      [false, 'full', null],
    ])
    expect(sessions.map(({ id }) => id)).toEqual(
      ['token', 'other'].map((one) => secretHash(`session ${secretHash(one)}`).slice(0, 22)),
    )
    expect(sessions[0]).toMatchObject({
      openedAt: new Date(0).toISOString(),
      expiresAt: new Date(now + 1).toISOString(),
    })
    await call(centreApi.endSession, input('no-such-session'), { context: at.call('token') })
    expect((await list()).sessions).toHaveLength(2)
    await call(centreApi.endSession, input(sessions[1]?.id ?? ''), { context: at.call('token') })
    expect((await list()).sessions.map(({ current }) => current)).toEqual([true])
  })
})

describe('the own password', () => {
  const change = { present: password, next: 'another Password 2' }

  it('is changed, and this session goes on alone', async () => {
    const at = placeOf()
    at.addSession('other')
    await call(centreApi.changePassword, change, { context: at.call('token') })
    const [{ password_hash: stored } = { password_hash: '' }] = at.rows('SELECT password_hash FROM accounts')
    expect(await verifyPassword(change.next, String(stored))).toBe(true)
    expect(at.rows('SELECT token_hash FROM sessions')).toEqual([{ token_hash: secretHash('token') }])
    expect(at.passed).toEqual(['logins 192.0.2.1'])
  })

  it('is asked for, and a wrong one is counted', async () => {
    const at = placeOf()
    const wrong = call(centreApi.changePassword, { ...change, present: 'x' }, { context: at.call('token') })
    expect(await refused(wrong)).toEqual(['password-wrong', { triesLeft: 4 }])
    const close = call(centreApi.close, { password: 'x' }, { context: at.call('token') })
    expect(await refused(close)).toEqual(['password-wrong', { triesLeft: 3 }])
    expect(at.rows('SELECT name FROM attempts ORDER BY name')[1]).toEqual({ name: '["own account-1"]' })
  })

  it.each(['91110108MA01DEM07K', '13800000002', '示例公司'])('is not like %s', async (known) => {
    const at = placeOf()
    const asked = call(
      centreApi.changePassword,
      { ...change, next: `${known}aB!` },
      { context: at.call('token') },
    )
    expect((await refused(asked))?.[0]).toBe('password-unfit')
  })

  it('closes the account', async () => {
    const at = placeOf()
    expect(await call(centreApi.close, { password }, { context: at.call('token') })).toEqual({})
    expect([at.rows('SELECT closed FROM accounts'), at.passed]).toEqual([
      [{ closed: 1 }],
      ['logins 192.0.2.1'],
    ])
  })
})

describe('the contact of an account', () => {
  const send = (at: ReturnType<typeof placeOf>, channel: 'sms' | 'mail', address: string | null) =>
    call(centreApi.sendContactCode, { channel, address }, { context: at.call('token') })
  const again = {
    expiresAt: new Date(now + 300_000).toISOString(),
    againAt: new Date(now + 60_000).toISOString(),
  }

  it.each([
    ['sms', null, '13800000002', '138****0002', 'account-1 sms present'],
    ['mail', null, 'demo@example.cn', undefined, 'account-1 mail present'],
    ['sms', '13900000001', '13900000001', '139****0001', 'account-1 sms new'],
    ['mail', 'New@Example.CN', 'new@example.cn', undefined, 'account-1 mail new'],
  ] as const)('gets a code by %s at %s', async (channel, address, to, masked, subject) => {
    const at = placeOf()
    const sent = await send(at, channel, address)
    expect(sent).toEqual({ masked: masked ?? expect.stringContaining('@'), ...again })
    expect(at.rows('SELECT recipient, channel FROM outbox')).toEqual([{ recipient: to, channel }])
    expect(at.rows('SELECT subject FROM codes')).toEqual([{ subject }])
    expect(at.passed).toEqual(['codes 192.0.2.1'])
    expect(at.rows('SELECT text FROM outbox')[0]?.text).toContain('【示例】验证码')
  })

  it('gets no code at an address of the other kind, or at none', async () => {
    const at = placeOf()
    expect(await refused(send(at, 'mail', '13900000001'))).toEqual(['bad-payload', { field: 'address' }])
    expect(await refused(send(at, 'sms', 'a@example.cn'))).toEqual(['bad-payload', { field: 'address' }])
    at.addAccount({ phone: null })
    expect(await refused(send(at, 'sms', null))).toEqual(['contact-missing', { channel: 'sms' }])
  })

  it('is changed by the codes of both addresses', async () => {
    const at = placeOf()
    await send(at, 'sms', null)
    await send(at, 'sms', '13900000001')
    const codes = at
      .rows('SELECT text FROM outbox ORDER BY seq')
      .map(({ text }) => /验证码 (\d{6})/.exec(String(text))?.[1] ?? '')
    const [presentCode = '', newCode = ''] = codes
    const changed = await call(
      centreApi.changeContact,
      { channel: 'sms', presentCode, newCode },
      { context: at.call('token') },
    )
    expect(at.rows('SELECT phone FROM accounts')).toEqual([{ phone: '13900000001' }])
    expect(JSON.stringify(changed.centre)).toContain('139****0001')
    expect(at.passed.at(-1)).toBe('logins 192.0.2.1')
  })
})
