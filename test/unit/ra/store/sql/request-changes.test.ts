import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Order, Payment, Request } from '../../../../../src/ra/records.ts'
import type { Change } from '../../../../../src/ra/rules/change.ts'
import { findOrder, findRequest } from '../../../../../src/ra/store/sql/find.ts'
import { keyHash } from '../../../../../src/ra/store/sql/request-changes.ts'
import { carryOut } from '../../../../../src/ra/store/sql/transact.ts'
import { order, request } from '../../rules/samples.ts'
import { type Memory, memory } from './memory.ts'

const bytes = (...all: number[]) => Uint8Array.from(all)
const write = ({ ask, sql }: Memory, ...changes: readonly Change[]) =>
  ask(carryOut(sql, { changes, answer: null }))
const added = { kind: 'add-request', request, idempotencyKey: 'key', bodyHash: 'body' } as const

describe('a request', () => {
  const moments = [
    { moment: 'recorded', at: 5 },
    { moment: 'paid', at: 6 },
  ] as const
  const whole: Request = {
    ...request,
    ...{ business: 'renew', token: { kind: 'soft', vendor: 'v', serial: 's' }, previousSerial: 'p' },
    ...{ baselineSerial: 'b', termYears: 3, application: { agreementAccepted: true }, review: 'waiting' },
    ...{ subjectDer: bytes(1), subjectText: 't', kind: 'business-only', moments, openedAt: 5, expiresAt: 6 },
  }

  it('is added as it is', () => {
    const at = memory()
    write(at, { ...added, request: whole })
    expect(at.ask(findRequest(at.sql, request.id))).toEqual(whole)
    expect(at.rows('SELECT idempotency_key, body_hash, csr, enveloped_key FROM requests')).toEqual([
      { idempotency_key: 'key', body_hash: 'body', csr: null, enveloped_key: null },
    ])
  })

  it('is added without what it does not have', () => {
    const at = memory()
    write(at, added)
    expect(at.ask(findRequest(at.sql, request.id))).toEqual(request)
  })

  const requestAfter = (...changes: readonly Change[]) => {
    const at = memory()
    write(
      at,
      { ...added, request: whole },
      { ...added, request: { ...request, id: 'other' }, idempotencyKey: '2' },
    )
    write(at, ...changes)
    expect(at.ask(findRequest(at.sql, 'other'))).toEqual({ ...request, id: 'other' })
    return { at, request: at.ask(findRequest(at.sql, request.id)) }
  }
  const { id } = request

  it('goes on to a state, and more moments come after those that are there', () => {
    const more = [
      { moment: 'reviewing', at: 7 },
      { moment: 'installable', at: 8 },
    ] as const
    const changed = requestAfter({ kind: 'request-state', id, state: 'ready', moments: more })
    expect(changed.request).toEqual({ ...whole, state: 'ready', moments: [...moments, ...more] })
    const same = requestAfter({ kind: 'request-state', id, state: 'active', moments: [] })
    expect(same.request).toEqual({ ...whole, state: 'active' })
  })

  it('gets its CSR and key', () => {
    const changed = requestAfter({ kind: 'submit-csr', id, csr: bytes(1), publicKey: bytes(4) })
    expect(changed.request).toEqual({ ...whole, publicKey: bytes(4) })
    expect(changed.at.rows(`SELECT csr FROM requests WHERE id = '${id}'`)).toEqual([{ csr: bytes(1) }])
  })

  it('is reviewed by somebody, and corrected', () => {
    const sentBack: Change = {
      ...{ kind: 'review-request', id, review: 'correction', reason: 'w', fields: ['handler', 'other'] },
      ...{ operatorId: 'wang', at: 9 },
    }
    const changed = requestAfter(sentBack)
    const wrong = { review: 'correction', refusedReason: 'w', correctionFields: ['handler', 'other'] }
    expect(changed.request).toEqual({ ...whole, ...wrong })
    const by = `SELECT reviewed_by, reviewed_at FROM requests WHERE id = '${id}'`
    expect(changed.at.rows(by)).toEqual([{ reviewed_by: 'wang', reviewed_at: 9 }])
    const application = { agreementAccepted: true, lossReason: 'lost' } as const
    const corrected = requestAfter(sentBack, { kind: 'correct-request', id, application })
    expect(corrected.request).toEqual({ ...whole, application, review: 'waiting' })
  })

  it('gets its pair', () => {
    const made = (serial: string) => ({ serial, der: bytes(1), notBefore: 0, notAfter: 1 })
    const issued = { signature: made('s1'), encryption: made('e1'), envelopedKey: bytes(7), escrow: null }
    const changed = requestAfter({ kind: 'issue-request', id, issued })
    expect(changed.request).toEqual({
      ...{ ...whole, state: 'issued' },
      ...{ signatureSerial: 's1', encryptionSerial: 'e1' },
    })
    expect(changed.at.rows(`SELECT enveloped_key FROM requests WHERE id = '${id}'`)).toEqual([
      { enveloped_key: bytes(7) },
    ])
  })
})

describe('a signing key', () => {
  it('is bound by its hash, once', () => {
    const at = memory()
    const bind = (requestId: string) => write(at, { kind: 'bind-key', publicKey: bytes(4, 1), requestId })
    bind('r')
    const digest = Uint8Array.from(hash('sha256', bytes(4, 1), 'buffer'))
    expect(at.rows('SELECT * FROM used_keys')).toEqual([{ key_hash: digest, request_id: 'r' }])
    expect(Uint8Array.from(keyHash(bytes(4, 1)))).toEqual(digest)
    expect(() => bind('s')).toThrow('UNIQUE')
  })
})

describe('an order', () => {
  const items = [{ kind: 'certificate-service', unitFen: 3, quantity: 2 }] as const
  const changed: Order = {
    ...{ ...order, items, state: 'paid', receivedFen: 4, refundedFen: 1, refundSince: 8, method: 'online' },
    ...{ reference: 'f', paidAt: 6, reported: true, createdAt: 2 },
  }

  it('is added unpaid, and changed in what can change', () => {
    const at = memory()
    const other = { ...order, id: 'order-2', number: '2', requestId: 'r' }
    const first = { ...order, items, createdAt: 2 }
    write(at, { kind: 'add-order', order: first }, { kind: 'add-order', order: other })
    const find = (id: string) => at.ask(findOrder(at.sql, id))
    expect(find(order.id)).toEqual(first)
    write(at, { kind: 'change-order', order: changed })
    expect([find(order.id), find('order-2')]).toEqual([changed, other])
    write(at, { kind: 'change-order', order: { ...changed, reported: false } })
    expect(find(order.id)?.reported).toBe(false)
  })
})

describe('money', () => {
  it('is written with all that is known', () => {
    const at = memory()
    const payment: Payment = {
      ...{ reference: 'r', orderId: 'o', direction: 'out', method: 'transfer', amountFen: 7, at: 8 },
    }
    const line = {
      ...{ reference: 'l', payerAccount: '6222 0000 1', payerName: 'n n', amountFen: 9 },
      ...{ paidOn: '2026-11-20', note: 'x y', orderId: null },
    }
    write(at, { kind: 'add-payment', payment }, { kind: 'add-statement-line', line, at: 10 })
    expect(at.rows('SELECT * FROM payments')).toEqual([
      {
        ...{ seq: 1, reference: 'r', order_id: 'o', direction: 'out', method: 'transfer' },
        ...{ amount_fen: 7, at: 8 },
      },
    ])
    expect(at.rows('SELECT * FROM statement')).toEqual([
      {
        ...{ seq: 1, reference: 'l', payer_account: '622200001', payer_name: 'n n', amount_fen: 9 },
        ...{ paid_on: '2026-11-20', note: 'x y', imported_at: 10 },
      },
    ])
  })
})

describe('a line of the audit trail', () => {
  it('is written in its place', () => {
    const at = memory()
    write(at, { kind: 'audit', at: 1, actor: 'a', action: 'b', subject: 'c' })
    expect(at.rows('SELECT * FROM audit')).toEqual([
      {
        seq: 1,
        ...{ at: 1, actor: 'a', action: 'b', subject: 'c' },
        ...{ place: null, hash: null, signature: null },
      },
    ])
  })
})
