import { describe, expect, it } from 'vitest'
import type { StoredStatus } from '../../../../../src/ra/records.ts'
import type { Change } from '../../../../../src/ra/rules/change.ts'
import { statusChanges } from '../../../../../src/ra/store/sql/certificate-changes.ts'
import { findCertificate } from '../../../../../src/ra/store/sql/find.ts'
import { carryOut } from '../../../../../src/ra/store/sql/transact.ts'
import { request } from '../../rules/samples.ts'
import { memory } from './memory.ts'

describe('a certificate', () => {
  it('is added as one that waits', () => {
    const { ask, rows, sql } = memory()
    const certificate = { serial: '41', der: Uint8Array.of(1), notBefore: 2, notAfter: 3 }
    const changes = [
      { kind: 'add-certificate', request, usage: 'encryption', certificate },
      { kind: 'escrow-key', serial: '41', sealed: Uint8Array.of(9) },
    ] as const
    ask(carryOut(sql, { changes, answer: null }))
    expect(ask(findCertificate(sql, '41'))).toEqual({
      ...{ serial: '41', pairId: 'request-1', accountId: 'account-1', requestId: 'request-1' },
      ...{ usage: 'encryption', status: 'pending', subjectText: request.subjectText, token: request.token },
      ...{ notBefore: 2, notAfter: 3, revokedAt: null, reason: null, der: Uint8Array.of(1) },
    })
    expect(rows('SELECT * FROM escrow')).toEqual([{ serial: '41', sealed: Uint8Array.of(9) }])
  })
})

describe('the status of a pair', () => {
  const changed = (from: StoredStatus, to: StoredStatus, stored: StoredStatus = from, pairId = 'pair-1') => {
    const { ask, insert, rows, sql } = memory()
    for (const [serial, pair_id, usage] of [
      ['41', 'pair-1', 'signature'],
      ['42', 'pair-1', 'encryption'],
      ['43', 'pair-2', 'signature'],
    ] as const)
      insert('certificates', { serial, pair_id, usage, status: stored, account_id: pair_id })
    const change = { kind: 'pair-status', pairId, from, to, reason: 'r', note: 'n', since: 5 } as const
    ask(carryOut(sql, { changes: [change], answer: null }))
    const statuses = rows('SELECT status, reason, note, revoked_at FROM certificates ORDER BY serial')
    return {
      statuses,
      changes: ask(statusChanges(sql)),
    }
  }
  const was = (status: string) => ({ status, reason: null, note: null, revoked_at: null })
  const isNow = (status: string) => ({ status, reason: 'r', note: 'n', revoked_at: 5 })

  it('changes for both certificates and no other pair', () => {
    expect(changed('active', 'revoked').statuses).toEqual([isNow('revoked'), isNow('revoked'), was('active')])
  })

  it('stays if it is another than the rule has seen', () => {
    expect(changed('active', 'revoked', 'suspended').statuses).toEqual(Array(3).fill(was('suspended')))
    expect(changed('active', 'revoked', 'active', 'pair-3').statuses).toEqual(Array(3).fill(was('active')))
  })

  it.each<[StoredStatus, StoredStatus, number]>([
    ['active', 'suspended', 1],
    ['active', 'superseded', 1],
    ['active', 'revoked', 1],
    ['pending', 'discarded', 1],
    ['suspended', 'active', 1],
    ['suspended', 'revoked', 1],
    ['pending', 'active', 0],
  ])('from %s to %s counts %i for the list', (from, to, count) => {
    expect(changed(from, to).changes).toBe(count)
  })

  it('counts on', () => {
    const { ask, rows, sql } = memory()
    const change: Change = {
      ...{ kind: 'pair-status', pairId: 'x', from: 'active', to: 'revoked' },
      ...{ reason: null, note: null, since: null },
    } as const
    for (let n = 0; n < 11; n++) ask(carryOut(sql, { changes: [change], answer: null }))
    expect(ask(statusChanges(sql))).toBe(11)
    expect(rows(`SELECT value FROM meta WHERE key = 'status-changes'`)).toEqual([{ value: '11' }])
  })
})
