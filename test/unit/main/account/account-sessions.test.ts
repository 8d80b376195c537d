import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { turn } from '../moments.ts'
import {
  accountOf,
  calls,
  expiresAt,
  fail,
  named,
  now,
  openAccount,
  refused,
  sent,
  session,
  state,
  waiting,
} from './open-account.ts'

const found = (userName: string, change: object = {}) => {
  const { token: _, ...rest } = session(userName, change)
  return rest
}

describe('several persons', () => {
  it('stay logged in, and the last one acts, or whoever is chosen', async () => {
    const { account, logIn, names, kept } = openAccount()
    expect(() => account.actAs('one')).toThrow(refused('login-needed'))
    await logIn('one', 'two')
    expect([names(), account.state()]).toEqual([['two', 'one'], state('two')])
    account.actAs('one')
    expect([names(), kept()]).toEqual([
      ['one', 'two'],
      ['token-one', 'token-two'],
    ])
    expect(() => account.actAs('three')).toThrow(refused('login-needed'))
  })

  it('are there once each', async () => {
    const { answers, logIn, book } = openAccount()
    await logIn('one', 'two')
    answers[calls.name] = () => session('one', { token: 'token-again' })
    await logIn('one')
    expect(book.all().map(({ token }) => token)).toEqual(['token-again', 'token-two'])
  })

  it('are spoken for each with the own session', async () => {
    const { account, asked, answers, logIn } = openAccount()
    await logIn('one', 'two')
    answers[calls.current] = () => found('one')
    await account.clientOf('one').sessions.current({})
    expect(asked.at(-1)).toMatchObject({ token: 'token-one', clientId: account.deviceId() })
    expect(() => account.clientOf('three')).toThrow(refused('login-needed'))
  })

  it('of another authority are not touched', async () => {
    const { account, book, logIn } = openAccount()
    await logIn('one')
    const [mine] = book.at('demo')
    if (mine === undefined || mine.account.state !== 'signed-in') throw new Error('nobody is logged in')
    book.put({ issuerId: 'another', token: 'token-there', account: mine.account })
    await logIn('one')
    expect(book.all().map(({ token }) => token)).toEqual(['token-one', 'token-there'])
    expect(account.state()).toEqual(state('one'))
  })
})

describe('a handler', () => {
  it('acts for whom he chooses, and his former session is gone', async () => {
    const { account, asked, logIn, book, kept } = openAccount({
      [calls.act]: () => session('company', { handler: { name: '王芳' } }),
    })
    await expect(account.actFor(null)).rejects.toEqual(refused('login-needed'))
    await logIn('one', 'two')
    await account.actFor('account-company')
    const clientId = account.deviceId()
    expect(asked.at(-1)).toEqual({
      ...{ call: calls.act, body: { accountId: 'account-company', clientId } },
      ...{ token: 'token-two', clientId },
    })
    expect(book.all().map(({ token }) => token)).toEqual(['token-company', 'token-one'])
    expect([kept(), account.state()]).toEqual([
      ['token-company', 'token-one'],
      state('company', { handler: '王芳' }),
    ])
  })

  it('who has logged out meanwhile acts for nobody', async () => {
    const made = openAccount()
    await made.logIn('one')
    made.answers[calls.act] = () => {
      made.book.remove('token-one')
      return session('company')
    }
    await made.account.actFor(null)
    expect(made.account.state()).toEqual({ state: 'signed-out' })
  })
})

describe('a logout', () => {
  it('tells the authority, and forgets the one who acts or the one who is named', async () => {
    const { account, asked, logIn, names, kept } = openAccount({ [calls.close]: () => ({}) })
    await account.logout()
    expect(asked).toEqual([])
    await logIn('one', 'two', 'three')
    await account.logout()
    await account.logout('one')
    await account.logout('four')
    expect(asked.slice(3).map(({ call, token }) => [call, token])).toEqual([
      [calls.close, 'token-three'],
      [calls.close, 'token-one'],
    ])
    expect([names(), kept()]).toEqual([['two'], ['token-two']])
  })

  it('succeeds without a network, and hides no fault of ours', async () => {
    const { account, answers, logIn, names } = openAccount({ [calls.close]: fail('network-timeout') })
    await logIn('one', 'two')
    await account.logout()
    expect(names()).toEqual(['one'])
    answers[calls.close] = fail('unexpected')
    await expect(account.logout()).rejects.toEqual(refused('unexpected'))
    expect(names()).toEqual([])
  })

  it('does not wait for an authority that does not answer, and its late word counts for nothing', async () => {
    const held = Promise.withResolvers<never>()
    const { account, logIn, names, kept } = openAccount({ [calls.close]: () => held.promise })
    await logIn('one')
    const waited = vi.spyOn(timers, 'setTimeout').mockResolvedValue(undefined)
    syncBuiltinESMExports()
    onTestFinished(() => {
      waited.mockRestore()
      syncBuiltinESMExports()
    })
    await account.logout()
    // Others of this process may pause, too.
    const pauses = waited.mock.calls.filter(([time]) => time === 1_500)
    expect([names(), pauses]).toEqual([[], [[1_500, undefined, { ref: false }]]])
    held.reject(new AssistantError('network-timeout'))
    await turn()
    expect([names(), kept(), account.state()]).toEqual([[], [], { state: 'signed-out' }])
  })
})

describe('the sessions of the last start', () => {
  it('stay if the authority knows them, or cannot be reached', async () => {
    const { account, answers, asked, logIn, names } = openAccount({ [calls.current]: () => found('one') })
    await logIn('one')
    await account.refresh()
    expect(asked.at(-1)).toMatchObject({ call: calls.current, token: 'token-one' })
    expect(account.state()).toEqual(state('one'))
    answers[calls.current] = fail('network-timeout')
    await account.refresh()
    expect(names()).toEqual(['one'])
  })

  it('go if the authority wants a login, each by itself', async () => {
    const { account, answers, logIn, names, asked } = openAccount()
    await logIn('one', 'two')
    let count = 0
    answers[calls.current] = () => {
      count += 1
      if (count === 1) throw new AssistantError('login-needed')
      return found('one')
    }
    await account.refresh()
    expect([names(), asked.slice(2).map(({ token }) => token)]).toEqual([['one'], ['token-two', 'token-one']])
  })

  it('show what has become of the account, since the same time', async () => {
    const later = { ...accountOf('one'), complete: false, maskedPhone: null }
    const { account, logIn, kept, book } = openAccount({
      [calls.current]: () => found('one', { account: later, expiresAt: '2026-11-20T22:00:00.000Z' }),
    })
    await logIn('one')
    await account.refresh()
    expect(account.state()).toEqual(
      state('one', { complete: false, phone: null, expiresAt: '2026-11-20T22:00:00.000Z' }),
    )
    expect([kept(), book.all()[0]?.token, now.toISOString()]).toEqual([
      ...[['token-one'], 'token-one', state('one').since],
    ])
  })

  it('that wait for a code still wait', async () => {
    const { account, logIn, answers } = openAccount({
      [calls.name]: () => waiting('one'),
      [calls.send]: () => sent,
    })
    await logIn('one')
    answers[calls.current] = () => found('one', { scope: 'code' })
    await account.refresh()
    expect(account.state()).toMatchObject({ state: 'code-wanted', expiresAt })
    await account.login(named('one'))
  })

  it('that the authority ends are gone', async () => {
    const { logIn, names, endSession } = openAccount()
    await logIn('one', 'two')
    endSession('token-two')
    expect(names()).toEqual(['one'])
  })
})
