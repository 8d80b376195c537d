import { describe, expect, it } from 'vitest'
import { createAccount, signedIn } from '../../../../src/main/account/account.ts'
import { Pin } from '../../../../src/native/index.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import {
  calls,
  channels,
  expiresAt,
  fail,
  named,
  openAccount,
  refused,
  sent,
  session,
  state,
  waiting,
} from './open-account.ts'

describe('a login by name', () => {
  it('is one at once where the authority wants no code', async () => {
    const { account, asked, kept, logIn } = openAccount()
    expect(account.state()).toEqual({ state: 'signed-out' })
    expect(() => signedIn(account)).toThrow(refused('login-needed'))
    await logIn('one')
    const clientId = account.deviceId()
    expect(asked).toMatchObject([
      {
        ...{ call: calls.name, token: null },
        body: {
          userName: 'one',
          applicantName: '公司',
          captchaId: 'captcha-1',
          captchaAnswer: '7',
          clientId,
        },
      },
    ])
    expect([account.state(), kept()]).toEqual([state('one'), ['token-one']])
    expect(signedIn(account)).toEqual(state('one'))
  })

  it('waits for the code that is sent to the first address', async () => {
    const { account, asked, kept } = openAccount({
      [calls.name]: () => waiting('one'),
      [calls.send]: () => sent,
    })
    await account.login(named('one'))
    expect(account.state()).toEqual({
      ...{
        state: 'code-wanted',
        userName: 'one',
        applicantName: 'one公司',
        channels,
        problem: null,
        expiresAt,
      },
      sent: { channel: 'sms', masked: '138****1234', againAt: '2026-11-20T08:01:00.000Z' },
    })
    expect(asked[1]).toEqual({
      ...{ call: calls.send, body: { channel: 'sms' }, token: 'token-one', clientId: account.deviceId() },
    })
    expect(kept()).toEqual([])
    expect(() => signedIn(account)).toThrow(refused('login-code-wanted'))
  })

  it('goes on although no code could be sent, and another may be', async () => {
    const made = openAccount({ [calls.name]: () => waiting('one'), [calls.send]: fail('network-timeout') })
    await made.account.login(named('one'))
    expect(made.account.state()).toMatchObject({ problem: { code: 'network-timeout' }, sent: null })
    await expect(made.account.sendCode('mail')).rejects.toEqual(refused('network-timeout'))
    made.answers[calls.send] = () => sent
    await made.account.sendCode('mail')
    expect(made.account.state()).toMatchObject({ problem: null, sent: { channel: 'mail' } })
    const none = openAccount({ [calls.name]: () => waiting('one', []) })
    await none.account.login(named('one'))
    expect([none.asked.length, none.account.state()]).toMatchObject([1, { channels: [], sent: null }])
  })

  it('that is not completed is replaced by the next one', async () => {
    const { logIn, answers, names, account } = openAccount()
    answers[calls.send] = () => sent
    answers[calls.name] = (body) => waiting((body as { userName: string }).userName)
    await logIn('one', 'two')
    expect(names()).toEqual(['two'])
    answers[calls.name] = () => session('three')
    await logIn('three')
    expect([names(), account.state()]).toEqual([['three'], state('three')])
  })
})

describe('the code of a login', () => {
  it('completes it', async () => {
    const { account, asked, kept } = openAccount({
      ...{ [calls.name]: () => waiting('one'), [calls.send]: () => sent },
      [calls.code]: () => session('one', { token: 'token-full' }),
    })
    await expect(account.enterCode('123456')).rejects.toEqual(refused('login-needed'))
    await account.login(named('one'))
    await account.enterCode('123456')
    expect(asked.at(-1)).toMatchObject({ call: calls.code, body: { code: '123456' }, token: 'token-one' })
    expect([account.state(), kept()]).toEqual([state('one'), ['token-full']])
    await expect(account.sendCode('sms')).rejects.toEqual(refused('login-needed'))
  })

  it('that is wrong is told in words of a login', async () => {
    const { account } = openAccount({
      ...{ [calls.name]: () => waiting('one'), [calls.send]: fail('unlock-code-stale') },
      [calls.code]: fail('unlock-code-stale'),
    })
    await account.login(named('one'))
    expect(account.state()).toMatchObject({ problem: { code: 'login-code-stale' } })
    await expect(account.enterCode('123456')).rejects.toEqual(refused('login-code-stale'))
  })

  it('opens nothing for a person who has gone back meanwhile', async () => {
    const made = openAccount({ [calls.name]: () => waiting('one'), [calls.send]: () => sent })
    await made.account.login(named('one'))
    made.answers[calls.code] = () => {
      made.book.remove('token-one')
      return session('one')
    }
    await made.account.enterCode('123456')
    expect(made.account.state()).toEqual({ state: 'signed-out' })
    await made.account.login(named('one'))
    made.answers[calls.send] = () => {
      made.book.remove('token-one')
      return sent
    }
    await made.account.sendCode('sms')
    expect(made.account.state()).toEqual({ state: 'signed-out' })
  })

  it('that cannot be sent to a person who has gone back ends that login', async () => {
    const made = openAccount({ [calls.name]: () => waiting('one') })
    made.answers[calls.send] = () => {
      made.book.remove('token-one')
      throw new AssistantError('network-timeout')
    }
    await expect(made.account.login(named('one'))).rejects.toEqual(refused('network-timeout'))
    expect(made.account.state()).toEqual({ state: 'signed-out' })
  })
})

it.each([
  ['phone', 'phone'],
  ['organisation-code', 'credit-code'],
  ['handler', 'handler'],
] as const)('a login by password with %s is one with %s', async (way, loginKind) => {
  const { account, asked } = openAccount({
    [calls.password]: () => session('one', { handler: { name: '王芳' } }),
  })
  const password = new Pin('secret-1')
  await account.loginByPassword({ way, login: 'me', password, captchaId: 'captcha-1', captcha: '7' })
  expect(asked[0]?.body).toEqual({
    ...{ loginKind, login: 'me', password: 'secret-1', captchaId: 'captcha-1', captchaAnswer: '7' },
    clientId: account.deviceId(),
  })
  expect(account.state()).toEqual(state('one', { handler: '王芳' }))
})

it('a captcha is asked in the language of the person', async () => {
  const question = { zh: '三加四', en: 'three and four' }
  const { account, options } = openAccount({
    [calls.captcha]: () => ({ captchaId: 'captcha-1', svg: '<svg/>', question, expiresAt }),
  })
  expect(await account.captcha()).toEqual({
    ...{ id: 'captcha-1', picture: '<svg/>', question: '三加四', expiresAt },
  })
  const english = createAccount({ ...options, language: () => 'en' })
  expect(await english.captcha()).toMatchObject({ question: 'three and four' })
})
