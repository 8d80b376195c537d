import { describe, expect, it } from 'vitest'
import type { Request } from '../../../../../src/ra/records.ts'
import { demoProfile } from '../../../../../src/ra/rules/profile.ts'
import { keyHash } from '../../../../../src/ra/store/sql/request-changes.ts'
import { carryOut } from '../../../../../src/ra/store/sql/transact.ts'
import { account, certificate, now, request, token } from '../../rules/samples.ts'
import { memory } from './memory.ts'
import { key, other, placeOf, put } from './request-place.ts'

describe('the requests', () => {
  it('are found by id and account, newest first', async () => {
    const at = placeOf()
    put(at, { ...request, id: 'newer' }, { ...request, id: 'else', accountId: 'b' })
    expect([await at.store.request('request-1'), await at.store.request('x')]).toEqual([request, null])
    expect((await at.store.requestsOf('account-1')).map(({ id }) => id)).toEqual(['newer', 'request-1'])
    expect(await at.store.requestsOf('x')).toEqual([])
  })

  it.each<[string, Request['state'] | null, string]>([
    ['', null, 'cba'],
    ['', 'ready', 'ba'],
    ['', 'refused', ''],
    ['王芳', null, 'b'],
    ['TOKEN-C', null, 'c'],
    ['a', 'ready', 'a'],
    ['token-c', 'ready', ''],
  ])('are listed by "%s" in %s: %s', async (text, state, found) => {
    const at = memory()
    const plain = { ...request, subjectText: '-', token: { ...token, serial: '-' } }
    put(
      at,
      { ...plain, id: 'a' },
      { ...plain, id: 'b', subjectText: 'CN=王芳' },
      { ...plain, id: 'c', state: 'issued', token: { ...token, serial: 'token-c' } },
    )
    const { rows } = await at.store.requests({ text, after: null, limit: 5 }, state)
    expect(rows.map(({ id }) => id).join('')).toBe(found)
  })

  it('tell the unfinished one for a certificate, and its key', async () => {
    const at = placeOf({
      id: 'request-0',
      publicKey: null,
      state: 'opened',
      business: 'renew',
      previousSerial: '41',
    })
    at.insert('certificates', { serial: '41', pair_id: 'pair-1' })
    const found = { requestId: 'request-0', orderNumber: null }
    expect(await at.store.unfinished(certificate, 'renew', now)).toEqual(found)
    expect(await at.store.unfinished(certificate, 'upgrade', now)).toBeNull()
    expect(await at.store.certifiedKey(certificate)).toBeNull()
    at.ask(
      carryOut(at.sql, {
        changes: [{ kind: 'submit-csr', id: 'request-0', csr: key, publicKey: key }],
        answer: null,
      }),
    )
    at.insert('used_keys', { key_hash: keyHash(key), request_id: 'request-0' })
    expect(await at.store.certifiedKey(certificate)).toEqual({ point: key, since: request.openedAt })
  })
})

describe('a request that is opened', () => {
  it('passes its place once it is written', async () => {
    const { store, points } = memory()
    const opening = {
      ...{ requestId: 'r', orderId: 'o', account, profile: demoProfile, sender: 's', bodyHash: 'b' },
      ...{ form: { business: 'issue' as const, idempotencyKey: 'k', token }, now },
      subject: { der: Uint8Array.of(1), text: 't' },
    }
    const opened = await store.openRequest(opening)
    expect([opened.id, await store.request('r'), points]).toEqual(['r', opened, [2]])
  })
})

describe('a CSR', () => {
  const submission = { requestId: 'request-1', csr: Uint8Array.of(1), publicKey: key, now }

  it('is handed in with its key', async () => {
    const { store, points } = placeOf({ state: 'opened' })
    expect(await store.submitCsr(submission)).toMatchObject({ publicKey: key, state: 'ready' })
    expect(points).toEqual([5])
    await expect(store.submitCsr({ ...submission, requestId: 'x' })).rejects.toMatchObject({
      code: 'request-unknown',
    })
  })

  it('waits for the money of its order', async () => {
    const at = placeOf({ state: 'opened' })
    at.insert('orders', { request_id: 'request-1' })
    expect((await at.store.submitCsr(submission)).state).toBe('awaiting-payment')
  })

  it('has a key of nobody else', async () => {
    const at = placeOf({ state: 'opened' })
    at.insert('used_keys', { key_hash: keyHash(key), request_id: 'else' })
    await expect(at.store.submitCsr(submission)).rejects.toMatchObject({ code: 'csr-key-reused' })
  })

  it.each([
    [key, null],
    [other, 'csr-key-differs'],
  ])('of a renewal with the same keys has the key of the one before', async (certified, refusal) => {
    const application = { agreementAccepted: true, expectedKeys: 'same' } as const
    const at = placeOf({ state: 'opened', business: 'renew', previousSerial: '41', application })
    put(at, { ...request, id: 'before', publicKey: null })
    at.ask(
      carryOut(at.sql, {
        changes: [{ kind: 'submit-csr', id: 'before', csr: certified, publicKey: certified }],
        answer: null,
      }),
    )
    at.insert('certificates', { serial: '41', request_id: 'before' })
    at.insert('used_keys', { key_hash: keyHash(certified), request_id: 'before' })
    const submitted = at.store.submitCsr(submission)
    if (refusal === null) expect((await submitted).publicKey).toEqual(key)
    else await expect(submitted).rejects.toMatchObject({ code: refusal })
  })

  it.each([
    ['no certificate before', null],
    ['a certificate before that is gone', '41'],
  ])('of a renewal with the same keys and %s is refused', async (_, previousSerial) => {
    const application = { agreementAccepted: true, expectedKeys: 'same' } as const
    const { store } = placeOf({ state: 'opened', business: 'renew', previousSerial, application })
    await expect(store.submitCsr(submission)).rejects.toMatchObject({ code: 'csr-key-differs' })
  })
})
