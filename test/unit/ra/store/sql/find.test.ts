import { describe, expect, it } from 'vitest'
import {
  certifiedKey,
  devicesOf,
  findAccount,
  findAttempts,
  findCertificate,
  findCode,
  findDevice,
  findOrder,
  findOrderOf,
  findRequest,
  findToken,
  findUnfinished,
  findUnlock,
  hasUpload,
  ownerOfKey,
  tokenHolders,
  tokenOwners,
} from '../../../../../src/ra/store/sql/find.ts'
import { keyHash } from '../../../../../src/ra/store/sql/request-changes.ts'
import { certificate, now } from '../../rules/samples.ts'
import { memory } from './memory.ts'

describe('a single row', () => {
  it('is found by its key, and nothing else is', () => {
    const { ask, insert, sql } = memory()
    for (const id of ['a', 'b']) {
      insert('accounts', { id, user_name: id })
      insert('requests', { id, account_id: 'x', idempotency_key: id })
      insert('orders', { id, number: `n-${id}`, request_id: `r-${id}` })
      insert('certificates', { serial: id, account_id: id, pair_id: `p-${id}` })
      insert('unlocks', { id })
    }
    expect(ask(findAccount(sql, 'b'))).toMatchObject({ id: 'b', userName: 'b' })
    expect(ask(findRequest(sql, 'b'))).toMatchObject({ id: 'b', accountId: 'x' })
    expect(ask(findOrder(sql, 'b'))).toMatchObject({ id: 'b', number: 'n-b' })
    expect(ask(findOrderOf(sql, 'r-b'))).toMatchObject({ id: 'b' })
    expect(ask(findCertificate(sql, 'b'))).toMatchObject({ serial: 'b', pairId: 'p-b' })
    expect(ask(findUnlock(sql, 'b'))).toMatchObject({ id: 'b' })
    expect(
      [findAccount, findRequest, findOrder, findOrderOf, findCertificate, findUnlock].map((find) =>
        ask<unknown>(find(sql, 'c')),
      ),
    ).toEqual([null, null, null, null, null, null])
  })

  it('of a code is found by its purpose and subject', () => {
    const { ask, insert, sql } = memory()
    insert('codes', { id: '1', purpose: 'login', subject: 's' })
    insert('codes', { id: '2', purpose: 'unlock', subject: 's' })
    expect(ask(findCode(sql, 'unlock', 's'))?.id).toBe('2')
    expect([ask(findCode(sql, 'identity', 's')), ask(findCode(sql, 'unlock', 't'))]).toEqual([null, null])
  })

  it('of tries is found by its name; nobody has tried under another one', () => {
    const { ask, insert, sql } = memory()
    insert('attempts', { name: 'a', failures: 2, pauses: 3, paused_until: 4, changed_at: 5 })
    expect(ask(findAttempts(sql, 'a'))).toEqual({ failures: 2, pauses: 3, pausedUntil: 4 })
    expect(ask(findAttempts(sql, 'b'))).toEqual({ failures: 0, pauses: 0, pausedUntil: 0 })
  })
})

describe('a device', () => {
  it('is one of its owner', () => {
    const { ask, insert, sql } = memory()
    insert('devices', { owner_id: 'a', device_hash: '1', wrong: 2, used_at: 3 })
    insert('devices', { owner_id: 'a', device_hash: '2' })
    insert('devices', { owner_id: 'b', device_hash: '1' })
    const found = { ownerId: 'a', hash: '1', wrong: 2, usedAt: 3 }
    expect(ask(findDevice(sql, { ownerId: 'a', hash: '1' }))).toEqual(found)
    expect(ask(findDevice(sql, { ownerId: 'b', hash: '2' }))).toBeNull()
    expect(ask(findDevice(sql, null))).toBeNull()
    expect(ask(devicesOf(sql, 'a')).map(({ hash }) => hash)).toEqual(['1', '2'])
    expect(ask(devicesOf(sql, 'c'))).toEqual([])
  })
})

describe('a token', () => {
  const token = { kind: 'ukey', vendor: 'v', serial: 's' } as const

  it('is found by its serial, vendor and account', () => {
    const { ask, insert, sql } = memory()
    insert('tokens', { account_id: 'a', vendor: 'v', serial: 's', unlock_secret: Uint8Array.of(7) })
    const found = { ...token, accountId: 'a', unlockSecret: Uint8Array.of(7) }
    expect(ask(findToken(sql, 'a', token))).toEqual(found)
    for (const [accountId, other] of [
      ['b', token],
      ['a', { ...token, vendor: 'w' }],
      ['a', { ...token, serial: 't' }],
    ] as const)
      expect(ask(findToken(sql, accountId, other))).toBeNull()
  })

  it('belongs to whoever registered it or has a pair in force on it', () => {
    const { ask, insert, sql } = memory()
    for (const [id, closed] of [
      ['a', 0],
      ['b', 0],
      ['c', 1],
      ['d', 0],
      ['e', 0],
    ] as const)
      insert('accounts', { id, closed, phone: id === 'b' ? null : `phone-${id}` })
    for (const account_id of ['a', 'c']) insert('tokens', { account_id, vendor: 'v', serial: 's' })
    insert('requests', { account_id: 'a', token_serial: 's', state: 'active' })
    insert('requests', { account_id: 'b', token_serial: 's', state: 'active' })
    insert('requests', { account_id: 'd', token_serial: 's', state: 'issued' })
    insert('requests', { account_id: 'e', token_serial: 't', state: 'active' })
    expect(ask(tokenOwners(sql, 's')).toSorted()).toEqual(['a', 'b', 'c'])
    expect(ask(tokenHolders(sql, 's'))).toEqual([
      { id: 'a', phone: 'phone-a' },
      { id: 'b', phone: null },
    ])
    expect([ask(tokenOwners(sql, 'x')), ask(tokenHolders(sql, 'x'))]).toEqual([[], []])
  })
})

describe('an upload', () => {
  it('is there for its account only', () => {
    const { ask, insert, sql } = memory()
    insert('uploads', { id: 'u', account_id: 'a' })
    expect(
      [
        ['u', 'a'],
        ['u', 'b'],
        ['x', 'a'],
      ].map(([id = '', accountId = '']) => ask(hasUpload(sql, id, accountId))),
    ).toEqual([true, false, false])
  })
})

describe('an unfinished request for a pair', () => {
  const usual = { account_id: 'account-1', business: 'renew', expires_at: now + 1, previous_serial: '42' }
  const unfinished = (row: Readonly<Record<string, string | number>>, orderNumber: string | null = null) => {
    const { ask, insert, sql } = memory()
    insert('certificates', { serial: '41', pair_id: 'pair-1', account_id: 'a', status: 'active' })
    insert('certificates', { serial: '42', pair_id: 'pair-1', account_id: 'b', status: 'active' })
    insert('certificates', { serial: '43', pair_id: 'pair-2', account_id: 'c', status: 'active' })
    insert('requests', { id: 'r', ...usual, ...row })
    if (orderNumber !== null) insert('orders', { request_id: 'r', number: orderNumber })
    return ask(findUnfinished(sql, certificate, 'renew', now))
  }

  it.each(['opened', 'awaiting-payment', 'awaiting-review', 'awaiting-correction', 'ready', 'issued'])(
    'is one in the state %s',
    (state) => {
      expect(unfinished({ state })).toEqual({ requestId: 'r', orderNumber: null })
    },
  )

  it('tells its order, and is found by either certificate', () => {
    expect(unfinished({}, 'n')).toEqual({ requestId: 'r', orderNumber: 'n' })
    expect(unfinished({ previous_serial: '41' })).toEqual({ requestId: 'r', orderNumber: null })
  })

  it.each([
    { state: 'active' },
    { state: 'refused' },
    { state: 'abandoned' },
    { state: 'expired' },
    { account_id: 'account-2' },
    { business: 'upgrade' },
    { expires_at: now },
    { previous_serial: '43' },
  ])('is none with %o', (row) => {
    expect(unfinished(row)).toBeNull()
  })
})

describe('a signing key', () => {
  const key = Uint8Array.of(4, 1, 2)

  it('belongs to the request that used it first', () => {
    const { ask, insert, sql } = memory()
    insert('used_keys', { key_hash: keyHash(key), request_id: 'first' })
    expect([ask(ownerOfKey(sql, key)), ask(ownerOfKey(sql, Uint8Array.of(4)))]).toEqual(['first', null])
  })

  it('of a pair is known since that request was opened', () => {
    const { ask, insert, sql } = memory()
    insert('requests', { id: 'first', opened_at: 5 })
    insert('requests', { id: 'request-0', opened_at: 9, public_key: key })
    expect(ask(certifiedKey(sql, certificate))).toBeNull()
    insert('used_keys', { key_hash: keyHash(key), request_id: 'first' })
    expect(ask(certifiedKey(sql, certificate))).toEqual({ point: key, since: 5 })
  })

  it('is none if the request or its owner is gone, or has no key', () => {
    const { ask, insert, sql } = memory()
    expect(ask(certifiedKey(sql, certificate))).toBeNull()
    insert('requests', { id: 'request-0', public_key: key })
    insert('requests', { id: 'bare' })
    insert('used_keys', { key_hash: keyHash(key), request_id: 'gone' })
    expect(ask(certifiedKey(sql, certificate))).toBeNull()
    expect(ask(certifiedKey(sql, { ...certificate, requestId: 'bare' }))).toBeNull()
  })
})
