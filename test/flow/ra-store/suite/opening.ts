import { beforeEach, describe, expect, it } from 'vitest'
import type { Account, Request } from '../../../../src/ra/records.ts'
import type { OpenForm } from '../../../../src/ra/rules/opening.ts'
import type { Place } from '../place.ts'
import {
  active,
  again,
  application,
  confirm,
  day,
  fresh,
  issued,
  newAccount,
  now,
  opening,
  pair,
  pay,
  refusal,
  submit,
} from '../world.ts'
import { pdf } from './uploads.ts'

export function openingCases(place: () => Place): void {
  describe('opening a request', () => {
    let account: Account
    beforeEach(async () => {
      account = await newAccount(place().store)
    })
    const open = (form: Partial<OpenForm> = {}, at = now) =>
      place().store.openRequest(opening(account, form, at))

    it('stores what was asked for, and reads it back', async () => {
      const request = await open({ business: 'issue' })
      expect(request).toMatchObject({ accountId: account.id, state: 'opened', termYears: 1, review: null })
      expect(await again(place().store, request)).toEqual(request)
      expect(await again(place().other, request)).toEqual(request)
    })

    it('gives the same request for the same key and body, even if it has been finished since', async () => {
      const asked = opening(account)
      const first = await place().store.openRequest(asked)
      const repeated = { ...asked, requestId: fresh('request') }
      expect(await place().store.openRequest(repeated)).toEqual(first)
      await place().store.abandon(first.id, now)
      expect((await place().store.openRequest(repeated)).state).toBe('abandoned')
    })

    it('refuses another body under the same key', async () => {
      const asked = opening(account)
      await place().store.openRequest(asked)
      const other = { ...asked, bodyHash: 'another body' }
      expect((await refusal(place().store.openRequest(other))).code).toBe('idempotency-conflict')
    })

    it('keeps keys of different accounts apart', async () => {
      const idempotencyKey = fresh('key')
      const neighbour = await newAccount(place().store)
      const mine = await open({ idempotencyKey })
      const theirs = await place().store.openRequest(opening(neighbour, { idempotencyKey }))
      expect(theirs.id).not.toBe(mine.id)
    })

    it.each([4, 10])('refuses a renewal for %i years, which is not offered', async (termYears) => {
      const asked = open({ business: 'renew', termYears, previousSerial: 'AB', application })
      expect(await refusal(asked)).toEqual({ code: 'term-not-offered', params: { terms: '1,2,3' } })
    })

    it.each(['renew', 'replacement'] as const)(
      '%s needs the certificate that it replaces',
      async (business) => {
        expect((await refusal(open({ business, application }))).code).toBe('previous-certificate-missing')
      },
    )

    it.each(['renew', 'replacement'] as const)('%s refuses an unknown certificate', async (business) => {
      const asked = open({ business, application, previousSerial: 'ABCDEF' })
      expect(await refusal(asked)).toEqual({
        code: 'previous-certificate-unknown',
        params: { serial: 'ABCDEF' },
      })
    })

    it.each(['issue', 'reissue'] as const)(
      '%s may name a certificate of another authority',
      async (business) => {
        const request = await open({ business, previousSerial: 'ABCDEF' })
        expect(request.previousSerial).toBeNull()
      },
    )

    it.each(['issue', 'reissue', 'renew', 'replacement'] as const)(
      "%s refuses another account's certificate as if it were unknown",
      async (business) => {
        const neighbour = await newAccount(place().store)
        const { signatureSerial } = await active(place().store, neighbour)
        const asked = open({ business, application, previousSerial: signatureSerial ?? '' })
        expect((await refusal(asked)).code).toBe('previous-certificate-unknown')
      },
    )

    describe('for an existing certificate', () => {
      let old: Request
      let serial: string
      beforeEach(async () => {
        old = await active(place().store, account)
        serial = old.signatureSerial ?? ''
      })
      const change = (to: 'suspended' | 'revoked') => {
        const by = { kind: 'account', id: account.id } as const
        return to === 'revoked'
          ? place().store.changeStatus({ serial, to, reason: 'lost', note: null, by, now })
          : place().store.changeStatus({ serial, to, by, now })
      }

      it.each(['issue', 'reissue', 'renew', 'replacement'] as const)(
        '%s records its serial',
        async (business) => {
          const request = await open({ business, application, previousSerial: serial })
          expect(request).toMatchObject({ business, previousSerial: serial, baselineSerial: serial })
        },
      )

      it('accepts one that is suspended', async () => {
        await change('suspended')
        const request = await open({ business: 'replacement', application, previousSerial: serial })
        expect(request.baselineSerial).toBe(serial)
      })

      it('refuses one that was revoked', async () => {
        await change('revoked')
        const asked = open({ business: 'replacement', application, previousSerial: serial })
        expect(await refusal(asked)).toEqual({
          code: 'previous-certificate-unusable',
          params: { serial, status: 'revoked' },
        })
      })

      it('refuses one that was superseded', async () => {
        await active(place().store, account, { business: 'reissue', previousSerial: serial })
        const asked = open({ business: 'renew', application, previousSerial: serial })
        expect((await refusal(asked)).params.status).toBe('superseded')
      })

      it('refuses one that is not confirmed yet', async () => {
        const waiting = await issued(place().store, account)
        const asked = open({ business: 'reissue', previousSerial: waiting.signatureSerial ?? '' })
        expect((await refusal(asked)).params.status).toBe('pending')
      })

      it('a renewal needs the agreement', async () => {
        const asked = open({ business: 'renew', previousSerial: serial })
        expect((await refusal(asked)).code).toBe('agreement-missing')
      })

      it('a renewal needs the person who handles it', async () => {
        const form = { agreementAccepted: true } as const
        const asked = open({ business: 'renew', previousSerial: serial, application: form })
        expect(await refusal(asked)).toEqual({ code: 'application-missing', params: { field: 'handler' } })
      })

      it('a replacement needs the reason of the loss', async () => {
        const form = { agreementAccepted: true } as const
        const asked = open({ business: 'replacement', previousSerial: serial, application: form })
        expect(await refusal(asked)).toEqual({ code: 'application-missing', params: { field: 'lossReason' } })
      })

      it('a renewal that comes too late needs a signed form', async () => {
        const late = now + 61 * day
        const form = { business: 'renew', previousSerial: serial, application } as const
        expect((await refusal(open(form, late))).code).toBe('attachment-missing')
        expect((await open(form, late - 2 * day)).state).toBe('opened')
      })

      it.each([
        ['too early', -91, 'renewal-too-early'],
        ['too late', 365, 'renewal-too-late'],
      ] as const)('refuses a renewal that comes %s, to the moment', async (_, days, code) => {
        const end = now + 60 * day
        const edge = end + days * day
        const upload = { id: fresh('upload'), accountId: account.id, name: 'a.pdf', content: pdf, at: now }
        await place().store.addUpload(upload)
        const attachments = days > 0 ? { attachments: [upload.id] } : {}
        const form = {
          business: 'renew',
          previousSerial: serial,
          application: { ...application, ...attachments },
        } as const
        const late = await refusal(open(form, days > 0 ? edge : edge + day - 1))
        expect(late.code).toBe(code)
        expect((await open(form, days > 0 ? edge - 1 : edge + day)).state).toBe('opened')
      })

      it('refuses a second renewal while one is unfinished, and takes it after the first was withdrawn', async () => {
        const form = { business: 'renew', previousSerial: serial, application } as const
        const first = await open(form)
        const order = await place().store.orderOfRequest(first.id)
        expect(await refusal(open(form))).toEqual({
          code: 'renewal-unfinished',
          params: { requestId: first.id, orderNumber: order?.number },
        })
        await place().store.abandon(first.id, now)
        expect((await open(form)).state).toBe('opened')
      })

      it('refuses a second renewal that names the other certificate of the pair', async () => {
        const form = { business: 'renew', application } as const
        await open({ ...form, previousSerial: serial })
        const second = open({ ...form, previousSerial: old.encryptionSerial ?? '' })
        expect((await refusal(second)).code).toBe('renewal-unfinished')
      })

      it('refuses a renewal for another agreement or another price than those in force', async () => {
        const changed = (more: object) =>
          open({ business: 'renew', previousSerial: serial, application: { ...application, ...more } })
        expect(await refusal(changed({ agreementVersion: 'demo-0' }))).toEqual({
          code: 'agreement-changed',
          params: { version: 'demo-1' },
        })
        expect(await refusal(changed({ expectedTotalFen: 9_000 }))).toEqual({
          code: 'price-changed',
          params: { totalFen: 10_000 },
        })
        const right = { agreementVersion: 'demo-1', expectedTotalFen: 10_000 }
        expect((await changed(right)).state).toBe('opened')
      })

      it('does not renew one that is suspended', async () => {
        await change('suspended')
        const asked = open({ business: 'renew', previousSerial: serial, application })
        expect(await refusal(asked)).toEqual({
          code: 'previous-certificate-unusable',
          params: { serial, status: 'suspended' },
        })
      })

      it('ends a renewal whose certificate is revoked meanwhile, and its money goes back', async () => {
        const { store } = place()
        const request = await submit(
          store,
          await open({ business: 'renew', previousSerial: serial, application }),
        )
        await pay(store, request)
        await change('revoked')
        expect(await again(store, request)).toMatchObject({ state: 'refused', review: 'refused' })
        expect(await store.orderOfRequest(request.id)).toMatchObject({
          state: 'refund-due',
          receivedFen: 10_000,
        })
      })

      it('accepts the forms that this account has uploaded, and no others', async () => {
        const late = now + 61 * day
        const upload = { id: fresh('upload'), accountId: account.id, name: 'a.pdf', content: pdf, at: late }
        await place().store.addUpload(upload)
        const form = (attachments: string[]) =>
          open(
            { business: 'renew', previousSerial: serial, application: { ...application, attachments } },
            late,
          )
        expect((await refusal(form([fresh('upload')]))).code).toBe('attachment-unknown')
        expect((await refusal(form([upload.id, fresh('upload')]))).code).toBe('attachment-unknown')
        expect((await form([upload.id])).application?.attachments).toEqual([upload.id])
      })

      it("does not take another account's form", async () => {
        const neighbour = await newAccount(place().store)
        const upload = { id: fresh('upload'), accountId: neighbour.id, name: 'a.pdf', content: pdf, at: now }
        await place().store.addUpload(upload)
        const form = { ...application, attachments: [upload.id] }
        const asked = open({ business: 'renew', previousSerial: serial, application: form })
        expect((await refusal(asked)).code).toBe('attachment-unknown')
      })
    })

    it.each([
      ['issue', null, 7],
      ['reissue', null, 7],
      ['renew', 20_000, 90],
      ['replacement', 5_000, 90],
    ] as const)('%s costs %s fen and is kept for %i days', async (business, fen, days) => {
      const { signatureSerial } = await active(place().store, account)
      const previousSerial = signatureSerial ?? ''
      const termYears = business === 'renew' ? { termYears: 2 } : {}
      const request = await open({ business, application, previousSerial, ...termYears })
      expect(request.expiresAt).toBe(now + days * day)
      const order = await place().store.orderOfRequest(request.id)
      expect(order?.totalFen ?? null).toBe(fen)
      if (order !== null)
        expect(order).toMatchObject({ state: 'unpaid', accountId: account.id, paidAt: null })
    })

    it('gives every order its own number, with the day in it', async () => {
      const { signatureSerial } = await active(place().store, account)
      const form = { business: 'replacement', application, previousSerial: signatureSerial ?? '' } as const
      const requests = [await open(form), await open(form), await open(form)]
      const orders = await Promise.all(requests.map(({ id }) => place().store.orderOfRequest(id)))
      const numbers = orders.map((order) => order?.number ?? '')
      expect(new Set(numbers).size).toBe(3)
      for (const number of numbers) expect(number).toMatch(/^0120270115\d{7}$/)
    })

    it('gives an order the day that it is in China', async () => {
      const { signatureSerial } = await active(place().store, account)
      const form = { business: 'replacement', application, previousSerial: signatureSerial ?? '' } as const
      const { id } = await open(form, Date.parse('2027-01-14T16:00:00Z'))
      expect((await place().store.orderOfRequest(id))?.number).toMatch(/^0120270115/)
    })

    it('lets an account have five unfinished requests', async () => {
      const requests = [await open(), await open(), await open(), await open(), await open()]
      expect(await refusal(open())).toEqual({ code: 'too-many-open-requests', params: { limit: 5 } })
      await place().store.abandon(requests[0]?.id ?? '', now)
      await open()
      expect((await refusal(open())).code).toBe('too-many-open-requests')
    })

    it('does not count what is finished or late', async () => {
      for (let i = 0; i < 5; i++) await open()
      expect((await open({}, now + 8 * day)).state).toBe('opened')
    })

    it('answers a repeat even when there is no more room', async () => {
      const asked = opening(account)
      const first = await place().store.openRequest(asked)
      for (let i = 0; i < 4; i++) await open()
      expect(await place().store.openRequest(asked)).toEqual(first)
    })

    it('remembers which certificate was in force, not which one came later', async () => {
      const request = await open()
      expect(request.baselineSerial).toBeNull()
      await active(place().store, account)
      expect((await again(place().store, request)).baselineSerial).toBeNull()
    })

    it('is refused at the end when another certificate was confirmed meanwhile', async () => {
      const request = await submit(place().store, await open())
      await active(place().store, account)
      const made = { issued: pair(), account, publicKey: request.publicKey ?? Uint8Array.of() }
      await place().store.collect({ requestId: request.id, made, now })
      expect((await refusal(confirm(place().store, request))).code).toBe('request-outdated')
    })
  })
}
