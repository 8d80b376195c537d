import { describe, expect, it } from 'vitest'
import type { Code, Recovery, Session, Unlock } from '../../../../../src/ra/records.ts'
import type { Change } from '../../../../../src/ra/rules/change.ts'
import { findUnlock } from '../../../../../src/ra/store/sql/find.ts'
import { carryOut } from '../../../../../src/ra/store/sql/transact.ts'
import { device } from '../../rules/samples.ts'
import { type Memory, memory } from './memory.ts'

const write = ({ ask, sql }: Memory, ...changes: readonly Change[]) =>
  ask(carryOut(sql, { changes, answer: null }))
const bytes = (n: number) => Uint8Array.of(n)

describe('a session', () => {
  it('is added and ended', () => {
    const at = memory()
    const session: Session = {
      ...{ tokenHash: 't', accountId: 'a', handlerId: 'h', scope: 'identified', clientHash: 'c' },
      expiresAt: 6,
    }
    const own = { ...session, tokenHash: 'u', handlerId: null, clientHash: null, scope: 'full' } as const
    const operator = { tokenHash: 't', operatorId: 'o', expiresAt: 7 }
    write(at, ...[session, own].map((one) => ({ kind: 'add-session', session: one, at: 5 }) as const))
    write(at, { kind: 'add-operator-session', session: operator })
    expect(at.rows('SELECT * FROM sessions')).toEqual([
      {
        ...{ token_hash: 't', account_id: 'a', handler_id: 'h', scope: 'identified' },
        ...{ client_hash: 'c', created_at: 5, expires_at: 6 },
      },
      {
        ...{ token_hash: 'u', account_id: 'a', handler_id: null, scope: 'full' },
        ...{ client_hash: null, created_at: 5, expires_at: 6 },
      },
    ])
    write(at, { kind: 'end-session', tokenHash: 't' })
    expect(at.rows('SELECT token_hash FROM sessions')).toEqual([{ token_hash: 'u' }])
    expect(at.rows('SELECT * FROM operator_sessions')).toEqual([
      { token_hash: 't', operator_id: 'o', expires_at: 7 },
    ])
  })
})

describe('a device', () => {
  it('is put anew in place of itself, and removed', () => {
    const at = memory()
    const put = (...all: ReturnType<typeof device>[]) =>
      write(at, ...all.map((one) => ({ kind: 'put-device', device: one }) as const))
    put(device(1, 5), device(0, 5, 'device-2'), { ...device(0, 5), ownerId: 'b' }, device(2, 6))
    const columns = 'SELECT owner_id, device_hash, wrong, used_at FROM devices ORDER BY owner_id, device_hash'
    const others = [
      { owner_id: 'account-1', device_hash: 'device-2', wrong: 0, used_at: 5 },
      { owner_id: 'b', device_hash: 'device-1', wrong: 0, used_at: 5 },
    ]
    const first = { owner_id: 'account-1', device_hash: 'device-1', wrong: 2, used_at: 6 }
    expect(at.rows(columns)).toEqual([first, ...others])
    write(at, { kind: 'remove-device', device: { ownerId: 'account-1', hash: 'device-1' } })
    expect(at.rows(columns)).toEqual(others)
  })
})

describe('a code', () => {
  const code: Code = {
    ...{ id: '1', purpose: 'login', subject: 's', codeHash: 'h', triesLeft: 5, sentAt: 1, expiresAt: 2 },
  }
  const columns = 'SELECT * FROM codes ORDER BY id'
  const row = (id: string, more: object) => ({
    ...{ id, purpose: 'login', subject: 's', code_hash: 'h', tries_left: 5, sent_at: 1, expires_at: 2 },
    ...more,
  })

  it('takes the place of the one before', () => {
    const at = memory()
    const next = { ...code, id: '3', codeHash: 'i', triesLeft: 4, sentAt: 7, expiresAt: 8 }
    const other = { ...code, id: '2', purpose: 'unlock' } as const
    write(at, ...[code, other, next].map((one) => ({ kind: 'put-code', code: one }) as const))
    const put = row('3', { code_hash: 'i', tries_left: 4, sent_at: 7, expires_at: 8 })
    expect(at.rows(columns)).toEqual([row('2', { purpose: 'unlock' }), put])
    write(at, { kind: 'code-tries', id: '3', triesLeft: 1 })
    expect(at.rows(columns)).toEqual([row('2', { purpose: 'unlock' }), { ...put, tries_left: 1 }])
    write(at, { kind: 'remove-code', id: '2' })
    expect(at.rows(columns)).toEqual([{ ...put, tries_left: 1 }])
  })
})

describe('tries, messages and uploads', () => {
  it('are written with all that is known', () => {
    const at = memory()
    const tries = (name: string, failures: number, at: number): Change => {
      const attempts = { failures, pauses: failures + 1, pausedUntil: failures + 2 }
      return { kind: 'put-tries', name, attempts, at }
    }
    const message = { id: 'i', channel: 'mail', to: 't', text: 'x', createdAt: 5 } as const
    const upload = { id: 'u', accountId: 'a', name: 'n', content: bytes(3), at: 6 }
    write(at, tries('a', 1, 5), tries('b', 2, 6), tries('a', 3, 7))
    write(at, { kind: 'add-message', message }, { kind: 'add-upload', upload })
    expect(at.rows('SELECT * FROM attempts ORDER BY name')).toEqual([
      { name: 'a', failures: 3, pauses: 4, paused_until: 5, changed_at: 7 },
      { name: 'b', failures: 2, pauses: 3, paused_until: 4, changed_at: 6 },
    ])
    expect(at.rows('SELECT * FROM outbox')).toEqual([
      { seq: 1, id: 'i', channel: 'mail', recipient: 't', text: 'x', created_at: 5 },
    ])
    expect(at.rows('SELECT * FROM uploads')).toEqual([
      { id: 'u', account_id: 'a', name: 'n', content: bytes(3), uploaded_at: 6 },
    ])
  })
})

describe('a token', () => {
  it('keeps the secret to unlock it unless there is a new one', () => {
    const at = memory()
    const token = { accountId: 'a', kind: 'ukey', vendor: 'v', serial: 's', unlockSecret: bytes(1) } as const
    const columns = 'SELECT kind, unlock_secret, registered_at FROM tokens'
    const put = (more: Partial<Record<'kind' | 'unlockSecret', unknown>>, time: number) => {
      write(at, { kind: 'put-token', token: Object.assign({ ...token }, more), at: time })
      return at.rows(columns)
    }
    expect(put({}, 5)).toEqual([{ kind: 'ukey', unlock_secret: bytes(1), registered_at: 5 }])
    expect(put({ kind: 'soft', unlockSecret: null }, 6)).toEqual([
      { kind: 'soft', unlock_secret: bytes(1), registered_at: 5 },
    ])
    expect(put({ unlockSecret: bytes(2) }, 7)).toEqual([
      { kind: 'ukey', unlock_secret: bytes(2), registered_at: 5 },
    ])
  })
})

describe('an unlocking', () => {
  it('is added, and changed in its answer and state', () => {
    const at = memory()
    const token = { kind: 'ukey', vendor: 'v', serial: 's' } as const
    const unlock: Unlock = {
      ...{ id: 'u', accountId: 'a', token, state: 'opened', recipientKey: bytes(1) },
      ...{ sealedSecret: null, authorisationCode: null, createdAt: 5, expiresAt: 6 },
    }
    const other = { ...unlock, id: 'other' }
    write(at, { kind: 'add-unlock', unlock }, { kind: 'add-unlock', unlock: other })
    expect(at.ask(findUnlock(at.sql, 'u'))).toEqual(unlock)
    const answer = { recipientKey: bytes(2), sealedSecret: bytes(3), authorisationCode: 'c' }
    const changed = { ...unlock, ...answer, state: 'done' } as const
    write(at, { kind: 'change-unlock', unlock: changed })
    expect([at.ask(findUnlock(at.sql, 'u')), at.ask(findUnlock(at.sql, 'other'))]).toEqual([changed, other])
  })
})

describe('a recovery', () => {
  it('is added, approved and changed', () => {
    const at = memory()
    const recovery: Recovery = {
      ...{ id: 'r', serial: 's', accountId: 'a', reason: 'w', state: 'waiting', openedBy: 'o', openedAt: 5 },
      approvals: [],
    }
    write(
      at,
      { kind: 'add-recovery', recovery },
      { kind: 'add-recovery', recovery: { ...recovery, id: 'q' } },
    )
    write(at, { kind: 'approve-recovery', id: 'r', operator: 'p', at: 6 })
    write(at, { kind: 'recovery-state', id: 'r', state: 'approved' })
    const row = { serial: 's', account_id: 'a', reason: 'w', opened_by: 'o', opened_at: 5 }
    expect(at.rows('SELECT * FROM recoveries')).toEqual([
      { seq: 1, id: 'r', ...row, state: 'approved' },
      { seq: 2, id: 'q', ...row, state: 'waiting' },
    ])
    expect(at.rows('SELECT * FROM recovery_approvals')).toEqual([{ recovery_id: 'r', operator: 'p', at: 6 }])
  })
})
