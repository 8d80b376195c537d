import { beforeEach, describe, expect, it } from 'vitest'
import type { Account, Request } from '../../../../src/ra/records.ts'
import type { Place } from '../place.ts'
import {
  active,
  again,
  application,
  collect,
  confirm,
  day,
  fresh,
  inForce,
  issued,
  newAccount,
  now,
  opening,
  pair,
  pay,
  publicKey,
  race,
  review,
  statusesOf,
  submit,
} from '../world.ts'

const isFor = (request: Request, messageId: string) => messageId.startsWith(request.id.slice(0, 32))

/** What several processes do at the same moment. The order is open; what must hold afterwards is not. */
export function raceCases(place: () => Place): void {
  describe('at the same time', () => {
    let account: Account
    beforeEach(async () => {
      account = await newAccount(place().store)
    })
    const open = () => place().store.openRequest(opening(account))
    const renewal = async (): Promise<Request> => {
      const { store } = place()
      const old = await active(store, account)
      const form = { business: 'renew', application, previousSerial: old.signatureSerial ?? '' } as const
      return submit(store, await store.openRequest(opening(account, form)))
    }
    const status = (to: 'suspended' | 'active' | 'revoked', serial: string) => {
      const by = { kind: 'account', id: account.id } as const
      const common = { serial, by, now }
      return to === 'revoked'
        ? ({ ...common, to, reason: 'lost', note: null } as const)
        : ({ ...common, to } as const)
    }

    it('the same opening comes twice: one request', async () => {
      const { store, other } = place()
      const asked = opening(account)
      const [one, two] = (
        await race(store.openRequest(asked), other.openRequest({ ...asked, requestId: fresh('request') }))
      ).won
      expect(one).toEqual(two)
      expect(await store.requestsOf(account.id)).toHaveLength(1)
    })

    it('one key comes with two bodies: one of them is refused', async () => {
      const { store, other } = place()
      const asked = opening(account)
      const second = { ...asked, requestId: fresh('request'), bodyHash: 'another' }
      const { won, lost } = await race(store.openRequest(asked), other.openRequest(second))
      expect([won.length, lost]).toEqual([1, ['idempotency-conflict']])
    })

    it('nine requests are opened: five of them are', async () => {
      const { store, other } = place()
      const calls = Array.from({ length: 9 }, (_, i) =>
        (i % 2 === 0 ? store : other).openRequest(opening(account)),
      )
      const { won, lost } = await race(...calls)
      expect([won.length, new Set(lost)]).toEqual([5, new Set(['too-many-open-requests'])])
    })

    it('orders are made: each has its own number', async () => {
      const { store, other } = place()
      const { signatureSerial } = await active(store, account)
      const form = { business: 'replacement', application, previousSerial: signatureSerial ?? '' } as const
      const { won } = await race(
        ...[store, other, store, other].map((one) => one.openRequest(opening(account, form))),
      )
      const orders = await Promise.all(won.map(({ id }) => store.orderOfRequest(id)))
      expect(new Set(orders.map((order) => order?.number)).size).toBe(4)
    })

    it('a replacement is opened and its certificate revoked: in one order or the other', async () => {
      const { store, other } = place()
      const serial = (await active(store, account)).signatureSerial ?? ''
      const form = { business: 'replacement', application, previousSerial: serial } as const
      const { lost } = await race<unknown>(
        store.openRequest(opening(account, form)),
        other.changeStatus(status('revoked', serial)),
      )
      expect(['', 'previous-certificate-unusable']).toContain(lost.join())
      expect((await store.certificate(serial))?.status).toBe('revoked')
    })

    it('one key is submitted for two requests: it belongs to one', async () => {
      const { store, other } = place()
      const key = publicKey()
      const [one, two] = [await open(), await open()]
      const { won, lost } = await race(submit(store, one, key), submit(other, two, key))
      expect([won.length, lost]).toEqual([1, ['csr-key-reused']])
    })

    it('two keys are submitted for one request: the pair is for the key that was stored', async () => {
      const { store, other } = place()
      const request = await open()
      const { won } = await race(submit(store, request), submit(other, request))
      const { publicKey: key } = await again(store, request)
      const stands = won.filter((one) => Buffer.from(one.publicKey ?? []).equals(key ?? Buffer.of()))
      const other2 = won.filter((one) => !stands.includes(one))
      expect([stands.length, other2.length]).toEqual([1, 1])
      for (const seen of other2) expect(await collect(store, account, seen)).toBeNull()
      for (const seen of stands) expect(await collect(store, account, seen)).not.toBeNull()
    })

    it('three collect a pair: they get the same one', async () => {
      const { store, other } = place()
      const ready = await submit(store, await open())
      const { won } = await race(
        collect(store, account, ready),
        collect(other, account, ready),
        collect(store, account, ready),
      )
      expect(won).toEqual([won[0], won[0], won[0]])
      expect(await statusesOf(store, ready)).toEqual(['pending', 'pending'])
    })

    it('a pair is collected while another CSR comes: the pair is always for the stored key', async () => {
      const { store, other } = place()
      const ready = await submit(store, await open())
      const { won, lost } = await race<unknown>(submit(other, ready), collect(store, account, ready))
      const after = await again(store, ready)
      if (after.state === 'issued') {
        expect([after.publicKey, lost]).toEqual([ready.publicKey, ['request-not-ready']])
      } else expect([after.state, won.includes(null)]).toEqual(['ready', true])
    })

    it('a pair is collected and the request is given up: nothing stays pending', async () => {
      const { store, other } = place()
      const ready = await submit(store, await open())
      await race<unknown>(collect(store, account, ready), other.abandon(ready.id, now))
      expect((await again(store, ready)).state).toBe('abandoned')
      expect(await statusesOf(store, ready)).not.toContain('pending')
    })

    it('a pair is collected and its time runs out: nothing stays pending', async () => {
      const { store, other } = place()
      const ready = await submit(store, await open())
      await race<unknown>(other.expireRequests(now + 8 * day), collect(store, account, ready))
      expect((await again(store, ready)).state).toBe('expired')
      expect(await statusesOf(store, ready)).not.toContain('pending')
    })

    it('a pair is confirmed and given up: one of the two happens completely', async () => {
      const { store, other } = place()
      const request = await issued(store, account)
      const { won, lost } = await race(confirm(store, request), other.abandon(request.id, now))
      expect(won).toHaveLength(1)
      const { state } = await again(store, request)
      expect(lost).toEqual([state === 'active' ? 'request-finished' : 'request-abandoned'])
      const expected = state === 'active' ? 'active' : 'discarded'
      expect(await statusesOf(store, request)).toEqual([expected, expected])
    })

    it('a pair is confirmed twice: it is in force once', async () => {
      const { store, other } = place()
      const request = await issued(store, account)
      const { won } = await race(confirm(store, request), confirm(other, request))
      expect(won.map(({ state }) => state)).toEqual(['active', 'active'])
      expect(await inForce(store, account)).toHaveLength(2)
    })

    it('three pairs are confirmed: one comes into force, the others end', async () => {
      const { store, other } = place()
      await active(store, account)
      const requests = [
        await issued(store, account),
        await issued(store, account),
        await issued(store, account),
      ]
      const { won, lost } = await race(
        ...requests.map((request, i) => confirm(i % 2 === 0 ? store : other, request)),
      )
      expect([won.length, lost]).toEqual([1, ['request-outdated', 'request-outdated']])
      expect(await inForce(store, account)).toEqual([won[0]?.signatureSerial, won[0]?.encryptionSerial])
    })

    it('a successor is confirmed and the old pair revoked: one pair in force', async () => {
      const { store, other } = place()
      const old = await active(store, account)
      const next = await issued(store, account)
      await race<unknown>(
        confirm(store, next),
        other.changeStatus(status('revoked', old.signatureSerial ?? '')),
      )
      expect(await inForce(store, account)).toEqual([next.signatureSerial, next.encryptionSerial])
      expect(await statusesOf(store, old)).not.toContain('active')
    })

    it('a successor is confirmed and the old pair resumed: one pair in force', async () => {
      const { store, other } = place()
      const old = await active(store, account)
      const serial = old.signatureSerial ?? ''
      await store.changeStatus(status('suspended', serial))
      const next = await issued(store, account)
      await race<unknown>(other.changeStatus(status('active', serial)), confirm(store, next))
      expect(await inForce(store, account)).toEqual([next.signatureSerial, next.encryptionSerial])
    })

    it('a payment is reported twice: it counts once', async () => {
      const { store, other } = place()
      const request = await renewal()
      const reference = fresh('payment')
      const { won, lost } = await race(pay(store, request, reference), pay(other, request, reference))
      expect([won.length, lost]).toEqual([2, []])
      expect((await again(store, request)).state).toBe('awaiting-review')
    })

    it('two payments come for one order: both are counted, and one goes back', async () => {
      const { store, other } = place()
      const request = await renewal()
      const { lost } = await race(pay(store, request), pay(other, request))
      const order = await store.orderOfRequest(request.id)
      expect([order?.state, order?.receivedFen, lost]).toEqual(['paid', 20_000, []])
      expect(order?.refundSince).toBe(now)
    })

    it('one payment is reported for two orders: it pays one', async () => {
      const { store, other } = place()
      const one = await renewal()
      const neighbour = await newAccount(store)
      const { signatureSerial } = await active(store, neighbour)
      const form = { business: 'renew', application, previousSerial: signatureSerial ?? '' } as const
      const two = await store.openRequest(opening(neighbour, form))
      const reference = fresh('payment')
      const { won, lost } = await race(pay(store, one, reference), pay(other, two, reference))
      expect([won.length, lost]).toEqual([1, ['payment-notice-wrong']])
    })

    it.each(['given up', 'over'] as const)(
      'a payment comes and the request is %s: no money is lost',
      async (how) => {
        const { store, other } = place()
        const request = await renewal()
        const end = () =>
          how === 'over' ? other.expireRequests(now + 91 * day) : other.abandon(request.id, now)
        await race<unknown>(pay(store, request), end())
        const order = await store.orderOfRequest(request.id)
        expect(order).toMatchObject({ state: 'refund-due', receivedFen: 10_000 })
      },
    )

    it('one operator approves and another refuses: one decision stands, and is announced once', async () => {
      const { store, other } = place()
      const request = await renewal()
      await pay(store, request)
      const [yes, no] = [review(request, true), review(request, false)]
      const { won, lost } = await race(store.review(yes), other.review(no))
      expect(won).toHaveLength(1)
      const after = await again(store, request)
      expect(lost).toEqual([after.review === 'approved' ? 'review-not-waiting' : 'request-refused'])
      const { rows } = await store.messages({ text: '您的证书申请', after: null, limit: 200 })
      const told = rows.filter(({ id }) => /-(approved|refused)-/.test(id) && isFor(request, id))
      expect(told).toHaveLength(1)
    })

    it('two operators approve: the applicant is told once', async () => {
      const { store, other } = place()
      const request = await renewal()
      await pay(store, request)
      const reviews = [review(request, true), review(request, true)] as const
      const { won } = await race(store.review(reviews[0]), other.review(reviews[1]))
      expect(won.map(({ state }) => state)).toEqual(['ready', 'ready'])
      const { rows } = await store.messages({ text: '您的证书申请', after: null, limit: 200 })
      expect(rows.filter(({ id }) => id.includes('-approved-') && isFor(request, id))).toHaveLength(1)
    })

    it('two processes clean up: every late request ends once', async () => {
      const { store, other } = place()
      await store.expireRequests(now + 1000 * day)
      for (let i = 0; i < 3; i++) await open()
      const { won } = await race(store.expireRequests(now + 8 * day), other.expireRequests(now + 8 * day))
      expect(won.toSorted()).toEqual([0, 3])
    })

    it('a pair is revoked and suspended: it is revoked in the end', async () => {
      const { store, other } = place()
      const serial = (await active(store, account)).signatureSerial ?? ''
      await race(
        store.changeStatus(status('suspended', serial)),
        other.changeStatus(status('revoked', serial)),
      )
      expect((await store.certificate(serial))?.status).toBe('revoked')
    })

    it('a pair is suspended twice: one of the callers is refused', async () => {
      const { store, other } = place()
      const serial = (await active(store, account)).signatureSerial ?? ''
      const { won, lost } = await race(
        store.changeStatus(status('suspended', serial)),
        other.changeStatus(status('suspended', serial)),
      )
      expect([won.length, lost]).toEqual([1, ['certificate-not-active']])
    })

    it('different accounts do everything: nobody disturbs anybody else', async () => {
      const { store, other } = place()
      const accounts = await Promise.all(Array.from({ length: 8 }, () => newAccount(store)))
      const done = await Promise.all(accounts.map((one, i) => active(i % 2 === 0 ? store : other, one)))
      expect(done.map(({ state }) => state)).toEqual(accounts.map(() => 'active'))
      expect(new Set(done.map(({ signatureSerial }) => signatureSerial)).size).toBe(8)
    })

    it('a repeat comes in the same turn: it reads back what is being written', async () => {
      const { store } = place()
      const ready = await submit(store, await open())
      const [one, two] = [pair(), pair()]
      const { won } = await race(collect(store, account, ready, one), collect(store, account, ready, two))
      expect([
        [one, one],
        [two, two],
      ]).toContainEqual(won)
    })
  })
}
