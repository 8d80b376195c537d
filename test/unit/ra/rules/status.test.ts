import { describe, expect, it } from 'vitest'
import type { StoredStatus } from '../../../../src/ra/records.ts'
import { chainLines } from '../../../../src/ra/rules/audit-chain.ts'
import {
  changeStatus,
  type StatusChange,
  type StatusFacts,
} from '../../../../src/ra/rules/certificate-status.ts'
import { addList } from '../../../../src/ra/rules/revocation-list.ts'
import { addSubscription } from '../../../../src/ra/rules/subscription.ts'
import { takeTurn } from '../../../../src/ra/rules/turn.ts'
import { certificate, now, order, outcome, request, written } from './samples.ts'

const second = { ...certificate, serial: '42', usage: 'encryption' } as const
const facts: StatusFacts = { certificate, pair: [certificate, second], successors: [] }
const by = { kind: 'operator', name: '王芳' } as const
const revoke: StatusChange = { serial: '41', by, now, to: 'revoked', reason: 'key-compromised', note: '报案' }
const suspend: StatusChange = { serial: '41', by, now, to: 'suspended' }
const resume: StatusChange = { serial: '41', by, now, to: 'active' }
const when = (status: StoredStatus) => ({ ...facts, certificate: { ...certificate, status } })

describe('the status of a pair', () => {
  it('changes for both certificates at once', () => {
    const decision = changeStatus(facts, revoke)
    expect(decision.changes).toEqual([
      {
        ...{ kind: 'pair-status', pairId: 'pair-1', from: 'active', to: 'revoked' },
        ...{ reason: 'key-compromised', note: '报案', since: now },
      },
      { kind: 'audit', at: now, actor: 'operator 王芳', action: 'pair revoked', subject: '41' },
    ])
    const revoked = { status: 'revoked', reason: 'key-compromised', revokedAt: now }
    expect(outcome(decision)).toEqual([
      { ...certificate, ...revoked },
      { ...second, ...revoked },
    ])
  })

  it('of 挂失 has its reason and day, and 解挂 takes both away', () => {
    const held = { to: 'suspended', reason: 'suspended', note: null, since: now }
    expect(changeStatus(facts, suspend).changes[0]).toMatchObject(held)
    const free = { from: 'suspended', to: 'active', reason: null, note: null, since: null }
    expect(changeStatus(when('suspended'), resume).changes[0]).toMatchObject(free)
  })

  it.each([
    ['active', [true, true, false]],
    ['suspended', [true, false, true]],
    ['pending', [false, false, false]],
    ['revoked', [false, false, false]],
    ['superseded', [false, false, false]],
  ] as const)('%s may become revoked, suspended, active: %s', (status, may) => {
    const decisions = [revoke, suspend, resume].map((change) => changeStatus(when(status), change))
    expect(decisions.map(({ changes }) => changes.length > 0)).toEqual(may)
    const codes = ['certificate-not-active', 'certificate-not-active', 'certificate-not-suspended']
    decisions.forEach((one, i) => {
      if (may[i] === false) expect(outcome(one)).toEqual({ code: codes[i], serial: '41', status })
    })
  })

  it('is changed by its own account and by operators, and unknown to others', () => {
    const unknown = { code: 'certificate-unknown', serial: '41' }
    expect(outcome(changeStatus({ ...facts, certificate: null }, revoke))).toEqual(unknown)
    const other = { ...suspend, by: { kind: 'account', id: 'account-2' } } as const
    expect(outcome(changeStatus(facts, other))).toEqual(unknown)
    const own = { ...suspend, by: { kind: 'account', id: 'account-1' } } as const
    expect(changeStatus(facts, own).changes[1]).toMatchObject({ actor: 'account account-1' })
    const restored = changeStatus(facts, { ...revoke, by: { kind: 'restore' } })
    expect(restored.changes[1]).toMatchObject({ actor: 'restore' })
  })

  it('ends what was to follow when it is revoked, and only then', () => {
    const successors = [{ request: { ...request, id: 'request-2' }, order }]
    const { changes } = changeStatus({ ...facts, successors }, revoke)
    expect(changes.slice(2)).toMatchObject([
      {
        ...{ kind: 'review-request', id: 'request-2', review: 'refused', reason: '原证书已被吊销' },
        ...{ fields: [], operatorId: 'operator 王芳', at: now },
      },
      { kind: 'request-state', id: 'request-2', state: 'refused' },
      { kind: 'change-order', order: { state: 'closed' } },
    ])
    expect(written(changeStatus({ ...facts, successors }, suspend))).toEqual(['pair-status', 'audit'])
  })
})

describe('what several processes do by turns', () => {
  const turn = { job: 'lists', every: 1000, now }

  it('falls to whoever asks first when it is due', () => {
    expect(takeTurn({ last: null }, turn)).toEqual({
      changes: [{ kind: 'take-turn', job: 'lists', at: now }],
      answer: true,
    })
    expect(takeTurn({ last: now - 999 }, turn)).toEqual({ changes: [], answer: false })
    expect(takeTurn({ last: now - 1000 }, turn).answer).toBe(true)
    expect(takeTurn({ last: now + 999 }, turn).answer).toBe(false)
    expect(takeTurn({ last: now + 1000 }, turn).answer).toBe(true)
  })

  it('adds a list only behind the newest one', () => {
    const crl = {
      ...{ issuer: 'issuing' as const, number: 2, der: new Uint8Array(), thisUpdate: 0, nextUpdate: 1 },
      ...{ entries: 0, changes: 0 },
    } as const
    const audit = [{ at: now, actor: 'ra', action: 'list', subject: '2' }]
    expect(addList({ newest: 1 }, { crl, after: 1, audit })).toEqual({
      changes: [
        { kind: 'audit', ...audit[0] },
        { kind: 'add-list', crl },
      ],
      answer: true,
    })
    expect(addList({ newest: null }, { crl, after: 0, audit: [] }).answer).toBe(true)
    expect(addList({ newest: 2 }, { crl, after: 1, audit })).toEqual({ changes: [], answer: false })
    expect(addList({ newest: null }, { crl, after: 1, audit }).answer).toBe(false)
  })

  it('chains lines only behind the last one, and signs the last of them', () => {
    const hash = new Uint8Array([1])
    const links = [
      { seq: 7, place: 3, hash },
      { seq: 9, place: 4, hash },
    ]
    const signature = new Uint8Array([2])
    const chaining = { after: { place: 2, hash }, links, signature }
    expect(chainLines({ lastPlace: 2 }, chaining)).toEqual({
      changes: [
        { kind: 'chain-line', seq: 7, place: 3, hash, signature: null },
        { kind: 'chain-line', seq: 9, place: 4, hash, signature },
      ],
      answer: true,
    })
    expect(chainLines({ lastPlace: 3 }, chaining)).toEqual({ changes: [], answer: false })
    expect(chainLines({ lastPlace: null }, { ...chaining, after: null }).answer).toBe(true)
    expect(chainLines({ lastPlace: null }, chaining).answer).toBe(false)
  })
})

describe('a subscription', () => {
  it('is the twentieth of its address, or is refused for a day', () => {
    const subscription = {
      ...{ id: 's', secretHash: 'h', channel: 'mail' as const, address: 'w@example.cn', keySerial: 'KEY-1' },
      ...{ topics: [], registeredAt: now },
    } as const
    expect(addSubscription({ ofAddress: 19 }, { subscription })).toEqual({
      ...{ changes: [{ kind: 'add-subscription', subscription }], answer: subscription },
    })
    const over = addSubscription({ ofAddress: 20 }, { subscription })
    expect([outcome(over), over.changes]).toEqual([{ code: 'too-many-requests', seconds: 86_400 }, []])
  })
})
