import { describe, expect, it } from 'vitest'
import { createCentre } from '../../../../src/main/identity/centre.ts'
import { Pin } from '../../../../src/native/index.ts'
import { accountOf, calls, expiresAt, fail, now, session } from '../account/open-account.ts'
import type { Answers } from '../memory-authority.ts'
import { refused } from '../refused.ts'
import { openIdentity, rules } from './open-identity.ts'

const issuerId = 'demo'
const principals = [{ accountId: 'account-9', kind: 'agency', applicantName: '代理', maskedIdNumber: null }]
const handler = { personId: 'person-01', name: '王芳', maskedNumber: '11**', maskedPhone: '138**' }
const unfinished = [{ kind: 'order', name: '续期' }]
const legacy = { maskedLogin: 'ch**', linkedAt: null }
const raCentre = {
  ...{ account: { ...accountOf('one'), maskedEmail: 'a***@b.cn' }, legacy, principals, unfinished },
  ...{ handlers: [{ ...handler, boundAt: null }], mayBecomeAgency: true },
}
const centreView = {
  ...{ maskedPhone: '138****1234', maskedEmail: 'a***@b.cn', complete: true, legacy, principals, unfinished },
  ...{ handlers: [handler], mayBecomeAgency: true },
}
const sent = { masked: '138****0000', expiresAt, againAt: '2026-11-20T08:11:00.000Z' }
const againAt = '2026-11-20T08:01:00.000Z'

const setUp = async (answers: Answers = {}, names: readonly string[] = ['one']) => {
  const made = openIdentity(answers)
  const { authorities, accounts } = made
  const centre = createCentre({ authorities, accounts, clock: () => now })
  await made.logIn(...names)
  return { ...made, centre, last: () => made.asked.at(-1) }
}

describe('个人中心', () => {
  it('shows the account that acts', async () => {
    const { centre, last } = await setUp({ 'GET /identity/account': () => raCentre })
    expect(await centre.centre({ issuerId })).toEqual(centreView)
    expect(last()).toMatchObject({ token: 'token-one' })
    const none = await setUp({}, [])
    await expect(none.centre.centre({ issuerId })).rejects.toEqual(refused('login-needed'))
    expect(none.asked).toEqual([])
  })

  const changes: readonly (readonly [
    string,
    object,
    (all: Awaited<ReturnType<typeof setUp>>) => Promise<unknown>,
  ])[] = [
    [
      'POST /identity/legacy-link',
      { login: 'me', captchaId: 'captcha-1', captchaAnswer: '7', password: 'secret-1' },
      ({ centre }) =>
        centre.linkLegacy({
          ...{ issuerId, login: 'me', captchaId: 'captcha-1', captcha: '7' },
          password: new Pin('secret-1'),
        }),
    ],
    [
      'DELETE /identity/handlers/person-01',
      {},
      ({ centre }) => centre.removeHandler({ issuerId, personId: 'person-01' }),
    ],
    [
      'PUT /identity/contact',
      { channel: 'sms', presentCode: '123456', newCode: '654321' },
      ({ centre }) =>
        centre.changeContact({ issuerId, channel: 'sms', presentCode: '123456', newCode: '654321' }),
    ],
  ]
  it.each(changes)(
    'changes by %s, and what has become of the account is shown',
    async (call, body, change) => {
      const made = await setUp({
        [call]: () => ({ centre: raCentre }),
        [calls.current]: () => session('one', { account: { ...accountOf('one'), maskedPhone: '139**' } }),
      })
      expect(await change(made)).toEqual(centreView)
      const [asked, current] = made.asked.slice(-2)
      expect([asked?.call, asked?.token, asked?.body ?? {}, current?.call]).toEqual([
        ...[call, 'token-one', body, calls.current],
      ])
      expect(made.account.state()).toMatchObject({ phone: '139**' })
      made.answers[calls.current] = fail('unexpected')
      made.authority.onSessionEnded(() => undefined)
      expect(await change(made)).toEqual(centreView)
    },
  )

  it('has codes sent to the present or the new address', async () => {
    const call = 'POST /identity/contact-codes'
    const { centre, last } = await setUp({ [call]: () => sent })
    for (const address of [null, '13911110021']) {
      expect(await centre.sendContactCode({ issuerId, channel: 'sms', address })).toEqual({
        ...{ masked: '138****0000', againAt },
      })
      expect(last()).toMatchObject({ call, body: { channel: 'sms', address }, token: 'token-one' })
    }
  })

  it('changes the password', async () => {
    const call = 'PUT /identity/password'
    const { centre, last, answers } = await setUp({ [call]: () => ({}) })
    const change = () =>
      centre.changePassword({ issuerId, present: new Pin('secret-1'), next: new Pin('secret-2') })
    expect(await change()).toBeUndefined()
    expect(last()).toMatchObject({
      call,
      body: { present: 'secret-1', next: 'secret-2' },
      token: 'token-one',
    })
    answers[call] = fail('network-timeout')
    await expect(change()).rejects.toEqual(refused('network-timeout'))
  })

  it('lists the sessions of the account, and ends one', async () => {
    const opened = {
      ...{ id: 'session-1', current: true, handlerName: null, openedAt: expiresAt, expiresAt },
    }
    const { centre, last, answers } = await setUp({
      'GET /identity/sessions': () => ({ sessions: [{ ...opened, scope: 'full' }] }),
      'DELETE /identity/sessions/session-1': () => ({}),
    })
    expect(await centre.sessions({ issuerId })).toEqual([opened])
    await centre.endSession({ issuerId, sessionId: 'session-1' })
    expect(last()).toMatchObject({ call: 'DELETE /identity/sessions/session-1', token: 'token-one' })
    answers['DELETE /identity/sessions/session-1'] = fail('network-timeout')
    await expect(centre.endSession({ issuerId, sessionId: 'session-1' })).rejects.toThrow()
  })

  it('closes the account, and then logs its person out and nobody else', async () => {
    const call = 'POST /identity/closing'
    const { centre, asked, answers, names } = await setUp(
      { [call]: fail('network-timeout'), [calls.close]: () => ({}) },
      [...['two', 'one']],
    )
    const close = () => centre.close({ issuerId, password: new Pin('secret-1') })
    await expect(close()).rejects.toEqual(refused('network-timeout'))
    expect(names()).toEqual(['one', 'two'])
    answers[call] = () => ({})
    await close()
    expect(asked.slice(-2)).toMatchObject([
      { call, body: { password: 'secret-1' }, token: 'token-one' },
      { call: calls.close, token: 'token-one' },
    ])
    expect(names()).toEqual(['two'])
  })
})

it('the terms of an authority are there for everybody', async () => {
  const { centre } = await setUp({ 'GET /identity/rules': () => rules }, [])
  const { agreement, reviewDays, uploadPages } = rules
  expect(await centre.rules({ issuerId })).toEqual({ agreement, reviewDays, uploadPages })
})

describe('忘记密码', () => {
  const call = 'POST /identity/password-resets'
  const asks = { way: 'phone', login: 'me', contact: { channel: 'sms', address: '13911110021' } } as const

  it('asks for a code without a login, and does not tell where it went', async () => {
    const { centre, last } = await setUp({ [call]: () => ({ ...sent, resetId: 'reset-001' }) }, [])
    const asked = { ...asks, captchaId: 'captcha-1' }
    expect(await centre.askReset({ issuerId, ...asked, captcha: '7' })).toEqual({
      ...{ resetId: 'reset-001', masked: null, againAt },
    })
    expect(last()).toMatchObject({ call, body: { ...asked, captchaAnswer: '7' }, token: null })
  })

  it('sets the new password with the code', async () => {
    const finish = `${call}/reset-001`
    const { centre, last, answers } = await setUp({ [finish]: () => ({}) }, [])
    const given = () =>
      centre.finishReset({ issuerId, resetId: 'reset-001', code: '123456', password: new Pin('secret-2') })
    await given()
    expect(last()).toMatchObject({
      call: finish,
      body: { code: '123456', password: 'secret-2' },
      token: null,
    })
    answers[finish] = fail('network-timeout')
    await expect(given()).rejects.toEqual(refused('network-timeout'))
  })
})
