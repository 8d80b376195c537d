import { describe, expect, it } from 'vitest'
import type { OpenForm } from '../../../../../src/ra/rules/opening.ts'
import { demoProfile } from '../../../../../src/ra/rules/profile.ts'
import { openingFacts } from '../../../../../src/ra/store/sql/opening-facts.ts'
import { keyHash } from '../../../../../src/ra/store/sql/request-changes.ts'
import type { RaApplication } from '../../../../../src/shared/ra-contract/request.ts'
import { account, now, token } from '../../rules/samples.ts'
import { type Memory, memory } from './memory.ts'

const facts = ({ ask, sql }: Memory, form: Partial<OpenForm> = {}) =>
  ask(
    openingFacts(sql, {
      ...{ requestId: 'r', orderId: 'o', account, profile: demoProfile, sender: 's', bodyHash: 'b', now },
      form: { business: 'renew', idempotencyKey: 'k', token, ...form },
      subject: { der: new Uint8Array(), text: 't' },
    }),
  )

describe('the facts of an opening', () => {
  it('are none where nothing is known, but for the next number', () => {
    expect(facts(memory(), { previousSerial: '41' })).toEqual({
      ...{ known: null, unfinished: 0, inForce: null, previous: null, previousKind: null },
      ...{ previousKey: null, sameBusiness: null, uploads: [], nextOrder: 7 },
    })
  })

  it('are the certificate before with its kind, its key and what is under way for it', () => {
    const at = memory()
    const key = Uint8Array.of(4, 1)
    at.insert('certificates', { serial: '41', pair_id: 'p', account_id: 'account-1', request_id: 'before' })
    expect(facts(at, { previousSerial: '41' })).toMatchObject({
      previous: { serial: '41' },
      previousKind: null,
    })
    at.insert('requests', {
      id: 'before',
      kind: 'one-for-all',
      state: 'active',
      public_key: key,
      opened_at: 3,
    })
    at.insert('used_keys', { key_hash: keyHash(key), request_id: 'before' })
    const same = { account_id: 'account-1', business: 'renew', previous_serial: '41', expires_at: now + 1 }
    at.insert('requests', { id: 'same', ...same })
    expect(facts(at, { previousSerial: '41' })).toMatchObject({
      ...{ previousKind: 'one-for-all', previousKey: { point: key, since: 3 }, inForce: '41' },
      sameBusiness: { requestId: 'same', orderNumber: null },
    })
    expect(facts(at, { previousSerial: '41', business: 'upgrade' }).sameBusiness).toBeNull()
    expect(facts(at)).toMatchObject({
      previous: null,
      previousKind: null,
      previousKey: null,
      sameBusiness: null,
    })
  })

  it('are the request that was opened under the same key', () => {
    const at = memory()
    at.insert('requests', { id: 'known', account_id: 'account-1', idempotency_key: 'k', body_hash: 'h' })
    at.insert('requests', { account_id: 'b', idempotency_key: 'l' })
    expect(facts(at).known).toMatchObject({ request: { id: 'known' }, bodyHash: 'h' })
    expect(facts(at, { idempotencyKey: 'l' }).known).toBeNull()
  })

  it('count what is unfinished and in time', () => {
    const at = memory()
    const own = { account_id: 'account-1', expires_at: now + 1 }
    for (const row of [
      own,
      { ...own, state: 'issued' },
      { ...own, state: 'active' },
      { ...own, expires_at: now },
      { ...own, account_id: 'b' },
    ])
      at.insert('requests', row)
    expect(facts(at).unfinished).toBe(2)
  })

  it('are those attachments that the account has uploaded', () => {
    const at = memory()
    at.insert('uploads', { id: 'own', account_id: 'account-1' })
    at.insert('uploads', { id: 'else', account_id: 'b' })
    const application: RaApplication = { agreementAccepted: true, attachments: ['else', 'own', 'x'] }
    expect(facts(at, { application }).uploads).toEqual(['own'])
  })
})
