import { describe, expect, it } from 'vitest'
import { memory } from './memory.ts'

const owner = { accountId: 'a', handlerId: null, now: 5 }

describe('the handlers of an account', () => {
  const bound = () => {
    const at = memory()
    for (const [id, name, closed, created_at] of [
      ['p', 'B', 0, 3],
      ['q', 'A', 0, 2],
      ['a', 'C', 0, 9],
      ['b', 'D', 1, 1],
      ['c', 'E', 0, 4],
    ] as const)
      at.insert('accounts', {
        id,
        applicant_name: name,
        closed,
        created_at,
        kind: id > 'd' ? 'person' : 'agency',
      })
    at.insert('handlers', { account_id: 'a', person_id: 'p', bound_at: 7 })
    at.insert('handlers', { account_id: 'a', person_id: 'q', bound_at: null })
    for (const account_id of ['b', 'c']) at.insert('handlers', { account_id, person_id: 'p' })
    return at
  }

  it('are listed by name, and the other way round the open accounts first', async () => {
    const { store } = bound()
    const handlers = await store.handlersOf('a')
    expect(handlers.map(({ person, boundAt }) => [person.id, boundAt])).toEqual([
      ['q', null],
      ['p', 7],
    ])
    expect((await store.principalsOf('p')).map(({ id }) => id)).toEqual(['c', 'a', 'b'])
    expect([await store.handlersOf('x'), await store.principalsOf('a')]).toEqual([[], []])
  })

  it('are removed down to the last of an agency', async () => {
    const { store, rows } = bound()
    expect(await store.removeHandler({ ...owner, personId: 'p' })).toBeUndefined()
    expect(rows(`SELECT person_id FROM handlers WHERE account_id = 'a'`)).toEqual([{ person_id: 'q' }])
    await expect(store.removeHandler({ ...owner, personId: 'q' })).rejects.toMatchObject({
      code: 'handler-last',
    })
    await expect(store.removeHandler({ ...owner, accountId: 'x', personId: 'q' })).rejects.toMatchObject({
      code: 'session-ended',
    })
  })
})

describe('the sessions of an account', () => {
  it('are those that are open, newest first, each with its handler', async () => {
    const { store, insert } = memory()
    insert('accounts', { id: 'h', applicant_name: '王芳' })
    insert('sessions', { token_hash: '1', account_id: 'a', created_at: 1, expires_at: 6 })
    insert('sessions', {
      token_hash: '2',
      account_id: 'a',
      created_at: 2,
      expires_at: 7,
      handler_id: 'h',
      scope: 'code',
    })
    insert('sessions', { token_hash: '3', account_id: 'a', created_at: 3, expires_at: 5 })
    insert('sessions', { token_hash: '4', account_id: 'b', expires_at: 9 })
    expect(await store.sessionsOf('a', 5)).toEqual([
      { tokenHash: '2', scope: 'code', handlerName: '王芳', openedAt: 2, expiresAt: 7 },
      { tokenHash: '1', scope: 'full', handlerName: null, openedAt: 1, expiresAt: 6 },
    ])
  })

  it('are ended one by one, and nothing need be held', async () => {
    const { store, held, insert, rows } = memory()
    for (const [token_hash, account_id] of [
      ['1', 'a'],
      ['2', 'a'],
      ['3', 'b'],
    ] as const)
      insert('sessions', { token_hash, account_id })
    await store.endSession('a', '1')
    await store.endSession('a', '3')
    expect(rows('SELECT token_hash FROM sessions ORDER BY token_hash')).toEqual([
      { token_hash: '2' },
      { token_hash: '3' },
    ])
    expect(held).toEqual([[], []])
  })
})

describe('an account that is closed', () => {
  it('has nothing unfinished', async () => {
    const { store, insert, rows } = memory()
    insert('accounts', { id: 'a', email: 'e' })
    insert('requests', { id: 'r', account_id: 'a', expires_at: 6 })
    await expect(store.closeAccount(owner)).rejects.toMatchObject({
      ...{ code: 'closing-unfinished', params: { count: 1, name: 'r' } },
    })
    expect(await store.unfinishedOf('a', 5)).toEqual([{ kind: 'request', name: 'r' }])
    expect(await store.closeAccount({ ...owner, now: 6 })).toBeUndefined()
    expect(rows('SELECT closed, email FROM accounts')).toEqual([{ closed: 1, email: null }])
  })
})

describe('an old login', () => {
  const place = () => {
    const at = memory()
    at.insert('accounts', { id: 'a' })
    at.insert('accounts', { id: 'old', complete: 0, phone: '1' })
    at.insert('legacy_logins', { login: 'l', account_id: 'old', holder: 'h' })
    return at
  }

  it('is linked, and found by its account', async () => {
    const { store } = place()
    expect(await store.legacyOf('a')).toBeNull()
    expect(await store.linkLegacy({ login: 'l', accountId: 'a', now: 5 })).toBeUndefined()
    expect(await store.legacyOf('a')).toMatchObject({ login: 'l', linkedAt: 5 })
    expect((await store.legacyLogins({ text: '', after: null, limit: 5 }, 'all')).rows).toHaveLength(1)
    expect((await store.legacyLogins({ text: '', after: null, limit: 5 }, 'several')).rows).toEqual([])
  })

  it('is named among those of its holder', async () => {
    const { store, insert, rows } = place()
    insert('legacy_logins', { login: 'm', account_id: 'b', holder: 'h' })
    const naming = { login: 'l', operator: 'o', sender: 's', ids: ['1', '2'], now: 5 } as const
    expect(await store.nameLegacy(naming)).toEqual({ others: ['m'], messages: 1 })
    expect(rows('SELECT named FROM legacy_logins ORDER BY login')).toEqual([{ named: 1 }, { named: 0 }])
    await expect(store.nameLegacy({ ...naming, login: 'x' })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a notice', () => {
  it('goes to the first who have not had it, as many as are wanted', async () => {
    const { store, insert, rows } = memory()
    for (const [id, created_at, email] of [
      ['a', 3, 'a@x'],
      ['b', 1, 'b@x'],
      ['c', 2, null],
      ['d', 2, 'd@x'],
    ] as const)
      insert('accounts', { id, created_at, email })
    const notice = { occasion: 'o', day: 'd', assistantUrl: 'u', manualUrl: 'm', sender: 's' }
    const send = { notice, kinds: ['person'], limit: 2, operator: 'w', now: 5 } as const
    expect([
      await store.sendNotice(send),
      await store.sendNotice(send),
      await store.sendNotice(send),
    ]).toEqual([2, 1, 0])
    expect(rows('SELECT recipient FROM outbox ORDER BY seq').map((row) => row.recipient)).toEqual([
      ...['b@x', 'd@x', 'a@x'],
    ])
    expect(await store.noticeFigures('o', ['person'])).toEqual({
      due: 0,
      withoutMail: 1,
      sent: 3,
      first: null,
    })
  })
})
