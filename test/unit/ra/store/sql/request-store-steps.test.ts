import { describe, expect, it } from 'vitest'
import type { Issued, Request } from '../../../../../src/ra/records.ts'
import { carryOut } from '../../../../../src/ra/store/sql/transact.ts'
import type { RaApplication } from '../../../../../src/shared/ra-contract/request.ts'
import { account, now, request } from '../../rules/samples.ts'
import { key, placeOf, put } from './request-place.ts'

describe('a review', () => {
  const review = {
    requestId: 'request-1',
    verdict: 'refused',
    reason: 'w',
    operatorId: 'o',
    sender: 's',
    at: now,
  } as const

  it('is told to the account', async () => {
    const at = placeOf({ state: 'awaiting-review', review: 'waiting' })
    at.insert('accounts', { id: 'account-1', phone: '138' })
    at.insert('orders', { request_id: 'request-1', state: 'paid', total_fen: 5, received_fen: 5 })
    expect(await at.store.review(review)).toMatchObject({ state: 'refused' })
    expect(at.rows('SELECT recipient FROM outbox').length).toBeGreaterThan(0)
    expect([at.rows('SELECT state FROM orders'), at.points]).toEqual([[{ state: 'refund-due' }], [11]])
    await expect(at.store.review({ ...review, requestId: 'x' })).rejects.toMatchObject({
      code: 'request-unknown',
    })
  })
})

describe('a correction', () => {
  it('names only uploads of its own account', async () => {
    const application: RaApplication = { agreementAccepted: true, attachments: ['upload-first'] }
    const waiting: Partial<Request> = {
      state: 'awaiting-correction',
      review: 'correction',
      correctionFields: ['attachments'],
      application,
    }
    const at = placeOf(waiting)
    at.insert('uploads', { id: 'upload-own', account_id: 'account-1' })
    at.insert('uploads', { id: 'upload-else', account_id: 'b' })
    const correction = { requestId: 'request-1', attachments: ['upload-else'], at: now }
    await expect(at.store.correct(correction)).rejects.toMatchObject({ code: 'attachment-unknown' })
    const corrected = await at.store.correct({ ...correction, attachments: ['upload-own'] })
    expect(corrected).toMatchObject({
      review: 'waiting',
      application: { attachments: ['upload-own'] },
    })
    await expect(at.store.correct({ ...correction, requestId: 'x' })).rejects.toMatchObject({
      code: 'request-unknown',
    })
  })
})

describe('a pair', () => {
  const made = (serial: string) => ({ serial, der: Uint8Array.of(1), notBefore: 0, notAfter: now + 1 })
  const issued: Issued = {
    ...{ signature: made('s1'), encryption: made('e1'), envelopedKey: Uint8Array.of(2) },
    escrow: Uint8Array.of(3),
  }
  const ready = () => {
    const at = placeOf()
    at.ask(
      carryOut(at.sql, {
        changes: [{ kind: 'submit-csr', id: 'request-1', csr: key, publicKey: key }],
        answer: null,
      }),
    )
    return at
  }
  const collection = { requestId: 'request-1', made: { issued, account, publicKey: key }, now }

  it('is made once, and read back ever after', async () => {
    const at = ready()
    await expect(at.store.collect(collection)).rejects.toMatchObject({ code: 'request-unknown' })
    at.ask(carryOut(at.sql, { changes: [{ kind: 'put-account', account }], answer: null }))
    expect([await at.store.collect(collection), at.points]).toEqual([issued, [14]])
    expect(await at.store.collect({ ...collection, made: null })).toEqual(issued)
    await expect(at.store.collect({ ...collection, requestId: 'x' })).rejects.toMatchObject({
      code: 'request-unknown',
    })
  })

  it('is confirmed, and the pair in force before gives way', async () => {
    const at = ready()
    at.insert('certificates', { serial: '41', pair_id: 'pair-1', account_id: 'account-1' })
    at.ask(carryOut(at.sql, { changes: [{ kind: 'put-account', account }], answer: null }))
    await at.store.collect(collection)
    const confirmation = { requestId: 'request-1', provedSerial: 's1', now }
    await expect(at.store.confirm(confirmation)).rejects.toMatchObject({ code: 'request-outdated' })
    expect(at.points).toEqual([14, 17])
    await expect(at.store.confirm({ ...confirmation, requestId: 'x' })).rejects.toMatchObject({
      code: 'request-unknown',
    })
  })
})

describe('a request that ends', () => {
  it('is given up, and its money goes back', async () => {
    const at = placeOf()
    at.insert('orders', { request_id: 'request-1', state: 'paid', total_fen: 5, received_fen: 5 })
    expect((await at.store.abandon('request-1', now)).state).toBe('abandoned')
    expect([at.rows('SELECT state FROM orders'), at.points]).toEqual([[{ state: 'refund-due' }], [19]])
    await expect(at.store.abandon('x', now)).rejects.toMatchObject({ code: 'request-unknown' })
  })

  it('expires at its time, with its order', async () => {
    const at = placeOf({ expiresAt: now })
    put(
      at,
      { ...request, id: 'in-time', expiresAt: now + 1 },
      { ...request, id: 'active', state: 'active', expiresAt: 0 },
    )
    at.insert('orders', { request_id: 'request-1', state: 'unpaid', total_fen: 5 })
    expect([await at.store.expireRequests(now), await at.store.expireRequests(now)]).toEqual([1, 0])
    expect(at.rows('SELECT state FROM requests ORDER BY seq').map(({ state }) => state)).toEqual([
      ...['expired', 'ready', 'active'],
    ])
    expect([at.rows('SELECT state FROM orders'), at.points]).toEqual([[{ state: 'closed' }], [20]])
  })
})
