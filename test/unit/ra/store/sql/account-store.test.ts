import { describe, expect, it } from 'vitest'
import type { LoginName } from '../../../../../src/ra/store/store.ts'
import { account } from '../../rules/samples.ts'
import { memory } from './memory.ts'

type Values = Readonly<Record<string, string | number | null>>

describe('the accounts', () => {
  it('are added and found', async () => {
    const { store, insert, held } = memory()
    await store.addAccount(account)
    insert('accounts', { id: 'b', user_name: 'name-b', phone: account.phone, kind: 'agency' })
    expect(await store.account('account-1')).toEqual(account)
    expect(await store.accountByUserName('demo')).toEqual(account)
    expect((await store.accountByPhone('13800000002')).map(({ id }) => id)).toEqual(['account-1', 'b'])
    expect([await store.account('demo'), await store.accountByUserName('account-1')]).toEqual([null, null])
    expect(await store.accountByPhone('x')).toEqual([])
    expect([await store.countAccounts(), held]).toEqual([2, ['everything']])
  })

  it.each([
    ['', 'cba'],
    ['NAME-B', 'b'],
    ['王芳', 'a'],
    ['id-c', 'c'],
    ['138-a', 'a'],
    ['mail', ''],
  ])('are listed by "%s": %s', async (text, found) => {
    const { store, insert } = memory()
    insert('accounts', { id: 'a', applicant_name: '王芳', phone: '138-a', email: 'mail' })
    insert('accounts', { id: 'b', user_name: 'name-b' })
    insert('accounts', { id: 'c', id_number: 'id-c' })
    const { rows } = await store.accounts({ text, after: null, limit: 5 })
    expect(rows.map(({ id }) => id).join('')).toBe(found)
  })

  it.each([
    ['agency', 1],
    ['legal-entity', 0],
    ['person', 0],
  ])('of the kind %s get a handler of their own', async (kind, agency) => {
    const { store, insert, rows } = memory()
    insert('accounts', { id: 'a', kind })
    await store.addHandler('a', 'p')
    await store.addHandler('x', 'p')
    expect(rows('SELECT * FROM handlers ORDER BY account_id')).toEqual([
      { account_id: 'a', person_id: 'p', agency, bound_at: null },
      { account_id: 'x', person_id: 'p', agency: 0, bound_at: null },
    ])
  })

  it('keep their old logins', async () => {
    const { store, rows } = memory()
    await store.addLegacyLogin({
      login: 'l',
      passwordHash: 'h',
      accountId: 'a',
      holder: 'o',
      registeredAt: 5,
    })
    expect(rows('SELECT * FROM legacy_logins')).toEqual([
      {
        ...{ login: 'l', password_hash: 'h', account_id: 'a', holder: 'o', registered_at: 5 },
        ...{ named: 0, linked_at: null },
      },
    ])
  })
})

describe('the secret of a login', () => {
  const usual = {
    id: 'a',
    user_name: 'u',
    applicant_name: 'n',
    phone: 'p',
    id_number: 'i',
    password_hash: 'h',
  }
  const secretOf = (row: Values, kind: LoginName, login: string, ...others: readonly Values[]) => {
    const { store, insert } = memory()
    insert('accounts', { ...usual, ...row })
    for (const one of others) insert('accounts', one)
    return store.secretOf(kind, login)
  }
  const own = { ownerId: 'a', secret: 'h' }

  it.each<[LoginName, string, Values, unknown]>([
    ['name', 'u', {}, { ownerId: 'a', secret: 'n' }],
    ['name', 'a', {}, null],
    ['phone', 'p', {}, own],
    ['phone', 'p', { closed: 1 }, own],
    ['phone', 'p', { kind: 'agency' }, null],
    ['phone', 'p', { complete: 0 }, null],
    ['phone', 'i', {}, null],
    ['id-number', 'i', {}, own],
    ['id-number', 'i', { kind: 'agency' }, null],
    ['id-number', 'i', { password_hash: null }, { ownerId: 'a', secret: null }],
    ['credit-code', 'i', { kind: 'agency' }, own],
    ['credit-code', 'i', { kind: 'legal-entity' }, own],
    ['credit-code', 'i', {}, null],
    ['handler', 'i', {}, own],
    ['handler', 'p', {}, own],
    ['handler', 'u', {}, null],
    ['handler', 'p', { kind: 'agency' }, null],
    ['handler', 'i', { complete: 0 }, null],
  ])('%s %s with %o is %o', async (kind, login, row, secret) => {
    expect(await secretOf(row, kind, login)).toEqual(secret)
  })

  it.each<LoginName>(['phone', 'handler'])('of the %s is that of the open account', async (kind) => {
    const open = { id: 'open', phone: 'p', password_hash: 'o' }
    expect(await secretOf({ closed: 1 }, kind, 'p', open)).toEqual({ ownerId: 'open', secret: 'o' })
    expect(await secretOf({}, kind, 'p', { ...open, closed: 1 })).toEqual(own)
  })

  const legacySecretOf = (login: string, kind: string, ...logins: readonly Values[]) => {
    const { store, insert } = memory()
    for (const id of ['a', 'b']) insert('accounts', { id, kind })
    for (const one of logins) insert('legacy_logins', { password_hash: `h-${one.account_id}`, ...one })
    return store.secretOf('legacy', login)
  }
  const [a, b] = [
    { ownerId: 'a', secret: 'h-a' },
    { ownerId: 'b', secret: 'h-b' },
  ]
  const [first, second] = [
    { login: 'l', account_id: 'a', holder: 'o' },
    { login: 'm', account_id: 'b', holder: 'o' },
  ]

  it.each<[string, string, readonly Values[], unknown]>([
    ['l', 'person', [first, second], a],
    ['m', 'person', [first, second], b],
    ['o', 'legal-entity', [first], a],
    ['o', 'agency', [first], a],
    ['o', 'person', [first], null],
    ['o', 'agency', [first, second], null],
    ['o', 'agency', [first, { ...second, login: 'o' }], b],
    ['x', 'agency', [first], null],
  ])('%s of an old %s among %j is %o', async (login, kind, logins, secret) => {
    expect(await legacySecretOf(login, kind, ...logins)).toEqual(secret)
  })
})
