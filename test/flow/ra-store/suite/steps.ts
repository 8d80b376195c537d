import { describe, expect, it } from 'vitest'
import type { Account, Request } from '../../../../src/ra/records.ts'
import type { Store } from '../../../../src/ra/store/store.ts'
import type { RaErrorCode } from '../../../../src/shared/ra-contract/errors.ts'
import type { RaRequestState } from '../../../../src/shared/ra-contract/request.ts'
import type { Place } from '../place.ts'
import {
  active,
  again,
  application,
  collect,
  confirm,
  day,
  fresh,
  newAccount,
  now,
  opening,
  pay,
  publicKey,
  receive,
  refusal,
  review,
  sentBack,
  statusesOf,
  submit,
} from '../world.ts'

const states = [
  'opened',
  'awaiting-payment',
  'awaiting-review',
  'awaiting-correction',
  'ready',
  'issued',
  'active',
  'refused',
  'abandoned',
  'expired',
] as const satisfies readonly RaRequestState[]

type Stage = { readonly account: Account; readonly request: Request }

/** A renewal, which has every step, brought to this state. */
async function reach(store: Store, state: RaRequestState): Promise<Stage> {
  const account = await newAccount(store)
  const { signatureSerial } = await active(store, account)
  const form = { business: 'renew', application, previousSerial: signatureSerial ?? '' } as const
  const request = await store.openRequest(opening(account, form))
  const stage = async () => ({ account, request: await again(store, request) })
  if (state === 'abandoned') await store.abandon(request.id, now)
  if (state === 'expired') await store.expireRequests(now + 91 * day)
  if (state === 'opened' || state === 'abandoned' || state === 'expired') return stage()
  await submit(store, request)
  if (state === 'awaiting-payment') return stage()
  await pay(store, request)
  if (state === 'awaiting-review') return stage()
  if (state === 'awaiting-correction') {
    await store.review(sentBack(request))
    return stage()
  }
  await store.review(review(request, state !== 'refused'))
  if (state === 'ready' || state === 'refused') return stage()
  await collect(store, account, await again(store, request))
  if (state === 'issued') return stage()
  await confirm(store, request)
  return stage()
}

type Steps = Readonly<Record<string, (store: Store, stage: Stage) => Promise<unknown>>>

const steps = {
  'a CSR': (store, { request }) => submit(store, request),
  'the same CSR again': (store, { request }) => submit(store, request, request.publicKey ?? publicKey()),
  'a payment': (store, { request }) => pay(store, request),
  'an approval': (store, { request }) => store.review(review(request, true)),
  'a refusal': (store, { request }) => store.review(review(request, false)),
  'a demand for correction': (store, { request }) => store.review(sentBack(request)),
  'a correction': (store, { request }) =>
    store.correct({ requestId: request.id, handler: { phone: '13900000000' }, at: now }),
  'a collection': (store, { account, request }) => collect(store, account, request),
  'a confirmation': (store, { request }) => confirm(store, request),
  'giving up': (store, { request }) => store.abandon(request.id, now),
  'the end of its time': (store) => store.expireRequests(now + 91 * day),
} satisfies Steps

/** The result of each step from each state: a state, or a refusal that changes nothing. */
const outcomes: Readonly<
  Record<keyof typeof steps, Readonly<Record<RaRequestState, RaRequestState | { no: RaErrorCode }>>>
> = {
  'a CSR': {
    opened: 'awaiting-payment',
    'awaiting-payment': 'awaiting-payment',
    'awaiting-review': 'awaiting-review',
    'awaiting-correction': 'awaiting-correction',
    ready: 'ready',
    issued: { no: 'request-not-ready' },
    active: { no: 'request-finished' },
    refused: { no: 'request-refused' },
    abandoned: { no: 'request-abandoned' },
    expired: { no: 'request-expired' },
  },
  'the same CSR again': {
    opened: 'awaiting-payment',
    'awaiting-payment': 'awaiting-payment',
    'awaiting-review': 'awaiting-review',
    'awaiting-correction': 'awaiting-correction',
    ready: 'ready',
    issued: 'issued',
    active: 'active',
    refused: { no: 'request-refused' },
    abandoned: { no: 'request-abandoned' },
    expired: { no: 'request-expired' },
  },
  'a payment': {
    opened: 'opened',
    'awaiting-payment': 'awaiting-review',
    'awaiting-review': 'awaiting-review',
    'awaiting-correction': 'awaiting-correction',
    ready: 'ready',
    issued: 'issued',
    active: 'active',
    refused: 'refused',
    abandoned: 'abandoned',
    expired: 'expired',
  },
  'an approval': {
    opened: { no: 'review-not-waiting' },
    'awaiting-payment': { no: 'review-not-waiting' },
    'awaiting-review': 'ready',
    'awaiting-correction': { no: 'review-not-waiting' },
    ready: 'ready',
    issued: 'issued',
    active: 'active',
    refused: { no: 'request-refused' },
    abandoned: { no: 'request-abandoned' },
    expired: { no: 'request-expired' },
  },
  'a refusal': {
    opened: { no: 'review-not-waiting' },
    'awaiting-payment': { no: 'review-not-waiting' },
    'awaiting-review': 'refused',
    'awaiting-correction': { no: 'review-not-waiting' },
    ready: { no: 'review-not-waiting' },
    issued: { no: 'review-not-waiting' },
    active: { no: 'request-finished' },
    refused: 'refused',
    abandoned: { no: 'request-abandoned' },
    expired: { no: 'request-expired' },
  },
  'a demand for correction': {
    opened: { no: 'review-not-waiting' },
    'awaiting-payment': { no: 'review-not-waiting' },
    'awaiting-review': 'awaiting-correction',
    'awaiting-correction': 'awaiting-correction',
    ready: { no: 'review-not-waiting' },
    issued: { no: 'review-not-waiting' },
    active: { no: 'request-finished' },
    refused: { no: 'request-refused' },
    abandoned: { no: 'request-abandoned' },
    expired: { no: 'request-expired' },
  },
  'a correction': {
    opened: { no: 'correction-not-wanted' },
    'awaiting-payment': { no: 'correction-not-wanted' },
    'awaiting-review': { no: 'correction-not-wanted' },
    'awaiting-correction': 'awaiting-review',
    ready: { no: 'correction-not-wanted' },
    issued: { no: 'correction-not-wanted' },
    active: { no: 'request-finished' },
    refused: { no: 'request-refused' },
    abandoned: { no: 'request-abandoned' },
    expired: { no: 'request-expired' },
  },
  'a collection': {
    opened: { no: 'request-not-ready' },
    'awaiting-payment': { no: 'request-not-ready' },
    'awaiting-review': { no: 'request-not-ready' },
    'awaiting-correction': { no: 'request-not-ready' },
    ready: 'issued',
    issued: 'issued',
    active: 'active',
    refused: { no: 'request-refused' },
    abandoned: { no: 'request-abandoned' },
    expired: { no: 'request-expired' },
  },
  'a confirmation': {
    opened: { no: 'request-not-ready' },
    'awaiting-payment': { no: 'request-not-ready' },
    'awaiting-review': { no: 'request-not-ready' },
    'awaiting-correction': { no: 'request-not-ready' },
    ready: { no: 'request-not-ready' },
    issued: 'active',
    active: 'active',
    refused: { no: 'request-refused' },
    abandoned: { no: 'request-abandoned' },
    expired: { no: 'request-expired' },
  },
  'giving up': {
    opened: 'abandoned',
    'awaiting-payment': 'abandoned',
    'awaiting-review': 'abandoned',
    'awaiting-correction': 'abandoned',
    ready: 'abandoned',
    issued: 'abandoned',
    active: { no: 'request-finished' },
    refused: 'refused',
    abandoned: 'abandoned',
    expired: 'expired',
  },
  'the end of its time': {
    opened: 'expired',
    'awaiting-payment': 'expired',
    'awaiting-review': 'expired',
    'awaiting-correction': 'expired',
    ready: 'expired',
    issued: 'expired',
    active: 'active',
    refused: 'refused',
    abandoned: 'abandoned',
    expired: 'expired',
  },
}

const names = Object.keys(steps) as readonly (keyof typeof steps)[]

/** What must always fit: an order and a pair must match the state of their request. */
async function expectConsistent(store: Store, request: Request): Promise<void> {
  const order = await store.orderOfRequest(request.id)
  const ended = ['refused', 'abandoned', 'expired'].includes(request.state)
  const paid = order?.paidAt !== null
  expect(order?.state).toBe(ended ? (paid ? 'refund-due' : 'closed') : paid ? 'paid' : 'unpaid')
  const statuses = await statusesOf(store, request)
  const status = request.state === 'active' ? 'active' : request.state === 'issued' ? 'pending' : 'discarded'
  expect(statuses).toEqual(request.signatureSerial === null ? [] : [status, status])
}

export function stepCases(place: () => Place): void {
  describe.each(names)('%s', (step) => {
    it.each(states)('when a renewal is %s', async (state) => {
      const { store, other } = place()
      const stage = await reach(store, state)
      const outcome = outcomes[step][state]
      const call: Promise<unknown> = steps[step](other, stage)
      if (typeof outcome === 'object') {
        expect((await refusal(call)).code).toBe(outcome.no)
        expect(await again(store, stage.request)).toEqual(stage.request)
      } else {
        await call
        expect((await again(store, stage.request)).state).toBe(outcome)
      }
      await expectConsistent(store, await again(store, stage.request))
    })
  })

  describe('a request whose time is over before anybody has cleaned up', () => {
    const late = now + 90 * day
    it('accepts no CSR', async () => {
      const { request } = await reach(place().store, 'opened')
      expect((await refusal(submit(place().store, request, publicKey(), late))).code).toBe('request-expired')
    })
    it('is not reviewed', async () => {
      const { request } = await reach(place().store, 'awaiting-review')
      const asked = place().store.review(review(request, true, { at: late }))
      expect((await refusal(asked)).code).toBe('request-expired')
    })
    it('gives no pair', async () => {
      const { account, request } = await reach(place().store, 'ready')
      const asked = collect(place().store, account, request, undefined, late)
      expect((await refusal(asked)).code).toBe('request-expired')
    })
    it('is not confirmed', async () => {
      const { request } = await reach(place().store, 'issued')
      expect((await refusal(confirm(place().store, request, late))).code).toBe('request-expired')
      expect((await again(place().store, request)).state).toBe('issued')
    })
    it('is in time one moment earlier', async () => {
      const { request } = await reach(place().store, 'issued')
      expect((await confirm(place().store, request, late - 1)).state).toBe('active')
    })
    it('may still be given up', async () => {
      const { request } = await reach(place().store, 'issued')
      expect((await place().store.abandon(request.id, late)).state).toBe('abandoned')
    })
    it('returns money that comes so late', async () => {
      const { request } = await reach(place().store, 'awaiting-payment')
      await pay(place().store, request, fresh('payment'), late)
      await place().store.expireRequests(late)
      expect((await place().store.orderOfRequest(request.id))?.state).toBe('refund-due')
    })
  })

  describe('a request that nobody knows', () => {
    const unknown = 'request-that-never-was'
    const calls: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
      'accepts no CSR': (store) =>
        store.submitCsr({ requestId: unknown, csr: Uint8Array.of(), publicKey: publicKey(), now }),
      'gives no pair': (store) => store.collect({ requestId: unknown, made: null, now }),
      'is not confirmed': (store) => store.confirm({ requestId: unknown, provedSerial: 'A', now }),
      'is not given up': (store) => store.abandon(unknown, now),
    }
    it.each(Object.keys(calls))('%s', async (name) => {
      expect((await refusal(calls[name]?.(place().store) ?? Promise.resolve())).code).toBe('request-unknown')
    })
    it('is not reviewed', async () => {
      const { request } = await reach(place().store, 'opened')
      const asked = place().store.review(review({ ...request, id: unknown }, true))
      expect((await refusal(asked)).code).toBe('request-unknown')
    })
    it('has no order to pay', async () => {
      const asked = receive(place().store, { orderId: 'order-that-never-was', amountFen: 1 })
      expect((await refusal(asked)).code).toBe('order-unknown')
    })
  })

  describe('a review', () => {
    const messagesFor = async (request: Request) => {
      const page = await place().store.messages({ text: request.subjectText, after: null, limit: 1 })
      return page.rows
    }
    const told = async ({ requestId }: { readonly requestId: string }, about: 'approved' | 'refused') => {
      const page = await place().store.messages({ text: '您的证书申请', after: null, limit: 200 })
      return page.rows.filter(({ id }) => id.startsWith(`${requestId.slice(0, 32)}-${about}`))
    }
    it('tells the person who handles it, in the same step', async () => {
      const { request } = await reach(place().store, 'awaiting-review')
      expect(await messagesFor(request)).toEqual([])
      const approval = review(request, true)
      await place().store.review(approval)
      expect(await told(approval, 'approved')).toMatchObject([{ to: '13800000002', channel: 'sms' }])
    })
    it('says why it was refused', async () => {
      const { request } = await reach(place().store, 'awaiting-review')
      const refused = review(request, false, { reason: '印章不清楚' })
      expect((await place().store.review(refused)).refusedReason).toBe('印章不清楚')
      expect((await told(refused, 'refused'))[0]?.text).toContain('印章不清楚')
      const asked = submit(place().store, request)
      expect(await refusal(asked)).toEqual({ code: 'request-refused', params: { reason: '印章不清楚' } })
    })
    it('tells nobody again when it is repeated', async () => {
      const { request } = await reach(place().store, 'ready')
      const second = review(request, true)
      await place().store.review(second)
      expect(await told(second, 'approved')).toHaveLength(1)
    })
  })

  describe('a signing key', () => {
    it('belongs to one request for ever, even when that one was given up', async () => {
      const { store } = place()
      const { request } = await reach(store, 'awaiting-payment')
      await store.abandon(request.id, now)
      const { request: next } = await reach(store, 'opened')
      const asked = submit(store, next, request.publicKey ?? publicKey())
      expect((await refusal(asked)).code).toBe('csr-key-reused')
      expect(await again(store, next)).toEqual(next)
    })
    it('may be replaced by another and submitted again until the pair is made', async () => {
      const { store } = place()
      const { request } = await reach(store, 'awaiting-payment')
      const second = publicKey()
      expect((await submit(store, request, second)).publicKey).toEqual(second)
      const first = request.publicKey ?? publicKey()
      expect((await submit(store, request, first)).publicKey).toEqual(first)
    })
  })
}
