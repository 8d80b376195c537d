import { describe, expect, it } from 'vitest'
import type { Session } from '../../../../../src/ra/records.ts'
import { now } from '../../rules/samples.ts'
import { memory } from './memory.ts'

const session: Session = {
  ...{ tokenHash: 't', accountId: 'a', handlerId: null, scope: 'full', clientHash: 'c', expiresAt: now + 1 },
}
const device = { ownerId: 'o', hash: 'h' }

describe('a session', () => {
  it('is opened, tells its caller, and is removed', async () => {
    const { store, insert } = memory()
    insert('accounts', { id: 'a', user_name: 'u' })
    expect(await store.openSession({ session, device: null, now })).toBeUndefined()
    expect(await store.caller('t')).toMatchObject({ session, account: { id: 'a', userName: 'u' } })
    await store.removeSession('x')
    expect((await store.caller('t'))?.session.tokenHash).toBe('t')
    await store.removeSession('t')
    expect(await store.caller('t')).toBeNull()
  })

  it('keeps the device that is shown, among those of its owner', async () => {
    const { store, insert, rows } = memory()
    insert('devices', { owner_id: 'o', device_hash: 'h', wrong: 3, used_at: now - 1 })
    await store.openSession({ session, device, now })
    expect(rows('SELECT * FROM devices')).toEqual([
      { owner_id: 'o', device_hash: 'h', wrong: 0, used_at: now },
    ])
    await store.openSession({ session: { ...session, tokenHash: 'u' }, device: null, now: now + 1 })
    expect(rows('SELECT used_at FROM devices')).toEqual([{ used_at: now }])
  })

  it('of an operator is good until it ends', async () => {
    const { store } = memory()
    await store.addOperator({ id: 'w', name: 'wang', passwordHash: 'h' })
    const operator = { id: 'w', name: 'wang', passwordHash: 'h' }
    expect([await store.operatorByName('wang'), await store.operatorByName('w')]).toEqual([operator, null])
    const opened = { tokenHash: 't', operatorId: 'w', expiresAt: now }
    expect(await store.openOperatorSession({ session: opened, device, now })).toBeUndefined()
    expect(await store.operatorBySession('t', now - 1)).toEqual(operator)
    expect([await store.operatorBySession('t', now), await store.operatorBySession('x', 0)]).toEqual([
      null,
      null,
    ])
    await store.removeOperatorSession('x')
    expect(await store.operatorBySession('t', 0)).toEqual(operator)
    await store.removeOperatorSession('t')
    expect(await store.operatorBySession('t', 0)).toBeNull()
  })

  it('of an operator keeps his device, too', async () => {
    const { store, rows } = memory()
    const opened = { tokenHash: 't', operatorId: 'w', expiresAt: now }
    await store.openOperatorSession({ session: opened, device, now })
    expect(rows('SELECT owner_id, device_hash FROM devices')).toEqual([{ owner_id: 'o', device_hash: 'h' }])
  })
})

describe('an exchange of sessions', () => {
  const exchange = { session: { ...session, tokenHash: 'new' }, device: null, before: 'before', now }
  const place = (closed = 0) => {
    const at = memory()
    at.insert('accounts', { id: 'a', closed })
    at.insert('sessions', { token_hash: 'before', account_id: 'p' })
    at.insert('handlers', { account_id: 'a', person_id: 'p' })
    return at
  }
  const acting = (handlerId: string | null) => ({ ...exchange, session: { ...exchange.session, handlerId } })

  it.each([null, 'p'])('ends the one before and opens one with the handler %s', async (handlerId) => {
    const { store, rows } = place()
    expect(await store.exchangeSession(acting(handlerId))).toBeUndefined()
    expect(rows('SELECT token_hash, handler_id FROM sessions')).toEqual([
      { token_hash: 'new', handler_id: handlerId },
    ])
  })

  it('is refused to somebody who may not act for the account', async () => {
    const { store } = place()
    await expect(store.exchangeSession(acting('q'))).rejects.toMatchObject({ code: 'not-found' })
    await expect(place(1).store.exchangeSession(acting('p'))).rejects.toMatchObject({ code: 'not-found' })
    const other = { ...acting('p'), session: { ...acting('p').session, accountId: 'b' } }
    await expect(store.exchangeSession(other)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is refused when the one before has ended', async () => {
    const { store, rows } = place()
    await expect(store.exchangeSession({ ...exchange, before: 'x' })).rejects.toMatchObject({
      code: 'session-ended',
    })
    expect(rows('SELECT token_hash FROM sessions')).toEqual([{ token_hash: 'before' }])
  })

  it('keeps the device that is shown', async () => {
    const { store, insert, rows } = place()
    insert('devices', { owner_id: 'o', device_hash: 'h', wrong: 3, used_at: now - 1 })
    await store.exchangeSession({ ...exchange, device })
    expect(rows('SELECT wrong FROM devices')).toEqual([{ wrong: 0 }])
  })
})
