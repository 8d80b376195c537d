import { describe, expect, it } from 'vitest'
import type { StoredStatus } from '../../../../../src/ra/records.ts'
import { memory } from './memory.ts'

type Values = Readonly<Record<string, string | number | null | Uint8Array>>
const pair = (row: Values = {}) => {
  const at = memory()
  for (const [serial, usage] of [
    ['42', 'encryption'],
    ['41', 'signature'],
  ] as const)
    at.insert('certificates', { serial, usage, pair_id: 'p', account_id: 'a', not_after: 9, ...row })
  return at
}

describe('the certificates', () => {
  it('are found by serial and account, newest first', async () => {
    const { store, insert } = pair()
    insert('certificates', { serial: '43', account_id: 'b' })
    expect((await store.certificate('42'))?.usage).toBe('encryption')
    expect(await store.certificate('x')).toBeNull()
    expect((await store.certificatesOf('a')).map(({ serial }) => serial)).toEqual(['41', '42'])
    expect(await store.certificatesOf('x')).toEqual([])
  })

  it.each<[string, StoredStatus | 'expired' | null, string]>([
    ['', null, 'dcba'],
    ['', 'active', 'cba'],
    ['', 'revoked', 'd'],
    ['', 'expired', 'ba'],
    ['', 'pending', ''],
    ['CN=王芳', null, 'b'],
    ['TOKEN-C', null, 'c'],
    ['d', null, 'd'],
    ['CN=王芳', 'revoked', ''],
  ])('are listed by "%s" as %s: %s', async (text, status, found) => {
    const { store, insert } = memory()
    const row = (serial: string, more: Values) =>
      insert('certificates', { serial, account_id: serial, subject_text: '-', token_serial: '-', ...more })
    row('a', { not_after: 4 })
    row('b', { not_after: 5, subject_text: 'CN=王芳' })
    row('c', { not_after: 6, token_serial: 'token-c' })
    row('d', { not_after: 4, status: 'revoked' })
    const { rows } = await store.certificates({ text, after: null, limit: 9 }, status, 5)
    expect(rows.map(({ serial }) => serial).join('')).toBe(found)
  })

  it('are counted by their status', async () => {
    const { store, insert } = pair()
    insert('certificates', { status: 'revoked' })
    expect(await store.countCertificates()).toEqual({ active: 2, revoked: 1 })
    expect(await memory().store.countCertificates()).toEqual({})
  })

  it('have a key in escrow or none', async () => {
    const { store, insert } = memory()
    insert('escrow', { serial: '42', sealed: Uint8Array.of(7) })
    expect([await store.escrowedKey('42'), await store.escrowedKey('41')]).toEqual([Uint8Array.of(7), null])
  })
})

describe('a change of status', () => {
  const by = { kind: 'operator', name: 'o' } as const
  const revoke = { serial: '42', by, now: 5, to: 'revoked', reason: 'r', note: 'n' } as const

  it('is one of the whole pair, signature first', async () => {
    const { store, held, rows } = pair()
    const changed = await store.changeStatus(revoke)
    expect(changed.map(({ serial, status, revokedAt }) => [serial, status, revokedAt])).toEqual([
      ['41', 'revoked', 5],
      ['42', 'revoked', 5],
    ])
    expect(rows('SELECT note FROM certificates')).toEqual([{ note: 'n' }, { note: 'n' }])
    expect([held, await store.statusChanges()]).toEqual([[[{ of: 'certificate', id: '42' }]], 1])
    await expect(store.changeStatus({ ...revoke, serial: 'x' })).rejects.toMatchObject({
      code: 'certificate-unknown',
    })
  })

  it.each<[Values, boolean]>([
    [{}, true],
    [{ business: 'upgrade', previous_serial: '42' }, true],
    [{ business: 'replacement' }, false],
    [{ state: 'active' }, false],
    [{ account_id: 'b' }, false],
    [{ previous_serial: '43' }, false],
  ])('ends with its revocation the successor with %o: %s', async (row, ends) => {
    const { store, insert, rows } = pair()
    insert('requests', { id: 'r', account_id: 'a', business: 'renew', previous_serial: '41', ...row })
    insert('orders', { request_id: 'r', state: 'paid', total_fen: 5, received_fen: 5 })
    await store.changeStatus(revoke)
    expect(rows('SELECT review FROM requests')).toEqual([{ review: ends ? 'refused' : null }])
    expect(rows('SELECT state FROM orders')).toEqual([{ state: ends ? 'refund-due' : 'paid' }])
  })
})

describe('the revocation list', () => {
  const listed = (serial: string, not_after: number, status: string) =>
    ({ serial, not_after, status, revoked_at: 3, reason: 'r', account_id: serial }) as const

  it('has what is no longer valid and not expired, in its order', async () => {
    const { store, insert } = memory()
    for (const row of [
      listed('later', 9, 'revoked'),
      listed('first', 7, 'suspended'),
      listed('second', 7, 'superseded'),
      listed('expired', 5, 'revoked'),
      listed('last', 10, 'discarded'),
      listed('good', 9, 'active'),
      listed('waiting', 9, 'pending'),
    ])
      insert('certificates', row)
    const all = await store.revoked(5)
    expect(all.map(({ serial }) => serial)).toEqual(['first', 'second', 'later', 'last'])
    expect(all[0]).toEqual({ serial: 'first', revokedAt: 3, reason: 'r', place: { notAfter: 7, seq: 2 } })
    const after = await store.revoked(5, all[0]?.place)
    expect(after.map(({ serial }) => serial)).toEqual(['second', 'later', 'last'])
    expect(await store.revoked(5, all[3]?.place)).toEqual([])
    expect((await store.revoked(5, { notAfter: 7, seq: 3 })).map(({ serial }) => serial)).toEqual([
      'later',
      'last',
    ])
  })

  it('is read a thousand entries at a time', async () => {
    const { store, insert } = memory()
    for (let n = 0; n < 1001; n++) insert('certificates', listed(`s${n}`, 9, 'revoked'))
    const first = await store.revoked(5)
    expect([first.length, (await store.revoked(5, first.at(-1)?.place)).length]).toEqual([1000, 1])
  })

  it('loses an entry only when it has expired or was resumed', async () => {
    const reason = async (row: Values, heldSince: number | null, now: number, audit: Values | null = {}) => {
      const { store, insert } = pair(row)
      if (audit !== null) insert('audit', { at: 5, action: 'pair active', subject: '42', ...audit })
      return store.reasonToLeaveList('41', heldSince, now)
    }
    expect(await reason({}, 5, 9)).toBe('expired')
    expect(await reason({}, 5, 8)).toBe('resumed')
    expect(await reason({}, 6, 8)).toBeNull()
    expect(await reason({}, null, 8)).toBeNull()
    expect(await reason({ status: 'suspended' }, 5, 8)).toBeNull()
    expect(await reason({}, 5, 8, null)).toBeNull()
    expect(await reason({}, 5, 8, { action: 'pair suspended' })).toBeNull()
    expect(await reason({}, 5, 8, { subject: '43' })).toBeNull()
    expect(await memory().store.reasonToLeaveList('41', 5, 9)).toBeNull()
  })
})
