import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import type { Call } from '../../../../src/ra/api/call.ts'
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
const inHand = { handler_id: 'person-1' }
const linking = { login: 'ｌ', password, captchaId: 'a-captcha-id', captchaAnswer: 'AB12' }

describe('the centre of an account', () => {
  it('is shown to a full session, also of a handler', async () => {
    for (const session of [{}, inHand]) {
      const at = placeOf(session)
      expect(await call(centreApi.centre, {}, { context: at.call('token') })).toMatchObject({
        account: { userName: 'demo' },
      })
    }
    const narrow = placeOf({ scope: 'identified' })
    expect(await refused(call(centreApi.centre, {}, { context: narrow.call('token') }))).toEqual([
      ...['session-too-narrow', { scope: 'identified' }],
    ])
  })

  it.each<[string, (context: Call) => Promise<unknown>]>([
    ['linkLegacy', (context) => call(centreApi.linkLegacy, linking, { context })],
    ['removeHandler', (context) => call(centreApi.removeHandler, { personId: 'person-1' }, { context })],
    [
      'sendContactCode',
      (context) => call(centreApi.sendContactCode, { channel: 'sms', address: null }, { context }),
    ],
    [
      'changeContact',
      (context) =>
        call(
          centreApi.changeContact,
          { channel: 'sms', presentCode: '000000', newCode: '000000' },
          { context },
        ),
    ],
    [
      'changePassword',
      (context) =>
        call(centreApi.changePassword, { present: password, next: 'another Password 2' }, { context }),
    ],
    ['sessions', (context) => call(centreApi.sessions, {}, { context })],
    ['endSession', (context) => call(centreApi.endSession, { sessionId: 'a-session-id' }, { context })],
    ['close', (context) => call(centreApi.close, { password }, { context })],
  ])('is changed by its owner alone: %s', async (_, asked) => {
    expect(await refused(asked(placeOf(inHand).call('token')))).toEqual(['account-owner-wanted', {}])
  })
})

describe('an old login that is linked', () => {
  const place = (legacy = passwordHash) => {
    const at = placeOf()
    at.insert('accounts', { id: 'old', complete: 0, kind: 'legal-entity', created_at: 0 })
    at.insert('legacy_logins', { login: 'l', account_id: 'old', password_hash: legacy })
    return at
  }

  it('is proved by its password', async () => {
    const at = place()
    const { centre } = await call(centreApi.linkLegacy, linking, { context: at.call('token') })
    expect(centre.account.userName).toBe('demo')
    expect(await at.store.legacyOf('account-1')).toMatchObject({ login: 'l', linkedAt: now })
    expect(at.passed).toEqual(['logins 192.0.2.1', 'captcha a-captcha-id AB12'])
  })

  it('is not linked with a wrong password, which is counted with those of its login', async () => {
    const at = place()
    const wrong = call(centreApi.linkLegacy, { ...linking, password: 'x' }, { context: at.call('token') })
    expect(await refused(wrong)).toEqual(['password-wrong', { triesLeft: 4 }])
    expect(at.rows('SELECT name FROM attempts ORDER BY name').map(({ name }) => name)).toEqual([
      ...['["legacy l","192.0.2.1"]', '["legacy l"]'],
    ])
    const nobody = call(centreApi.linkLegacy, { ...linking, login: 'x' }, { context: at.call('token') })
    expect(await refused(nobody)).toEqual(['password-wrong', { triesLeft: 4 }])
  })
})

describe('a handler', () => {
  it('is removed', async () => {
    const at = placeOf()
    at.insert('handlers', { account_id: 'account-1', person_id: 'person-12' })
    await call(centreApi.removeHandler, { personId: 'person-12' }, { context: at.call('token') })
    expect(at.rows(`SELECT 1 FROM handlers WHERE person_id = 'person-12'`)).toEqual([])
  })

  const acting = (session: Readonly<Record<string, string | null>>, kind: 'person' | 'agency' = 'person') => {
    const at = placeOf(session)
    at.addAccount({ kind })
    at.insert('accounts', { id: 'person-1', applicant_name: '王芳' })
    for (const [id, closed] of [
      ['agency-1', 0],
      ['agency-2', 1],
      ['agency-3', 0],
    ] as const)
      at.insert('accounts', { id, closed, kind: 'legal-entity', user_name: id })
    for (const person_id of ['person-1', 'account-1'])
      for (const account_id of ['agency-1', 'agency-2']) at.insert('handlers', { account_id, person_id })
    const actFor = (accountId: string | null) =>
      call(centreApi.actFor, { accountId }, { context: at.call('token') })
    return { at, actFor }
  }

  it.each<[string, Readonly<Record<string, string>>]>([
    ['account-1', {}],
    ['person-1', inHand],
  ])('%s acts for his principal from now on', async (personId, session) => {
    const { at, actFor } = acting(session)
    const { token } = await actFor('agency-1')
    expect(await at.store.caller(secretHash(token))).toMatchObject({
      session: { accountId: 'agency-1', handlerId: personId, scope: 'full' },
    })
    expect(await at.store.caller(secretHash('token'))).toBeNull()
  })

  it('acts for himself again', async () => {
    const { at, actFor } = acting(inHand)
    const { token } = await actFor(null)
    expect((await at.store.caller(secretHash(token)))?.session).toMatchObject({
      ...{ accountId: 'person-1', handlerId: null },
    })
  })

  it.each(['agency-2', 'agency-3', 'unknown-1'])('does not act for %s', async (accountId) => {
    expect(await refused(acting(inHand).actFor(accountId))).toEqual(['not-found', {}])
  })

  it('is an open account of a person', async () => {
    const wanted = ['account-owner-wanted', {}]
    expect(await refused(acting({}, 'agency').actFor('agency-1'))).toEqual(wanted)
    expect(await refused(acting({ handler_id: 'gone' }).actFor('agency-1'))).toEqual(wanted)
    expect(await refused(acting({ handler_id: 'agency-2' }).actFor(null))).toEqual(wanted)
  })
})
