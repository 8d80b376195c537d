import { describe, expect, it } from 'vitest'
import type { Account } from '../../../../../src/ra/records.ts'
import type { Change } from '../../../../../src/ra/rules/change.ts'
import { findAccount } from '../../../../../src/ra/store/sql/find.ts'
import { findRegisterEntry } from '../../../../../src/ra/store/sql/find-identity.ts'
import { addHandler } from '../../../../../src/ra/store/sql/identity-changes.ts'
import { carryOut } from '../../../../../src/ra/store/sql/transact.ts'
import type { RaRegisterEntry } from '../../../../../src/shared/ra-contract/identity-operator.ts'
import { person } from '../../rules/identity/given.ts'
import { account } from '../../rules/samples.ts'
import { type Memory, memory } from './memory.ts'

const write = ({ ask, sql }: Memory, ...changes: readonly Change[]) =>
  ask(carryOut(sql, { changes, answer: null }))

describe('an account', () => {
  it('is put as it is, and changed in all but its name and birth', () => {
    const at = memory()
    const whole = { ...account, email: 'e', passwordHash: 'h', createdAt: 5 }
    write(at, { kind: 'put-account', account: whole })
    expect(at.ask(findAccount(at.sql, account.id))).toEqual(whole)
    const other: Omit<Account, 'userName' | 'createdAt'> = {
      ...{ id: account.id, kind: 'agency', applicantName: 'x', idType: 'other', idNumber: 'y', phone: 'z' },
      ...{ email: 'm', passwordHash: 'i', complete: false, closed: true },
    } as const
    write(at, { kind: 'put-account', account: { ...other, userName: 'else', createdAt: 9 } })
    expect(at.ask(findAccount(at.sql, account.id))).toEqual({ ...other, userName: 'demo', createdAt: 5 })
  })

  it.each<[string, Readonly<Record<string, string | number>>, Partial<typeof account>, string | null]>([
    ['that is complete', {}, {}, null],
    ['that is not complete', {}, { complete: false, idNumber: 'm' }, 'n'],
    ['without a number', {}, { idNumber: null }, 'n'],
    ['with another number', {}, { idNumber: 'm' }, 'n'],
    ['that is complete, from its own row', { id: account.id }, { complete: false }, 'n'],
  ])('%s takes its number from one that is not', (_, row, more, left) => {
    const at = memory()
    at.insert('accounts', { id: 'old', id_number: 'n', complete: 0, ...row })
    write(at, { kind: 'put-account', account: { ...account, idNumber: 'n', ...more } })
    expect(at.rows(`SELECT id_number FROM accounts WHERE id = '${row.id ?? 'old'}'`)).toEqual([
      { id_number: left },
    ])
  })

  it('that is complete keeps its number', () => {
    const at = memory()
    at.insert('accounts', { id: 'other', id_number: 'n', complete: 1 })
    expect(() => write(at, { kind: 'put-account', account: { ...account, idNumber: 'n' } })).toThrow('UNIQUE')
  })

  it('has one identity, the newest', () => {
    const at = memory()
    const put = { kind: 'put-identity', accountId: 'a', identity: {}, at: 5 } as const
    write(at, put, { ...put, accountId: 'b' }, { ...put, identity: { person }, at: 6 })
    expect(at.rows('SELECT * FROM identities')).toEqual([
      { account_id: 'a', identity: JSON.stringify({ person }), changed_at: 6 },
      { account_id: 'b', identity: '{}', changed_at: 5 },
    ])
  })
})

describe('a handler', () => {
  const bound = 'SELECT account_id, person_id FROM handlers ORDER BY account_id, person_id'
  const open = 'SELECT token_hash FROM sessions ORDER BY token_hash'
  const hashes = (at: Memory) => at.rows(open).map((row) => row.token_hash)
  const pairs = (at: Memory) => at.rows(bound).map((row) => `${row.account_id}${row.person_id}`)
  const acting = () => {
    const at = memory()
    for (const account_id of ['a', 'b']) {
      at.insert('sessions', { token_hash: account_id, account_id })
      for (const handler_id of ['p', 'q']) {
        at.insert('handlers', { account_id, person_id: handler_id })
        at.insert('sessions', { token_hash: `${account_id}${handler_id}`, account_id, handler_id })
      }
    }
    at.insert('sessions', { token_hash: 'p', account_id: 'p' })
    return at
  }

  it('is added once, with what is known first', () => {
    const at = memory()
    const add = { accountId: 'a', personId: 'p', isAgency: true, at: 5 }
    write(at, { kind: 'add-handler', ...add }, { kind: 'add-handler', ...add, isAgency: false, at: 6 })
    at.ask(addHandler(at.sql, { accountId: 'b', personId: 'p', isAgency: false, at: null }))
    expect(at.rows('SELECT * FROM handlers')).toEqual([
      { account_id: 'a', person_id: 'p', agency: 1, bound_at: 5 },
      { account_id: 'b', person_id: 'p', agency: 0, bound_at: null },
    ])
  })

  it.each<[string, Change, readonly string[], readonly string[]]>([
    [
      'of one account',
      { kind: 'remove-handler', accountId: 'a', personId: 'p' },
      ['aq', 'bp', 'bq'],
      ['a', 'aq', 'b', 'bp', 'bq', 'p'],
    ],
    [
      'with all others of his account',
      { kind: 'remove-handlers', accountId: 'a' },
      ['bp', 'bq'],
      ['a', 'b', 'bp', 'bq', 'p'],
    ],
    ['of everybody', { kind: 'remove-principals', personId: 'p' }, ['aq', 'bq'], ['a', 'aq', 'b', 'bq', 'p']],
  ])('%s is removed with his sessions', (_, change, left, sessions) => {
    const at = acting()
    write(at, change)
    expect([pairs(at), hashes(at)]).toEqual([left, sessions])
  })

  it.each([
    [null, ['a', 'aq', 'b', 'bq']],
    ['p', ['a', 'aq', 'b', 'bq', 'p']],
    ['bp', ['a', 'aq', 'b', 'bp', 'bq']],
  ])('loses all sessions but %s', (except, left) => {
    const at = acting()
    write(at, { kind: 'end-sessions', accountId: 'p', except })
    expect(hashes(at)).toEqual(left)
  })
})

describe('an old login', () => {
  const logins = (at: Memory) => at.rows('SELECT login, password_hash, named FROM legacy_logins')
  const two = () => {
    const at = memory()
    for (const [login, named] of [
      ['1', 1],
      ['2', 0],
      ['3', 1],
    ] as const)
      at.insert('legacy_logins', { login, account_id: `a${login}`, password_hash: 'old', named })
    return at
  }

  it('gets another password', () => {
    const at = two()
    write(at, { kind: 'legacy-password', accountId: 'a2', passwordHash: 'new' })
    expect(logins(at).map((row) => row.password_hash)).toEqual(['old', 'new', 'old'])
  })

  it('is the named one, and the others of its holder are not', () => {
    const at = two()
    write(at, { kind: 'name-legacy', login: '2', others: ['1'] })
    expect(logins(at).map((row) => row.named)).toEqual([0, 1, 1])
  })
})

describe('the small facts', () => {
  it('are written with all that is known', () => {
    const at = memory()
    const message = { id: 'i', channel: 'mail', to: 't', text: 'x', createdAt: 5 } as const
    const contact = { kind: 'put-contact-change', accountId: 'a', channel: 'sms' } as const
    const target = { way: 'legacy', login: 'l', accountId: 'a' } as const
    write(
      at,
      { kind: 'add-unsent', message },
      { ...contact, address: '1' },
      { ...contact, channel: 'mail', address: '2' },
      { ...contact, address: '3' },
      { kind: 'put-reset', id: 'r', target, at: 6 },
      { kind: 'note-notice', occasion: 'o', accountId: 'a', at: 7 },
    )
    expect(at.rows('SELECT * FROM unsent')).toEqual([
      { seq: 1, id: 'i', channel: 'mail', recipient: 't', text: 'x', created_at: 5 },
    ])
    expect(at.rows('SELECT * FROM contact_changes')).toEqual([
      { account_id: 'a', channel: 'mail', address: '2' },
      { account_id: 'a', channel: 'sms', address: '3' },
    ])
    expect(at.rows('SELECT * FROM resets')).toEqual([
      { id: 'r', way: 'legacy', login: 'l', account_id: 'a', asked_at: 6 },
    ])
    expect(at.rows('SELECT * FROM notices')).toEqual([{ occasion: 'o', account_id: 'a', sent_at: 7 }])
  })

  it('of the registers replace those before', () => {
    const at = memory()
    const entry: RaRegisterEntry = {
      ...{ creditCode: 'c', name: 'n', entityType: 'other', representativeName: 'r' },
      ...{ representativeNumber: 'x', agency: true },
    } as const
    const next: RaRegisterEntry = {
      ...{ creditCode: 'c', name: 'n2', entityType: 'government', representativeName: 'r2' },
      ...{ representativeNumber: 'x2', agency: false },
    } as const
    write(at, { kind: 'put-register-entry', entry })
    expect(at.ask(findRegisterEntry(at.sql, 'c'))).toEqual(entry)
    write(at, { kind: 'put-register-entry', entry: next })
    expect(at.ask(findRegisterEntry(at.sql, 'c'))).toEqual(next)
    const put = (number: string, agencyCode: string, name: string): Change => {
      return { kind: 'put-practitioner', practitioner: { number, agencyCode, name } }
    }
    write(at, put('1', 'a', 'x'), put('1', 'b', 'y'), put('1', 'a', 'z'))
    expect(at.rows('SELECT number, agency_code, name FROM practitioners')).toEqual([
      { number: '1', agency_code: 'a', name: 'z' },
      { number: '1', agency_code: 'b', name: 'y' },
    ])
  })
})
