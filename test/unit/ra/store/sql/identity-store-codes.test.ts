import { describe, expect, it } from 'vitest'
import type { ResetAsking } from '../../../../../src/ra/rules/identity/reset.ts'
import { memory } from './memory.ts'
import { codeRow, sending } from './sending.ts'

const owner = { accountId: 'a', handlerId: null, now: 5 }

describe('a change of contact', () => {
  it('sends to the new address and notes it', async () => {
    const { store, insert, rows } = memory()
    insert('accounts', { id: 'a', phone: '13800000009' })
    const asking = { ...owner, channel: 'sms', address: '13800000001', ...sending('a sms new') } as const
    expect(await store.askContactChange(asking)).toBeUndefined()
    expect(rows('SELECT address FROM contact_changes')).toEqual([{ address: '13800000001' }])
    expect(rows('SELECT recipient FROM outbox')).toEqual([{ recipient: '13800000001' }])
    await expect(store.askContactChange(asking)).rejects.toMatchObject({ code: 'code-too-soon' })
    await expect(
      store.askContactChange({ ...asking, ...sending('x sms new', '1'), accountId: 'x' }),
    ).rejects.toMatchObject({ code: 'session-ended' })
  })

  const change = { ...owner, channel: 'sms', presentHash: 'right', newHash: 'right' } as const
  const coded = (without = '') => {
    const at = memory()
    at.insert('accounts', { id: 'a', phone: '1' })
    for (const which of ['present', 'new'])
      if (which !== without) at.insert('codes', { ...codeRow, id: which, subject: `a sms ${which}` })
    at.insert('contact_changes', { account_id: 'a', channel: 'sms', address: '2' })
    return at
  }

  it('takes the address to which the code went', async () => {
    const { store, rows } = coded()
    expect(await store.changeContact(change)).toBeUndefined()
    expect(rows('SELECT phone FROM accounts')).toEqual([{ phone: '2' }])
    expect(rows('SELECT id FROM codes')).toEqual([])
  })

  it.each(['present', 'new'])('needs the code of the %s address', async (which) => {
    await expect(coded(which).store.changeContact(change)).rejects.toMatchObject({
      code: 'identity-code-stale',
    })
  })

  it('takes no phone of another person', async () => {
    const { store, insert } = coded()
    insert('accounts', { id: 'b', phone: '2' })
    await expect(store.changeContact(change)).rejects.toMatchObject({ code: 'identity-exists' })
  })
})

describe('the password of an account', () => {
  it('is changed for the account that asks', async () => {
    const { store, insert, rows } = memory()
    for (const id of ['a', 'b']) insert('accounts', { id, password_hash: 'old' })
    const change = { ...owner, passwordHash: 'new', seenHash: 'old', tokenHash: 't' }
    expect(await store.changePassword(change)).toBeUndefined()
    expect(rows('SELECT password_hash FROM accounts ORDER BY id')).toEqual([
      { password_hash: 'new' },
      { password_hash: 'old' },
    ])
    await expect(store.changePassword(change)).rejects.toMatchObject({ code: 'session-ended' })
  })

  const asking: ResetAsking = {
    ...{ way: 'phone', login: '1', contact: { channel: 'sms', address: '1' } },
    ...sending('reset', '1'),
  } as const

  it('is reset by whoever reads the code', async () => {
    const { store, insert, rows } = memory()
    insert('accounts', { id: 'a', phone: '1', password_hash: 'old' })
    expect(await store.askReset(asking)).toBeUndefined()
    expect(rows('SELECT id, account_id FROM resets')).toEqual([{ id: 'reset', account_id: 'a' }])
    const finish = { resetId: 'reset', codeHash: 'right', passwordHash: 'new', now: 6 }
    expect(await store.finishReset(finish)).toBeUndefined()
    expect(rows('SELECT password_hash FROM accounts')).toEqual([{ password_hash: 'new' }])
  })

  it('is nobody’s if nobody is known by this login', async () => {
    const { store, insert, rows } = memory()
    insert('accounts', { id: 'a', phone: '2', user_name: '' })
    await store.askReset(asking)
    expect(rows('SELECT account_id FROM resets')).toEqual([{ account_id: null }])
    expect([rows('SELECT * FROM outbox'), rows('SELECT recipient FROM unsent')]).toEqual([
      [],
      [{ recipient: '1' }],
    ])
    const finish = { resetId: 'reset', codeHash: 'right', passwordHash: 'new', now: 6 }
    await expect(store.finishReset(finish)).rejects.toMatchObject({ code: 'identity-code-stale' })
  })
})
