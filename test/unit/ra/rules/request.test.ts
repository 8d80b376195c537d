import { describe, expect, it } from 'vitest'
import type { Order, Request, Review } from '../../../../src/ra/records.ts'
import { type CollectionFacts, collectPair } from '../../../../src/ra/rules/collection.ts'
import { confirmRequest, type PairInForce } from '../../../../src/ra/rules/confirmation.ts'
import { submitCsr } from '../../../../src/ra/rules/csr.ts'
import { abandonRequest, expireRequest } from '../../../../src/ra/rules/ending.ts'
import { movedTo, progressOf, withRefund } from '../../../../src/ra/rules/progress.ts'
import { endRefusal, settledState } from '../../../../src/ra/rules/request-state.ts'
import { reviewRequest } from '../../../../src/ra/rules/review.ts'
import { account, now, order, outcome, request, told, written } from './samples.ts'

const key = new Uint8Array([4, 1])
const otherKey = new Uint8Array([4, 2])
const inState = (state: Request['state'], other: Partial<Request> = {}): Request => ({
  ...request,
  state,
  ...other,
})
const paid: Order = { ...order, state: 'paid', receivedFen: 100 }

describe('the way of a request', () => {
  it.each([
    ['opened', 'recorded'],
    ['awaiting-payment', 'awaiting-payment'],
    ['awaiting-review', 'reviewing'],
    ['awaiting-correction', 'correction'],
    ['active', 'completed'],
    ['refused', 'refused'],
    ['abandoned', 'withdrawn'],
    ['expired', 'expired'],
  ] as const)('to %s is told as %s, once', (state, moment) => {
    const moved = movedTo(request, state, now)
    expect(moved).toEqual({ ...request, state, moments: [{ moment, at: now }] })
    expect(movedTo(moved, state, now + 1)).toBe(moved)
    expect(progressOf(request, moved)).toEqual([
      { kind: 'request-state', id: 'request-1', state, moments: [{ moment, at: now }] },
    ])
    expect(progressOf(moved, moved)).toEqual([])
  })

  it('to installable is told, and to issued is not', () => {
    expect(movedTo(inState('opened'), 'ready', now).moments).toEqual([{ moment: 'installable', at: now }])
    const issued = movedTo(request, 'issued', now)
    expect(issued.moments).toEqual([])
    expect(progressOf(request, issued)).toMatchObject([{ state: 'issued', moments: [] }])
  })

  it('keeps the moments before, and writes only the new ones', () => {
    const before = movedTo(request, 'opened', 1)
    const after = movedTo(before, 'ready', 2)
    expect(after.moments).toHaveLength(2)
    expect(progressOf(before, after)).toMatchObject([{ moments: [{ moment: 'installable', at: 2 }] }])
  })

  it('tells of money that goes back when that changes', () => {
    const moment = (state: Order['state'] | null, before: Order['state'] | null = null) => {
      const was = before === null ? null : { ...order, state: before }
      return withRefund(request, was, state === null ? null : { ...order, state }, now).moments[0]?.moment
    }
    expect(moment('refund-due')).toBe('refunding')
    expect(moment('refunded', 'refund-due')).toBe('refunded')
    expect(moment('refund-due', 'refund-due')).toBeUndefined()
    expect(moment('closed', 'unpaid')).toBeUndefined()
    expect(moment('paid', 'unpaid')).toBeUndefined()
    expect(moment(null)).toBeUndefined()
  })

  it.each([
    ['active', { code: 'request-finished' }],
    ['refused', { code: 'request-refused', reason: '不清晰' }],
    ['abandoned', { code: 'request-abandoned' }],
    ['expired', { code: 'request-expired' }],
  ] as const)('is at its end when it is %s', (state, refusal) => {
    expect(told(endRefusal(inState(state, { refusedReason: '不清晰' }), now))).toEqual(refusal)
  })

  it.each([
    'opened',
    'awaiting-payment',
    'awaiting-review',
    'awaiting-correction',
    'ready',
    'issued',
  ] as const)('ends with its time when it is %s', (state) => {
    expect(endRefusal(inState(state, { expiresAt: now + 1 }), now)).toBeNull()
    const over = inState(state, { expiresAt: now })
    expect(told(endRefusal(over, now))).toEqual({ code: 'request-expired' })
  })

  it('gives an empty reason rather than none', () => {
    expect(told(endRefusal(inState('refused'), now))).toEqual({ code: 'request-refused', reason: '' })
  })

  it('waits first for the key, then for money, then for people', () => {
    const state = (publicKey: Uint8Array | null, one: Order | null, review: Review | null) =>
      settledState({ ...request, publicKey, review }, one)
    expect(state(null, order, 'refused')).toBe('opened')
    expect(state(key, order, 'correction')).toBe('awaiting-payment')
    expect(state(key, paid, 'correction')).toBe('awaiting-correction')
    expect(state(key, null, 'waiting')).toBe('awaiting-review')
    expect(state(key, null, null)).toBe('ready')
  })
})

describe('giving a request up', () => {
  it('is answered again when it has ended, and refused when it has its certificate', () => {
    for (const state of ['abandoned', 'refused', 'expired'] as const) {
      const one = inState(state)
      expect(abandonRequest({ request: one, order: paid }, now)).toEqual({ changes: [], answer: one })
    }
    const active = abandonRequest({ request: inState('active'), order: null }, now)
    expect(outcome(active)).toEqual({ code: 'request-finished' })
    expect(outcome(abandonRequest({ request: null, order: null }, now))).toEqual({ code: 'request-unknown' })
  })

  it('discards certificates that were made, and gives back what was paid', () => {
    const decision = abandonRequest({ request: inState('issued'), order: paid }, now)
    expect(decision.changes).toEqual([
      {
        ...{ kind: 'request-state', id: 'request-1', state: 'abandoned' },
        moments: [
          { moment: 'withdrawn', at: now },
          { moment: 'refunding', at: now },
        ],
      },
      {
        ...{ kind: 'pair-status', pairId: 'request-1', from: 'pending', to: 'discarded' },
        ...{ reason: 'no-longer-used', note: null, since: now },
      },
      { kind: 'change-order', order: { ...paid, state: 'refund-due', refundSince: now } },
    ])
    expect(written(abandonRequest({ request, order: null }, now))).toEqual(['request-state'])
    const late = expireRequest(inState('opened'), order, now)
    expect(late.changes[1]).toEqual({ kind: 'change-order', order: { ...order, state: 'closed' } })
    expect(outcome(late)).toMatchObject({ state: 'expired', moments: [{ moment: 'expired', at: now }] })
  })
})

describe('a CSR', () => {
  const opened = inState('opened')
  const facts = { request: opened, order: null, keyOwner: null, previousKey: null }
  const submission = { requestId: 'request-1', csr: new Uint8Array([9]), publicKey: key, now }

  it('binds its key to its request for ever, and moves it on', () => {
    const decision = submitCsr(facts, submission)
    expect(decision.changes).toEqual([
      { kind: 'bind-key', publicKey: key, requestId: 'request-1' },
      { kind: 'submit-csr', id: 'request-1', csr: submission.csr, publicKey: key },
      expect.objectContaining({ kind: 'request-state', state: 'ready' }),
    ])
    expect(outcome(decision)).toMatchObject({ state: 'ready', publicKey: key })
    expect(written(submitCsr({ ...facts, keyOwner: 'request-1' }, submission))).toEqual([
      'submit-csr',
      'request-state',
    ])
    const strange = submitCsr({ ...facts, keyOwner: 'request-2' }, submission)
    expect([outcome(strange), written(strange)]).toEqual([{ code: 'csr-key-reused' }, []])
    expect(outcome(submitCsr({ ...facts, order }, submission))).toMatchObject({ state: 'awaiting-payment' })
  })

  it('for the same keys has the key of the certificate before, whoever submitted it', () => {
    const application = { agreementAccepted: true, expectedKeys: 'same' } as const
    const same = { ...facts, request: { ...opened, application }, keyOwner: 'request-0' }
    expect(outcome(submitCsr({ ...same, previousKey: key }, submission))).toMatchObject({ state: 'ready' })
    for (const previousKey of [null, otherKey]) {
      expect(outcome(submitCsr({ ...same, previousKey }, submission))).toEqual({ code: 'csr-key-differs' })
    }
  })

  it('that comes again after the certificates were made is answered, another one is not taken', () => {
    for (const state of ['issued', 'active'] as const) {
      const made = inState(state, { publicKey: key, expiresAt: now })
      expect(submitCsr({ ...facts, request: made, keyOwner: 'request-1' }, submission)).toEqual({
        changes: [],
        answer: made,
      })
    }
    const issued = { ...facts, request: inState('issued', { publicKey: otherKey }) }
    expect(outcome(submitCsr(issued, submission))).toEqual({ code: 'request-not-ready', state: 'issued' })
    const ready = submitCsr(
      { ...facts, request: inState('ready', { publicKey: key }), keyOwner: 'request-1' },
      submission,
    )
    expect(written(ready)).toEqual(['submit-csr'])
  })

  it('is refused for a request that ended or that there is not', () => {
    expect(outcome(submitCsr({ ...facts, request: inState('abandoned') }, submission))).toEqual({
      code: 'request-abandoned',
    })
    expect(outcome(submitCsr({ ...facts, request: null }, submission))).toEqual({ code: 'request-unknown' })
  })
})

describe('a review', () => {
  const waiting = inState('awaiting-review', { publicKey: key, review: 'waiting' })
  const facts = { request: waiting, order: paid, account }
  const by = { requestId: 'request-1', operatorId: 'operator-1', at: now, sender: '演示' }
  const approved = { ...by, verdict: 'approved' } as const
  const refusing = { ...by, verdict: 'refused', reason: '不清晰' } as const
  const message = (text: string) => ({
    kind: 'add-message',
    message: { text: expect.stringContaining(text) },
  })

  it('that approves lets the applicant install', () => {
    const decision = reviewRequest(facts, approved)
    expect(decision.changes).toMatchObject([
      {
        kind: 'review-request',
        id: 'request-1',
        review: 'approved',
        reason: null,
        fields: [],
        operatorId: 'operator-1',
      },
      { kind: 'audit', actor: 'operator operator-1', action: 'request approved', subject: 'request-1' },
      { kind: 'request-state', state: 'ready' },
      message('审核通过'),
    ])
    expect(outcome(decision)).toMatchObject({ state: 'ready', review: 'approved', refusedReason: null })
  })

  it('that refuses ends the request and gives the money back', () => {
    const decision = reviewRequest(facts, refusing)
    expect(outcome(decision)).toMatchObject({ state: 'refused', review: 'refused', refusedReason: '不清晰' })
    expect(decision.changes.slice(2)).toMatchObject([
      { kind: 'request-state', state: 'refused' },
      { kind: 'change-order', order: { state: 'refund-due' } },
      message('原因：不清晰。费用 1.00 元将原路退回。'),
    ])
    const free = reviewRequest({ ...facts, order: null }, refusing).changes.at(-1)
    expect(free).toMatchObject({ message: { text: '【演示】您的证书申请未通过审核，原因：不清晰。' } })
  })

  it('that sends back says what must be corrected', () => {
    const fields = ['handler', 'other'] as const
    const decision = reviewRequest(facts, {
      ...by,
      verdict: 'correction',
      reason: '缺页',
      fields: [...fields],
    })
    expect(outcome(decision)).toMatchObject({
      state: 'awaiting-correction',
      correctionFields: fields,
      refusedReason: '缺页',
    })
    expect(decision.changes[0]).toMatchObject({ review: 'correction', reason: '缺页', fields })
    expect(decision.changes.at(-1)).toMatchObject(message('需要补正：缺页'))
  })

  it('counts once, and only while it waits for one', () => {
    const done = inState('ready', { review: 'approved' })
    expect(reviewRequest({ ...facts, request: done }, approved)).toEqual({ changes: [], answer: done })
    expect(outcome(reviewRequest({ ...facts, request: done }, refusing))).toEqual({
      code: 'review-not-waiting',
      state: 'ready',
    })
    expect(outcome(reviewRequest({ ...facts, request: inState('expired') }, refusing))).toEqual({
      code: 'request-expired',
    })
    expect(outcome(reviewRequest({ ...facts, request: null }, approved))).toEqual({ code: 'request-unknown' })
  })
})

describe('a pair that is collected', () => {
  const half = (serial: string) => ({ serial, der: new Uint8Array(), notBefore: 0, notAfter: 1 })
  const issued = { signature: half('51'), encryption: half('52'), envelopedKey: null, escrow: null }
  const made = { issued, account, publicKey: key }
  const facts: CollectionFacts = { request: { ...request, publicKey: key }, account, pair: null }
  const collection = { requestId: 'request-1', made, now }

  it('is stored the first time, with the key in escrow if there is one', () => {
    const decision = collectPair(facts, collection)
    expect(decision.changes).toMatchObject([
      { kind: 'add-certificate', usage: 'signature', certificate: { serial: '51' } },
      { kind: 'add-certificate', usage: 'encryption', certificate: { serial: '52' } },
      { kind: 'issue-request', id: 'request-1', issued },
      { kind: 'audit', actor: 'account account-1', action: 'certificates issued', subject: '51' },
    ])
    expect(outcome(decision)).toBe(issued)
    const sealed = { ...issued, escrow: new Uint8Array([3]) }
    const kept = collectPair(facts, { ...collection, made: { ...made, issued: sealed } })
    expect(kept.changes[2]).toEqual({ kind: 'escrow-key', serial: '52', sealed: sealed.escrow })
  })

  it('is read back ever after, though the request has ended', () => {
    const ended = { ...facts, request: inState('abandoned'), pair: issued }
    expect(collectPair(ended, collection)).toEqual({ changes: [], answer: issued })
  })

  it.each([
    ['nothing was made', { made: null }, {}],
    ['the key is another', { made: { ...made, publicKey: otherKey } }, {}],
    ['the request has no key', {}, { request }],
    ['the number was corrected', {}, { account: { ...account, idNumber: '1' } }],
    ['the kind of the number was corrected', {}, { account: { ...account, idType: 'other' as const } }],
  ])('is made again if %s', (_, other, fact) => {
    expect(collectPair({ ...facts, ...fact }, { ...collection, ...other })).toEqual({
      changes: [],
      answer: null,
    })
  })

  it('is refused while the request is not ready, or for nobody', () => {
    const refusal = (one: Partial<CollectionFacts>) => outcome(collectPair({ ...facts, ...one }, collection))
    expect(refusal({ request: inState('opened') })).toEqual({ code: 'request-not-ready', state: 'opened' })
    expect(refusal({ request: inState('expired') })).toEqual({ code: 'request-expired' })
    expect(refusal({ request: null })).toEqual({ code: 'request-unknown' })
    expect(refusal({ account: null })).toEqual({ code: 'request-unknown' })
  })
})

describe('a confirmation', () => {
  const issued = inState('issued', { signatureSerial: '51', baselineSerial: '41', previousSerial: '41' })
  const old: PairInForce = { pairId: 'pair-1', signatureSerial: '41', status: 'active' }
  const confirmation = { requestId: 'request-1', provedSerial: '51', now }
  const confirmed = (one: Request | null, inForce: readonly PairInForce[] = [old]) =>
    confirmRequest({ request: one, order: null, inForce }, confirmation)

  it('puts the new pair in the place of the old one', () => {
    const decision = confirmed(issued)
    expect(decision.changes).toEqual([
      {
        ...{ kind: 'pair-status', pairId: 'pair-1', from: 'active', to: 'superseded' },
        ...{ reason: 'superseded', note: null, since: now },
      },
      {
        ...{ kind: 'pair-status', pairId: 'request-1', from: 'pending', to: 'active' },
        ...{ reason: null, note: null, since: null },
      },
      expect.objectContaining({ kind: 'request-state', state: 'active' }),
      { kind: 'audit', at: now, actor: 'account account-1', action: 'certificates confirmed', subject: '51' },
    ])
    expect(outcome(decision)).toMatchObject({ state: 'active' })
  })

  it('tells if the old key may be in the hands of others', () => {
    const application = { agreementAccepted: true, lossReason: 'compromised' } as const
    expect(confirmed({ ...issued, application }).changes[0]).toMatchObject({ reason: 'key-compromised' })
  })

  it('of a request that was overtaken by another certificate ends it', () => {
    const decision = confirmed(issued, [{ ...old, signatureSerial: '49' }])
    expect(outcome(decision)).toEqual({ code: 'request-outdated' })
    expect(decision.changes).toMatchObject([
      { kind: 'request-state', state: 'abandoned' },
      { to: 'discarded' },
    ])
    expect(outcome(confirmed(issued, [{ ...old, signatureSerial: null }]))).toMatchObject({ state: 'active' })
    expect(outcome(confirmed(issued, []))).toMatchObject({ state: 'active' })
  })

  it('does not bring a key that was reported as lost back into force', () => {
    const application = { agreementAccepted: true, expectedKeys: 'same' } as const
    const held = { ...old, status: 'suspended' } as const
    const refusal = { code: 'previous-certificate-unusable', serial: '41', status: 'suspended' }
    expect(outcome(confirmed({ ...issued, application }, [held]))).toEqual(refusal)
    const unnamed = { ...held, signatureSerial: null }
    expect(outcome(confirmed({ ...issued, application }, [unnamed]))).toEqual(refusal)
    expect(outcome(confirmed({ ...issued, application, previousSerial: null }, [unnamed]))).toMatchObject({
      serial: '',
    })
    expect(outcome(confirmed(issued, [held]))).toMatchObject({ state: 'active' })
    expect(outcome(confirmed({ ...issued, application }))).toMatchObject({ state: 'active' })
  })

  it('is refused for another certificate, too early, and after the end; again it is answered', () => {
    expect(outcome(confirmed({ ...issued, signatureSerial: '50' }))).toEqual({ code: 'confirmation-wrong' })
    expect(outcome(confirmed(request))).toEqual({ code: 'request-not-ready', state: 'ready' })
    expect(outcome(confirmed({ ...issued, expiresAt: now }))).toEqual({ code: 'request-expired' })
    expect(outcome(confirmed(null))).toEqual({ code: 'request-unknown' })
    const active = inState('active', { signatureSerial: '51' })
    expect(confirmed(active)).toEqual({ changes: [], answer: active })
  })
})
