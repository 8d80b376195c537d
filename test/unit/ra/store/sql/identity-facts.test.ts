import { describe, expect, it } from 'vitest'
import {
  accountOr,
  addressOf,
  findReset,
  legacyLogins,
  linkFacts,
  namingFacts,
} from '../../../../../src/ra/store/sql/identity-facts.ts'
import { registered } from '../../rules/identity/given.ts'
import { type Memory, memory } from './memory.ts'

describe('an account', () => {
  it('is looked for only if somebody is meant', () => {
    const { ask, insert, sql } = memory()
    insert('accounts', { id: 'a' })
    expect(ask(accountOr(sql, 'a'))?.id).toBe('a')
    expect([ask(accountOr(sql, 'b')), ask(accountOr(sql, null))]).toEqual([null, null])
  })
})

describe('a reset', () => {
  it.each(['phone', 'id-number', 'credit-code', 'legacy'])('by %s is found', (way) => {
    const { ask, insert, sql } = memory()
    insert('resets', { id: 'r', way, login: 'l', account_id: 'a' })
    insert('resets', { id: 'nobody', way, login: 'l', account_id: null })
    expect(ask(findReset(sql, 'r'))).toEqual({ way, login: 'l', accountId: 'a' })
    expect(ask(findReset(sql, 'nobody'))?.accountId).toBeNull()
    expect(ask(findReset(sql, 'x'))).toBeNull()
  })

  it('by anything else is not read', () => {
    const { ask, insert, sql } = memory()
    insert('resets', { id: 'r', way: 'name' })
    expect(() => ask(findReset(sql, 'r'))).toThrow('unexpected value in way')
  })
})

describe('the facts of a link', () => {
  /** An old account and a new one. */
  const place = (holder: string | null = null) => {
    const at = memory()
    at.insert('accounts', { id: 'new' })
    at.insert('accounts', { id: 'old', complete: 0 })
    at.insert('legacy_logins', { login: 'l', account_id: 'old', holder })
    return at
  }
  const facts = ({ ask, sql }: Memory, login = 'l', accountId = 'new') =>
    ask(linkFacts(sql, { login, accountId }))
  const pair = (at: Memory, account_id: string, status: string) =>
    at.insert('certificates', { account_id, status })

  it('are the accounts and the old login', () => {
    expect(facts(place())).toMatchObject({
      ...{ account: { id: 'new' }, legacy: { login: 'l' }, former: { id: 'old' } },
      ...{ siblings: { count: 1, named: null }, linked: false, bothInForce: false, isTrader: false },
    })
    expect(facts(place(), 'x', 'y')).toEqual({
      ...{ account: null, legacy: null, former: null },
      ...{ siblings: { count: 1, named: null }, linked: false, bothInForce: false, isTrader: false },
    })
  })

  it('tell whether the account has an old login, and how many its holder has', () => {
    const at = place('h')
    at.insert('legacy_logins', { login: 'm', account_id: 'new', holder: 'h', named: 1 })
    expect(facts(at)).toMatchObject({ linked: true, siblings: { count: 2, named: 'm' } })
  })

  it.each([
    ['active', 'active', true],
    ['suspended', 'active', true],
    ['active', 'suspended', true],
    ['active', 'revoked', false],
    ['pending', 'active', false],
    ['superseded', 'suspended', false],
  ])('tell with pairs that are %s and %s whether both are in force: %s', (own, former, both) => {
    const at = place()
    pair(at, 'new', own)
    pair(at, 'old', former)
    expect(facts(at).bothInForce).toBe(both)
  })

  it.each([
    ['new', false],
    ['old', false],
  ])('tell that not both are in force with one pair of the %s account', (accountId, both) => {
    const at = place()
    pair(at, accountId, 'active')
    expect(facts(at).bothInForce).toBe(both)
  })

  it('tell a trader by his register or his code', () => {
    const trader = (entityType: string) => {
      const at = place()
      const identity = JSON.stringify({ registered: { ...registered, entityType } })
      at.insert('identities', { account_id: 'new', identity })
      return facts(at).isTrader
    }
    expect([trader('individual-business'), trader('enterprise')]).toEqual([true, false])
    expect(facts(place(registered.creditCode)).isTrader).toBe(true)
    expect(facts(place('110105198804120040')).isTrader).toBe(false)
  })
})

describe('the list of old logins', () => {
  const list = (text: string, which: 'several' | 'all', after: string | null = null) => {
    const { ask, insert, sql } = memory()
    for (const [id, applicant_name] of [
      ['a', '王芳'],
      ['b', '李军'],
      ['c', '陈明'],
    ] as const)
      insert('accounts', { id, applicant_name, kind: id === 'c' ? 'agency' : 'person' })
    insert('legacy_logins', {
      login: 'login-1',
      account_id: 'a',
      holder: 'h1',
      registered_at: 5,
      linked_at: 6,
    })
    insert('legacy_logins', { login: 'login-2', account_id: 'b', holder: 'h1', named: 1 })
    insert('legacy_logins', { login: 'login-3', account_id: 'c' })
    return ask(legacyLogins(sql, { text, after, limit: 5 }, which))
  }

  it('tells all but the password', () => {
    expect(list('', 'all').rows.at(-1)).toEqual({
      ...{ login: 'login-1', accountId: 'a', holder: 'h1', registeredAt: 5, named: false, linkedAt: 6 },
      ...{ applicantName: '王芳', kind: 'person', count: 2 },
    })
    expect(list('', 'all').rows[0]).toMatchObject({ login: 'login-3', kind: 'agency', count: 1 })
  })

  it.each<[string, 'several' | 'all', string | null, readonly string[]]>([
    ['', 'all', null, ['login-3', 'login-2', 'login-1']],
    ['', 'several', null, ['login-2', 'login-1']],
    ['', 'all', '2', ['login-1']],
    ['LOGIN-3', 'all', null, ['login-3']],
    ['login-3', 'several', null, []],
    ['李', 'all', null, ['login-2']],
    ['h1', 'all', null, ['login-2', 'login-1']],
  ])('has with "%s" of %s after %s: %j', (text, which, after, logins) => {
    expect(list(text, which, after).rows.map(({ login }) => login)).toEqual(logins)
  })
})

describe('the facts of a naming', () => {
  it('are the other logins of the holder, and whether one is linked', () => {
    const { ask, insert, sql } = memory()
    insert('accounts', { id: 'a' })
    insert('legacy_logins', { login: '1', account_id: 'a', holder: 'h' })
    insert('legacy_logins', { login: '2', account_id: 'b', holder: 'h' })
    insert('legacy_logins', { login: '3', account_id: 'c', linked_at: 1 })
    const facts = (login: string) => ask(namingFacts(sql, login))
    expect(facts('1')).toMatchObject({
      ...{ legacy: { login: '1' }, others: ['2'], account: { id: 'a' }, isLinked: false },
    })
    expect(facts('3')).toMatchObject({ legacy: { login: '3' }, others: [], account: null, isLinked: false })
    expect(facts('x')).toEqual({ legacy: null, others: [], account: null, isLinked: false })
    insert('legacy_logins', { login: '4', account_id: 'd', holder: 'h', linked_at: 0 })
    expect(facts('1')).toMatchObject({ others: ['2', '4'], isLinked: true })
    expect(facts('4')).toMatchObject({ others: ['1', '2'], isLinked: true })
  })
})

describe('the address for a new code', () => {
  it('is that of the account and channel', () => {
    const { ask, insert, sql } = memory()
    insert('contact_changes', { account_id: 'a', channel: 'sms', address: 'p' })
    expect(ask(addressOf(sql, 'a', 'sms'))).toBe('p')
    expect([ask(addressOf(sql, 'a', 'mail')), ask(addressOf(sql, 'b', 'sms'))]).toEqual([null, null])
  })
})
