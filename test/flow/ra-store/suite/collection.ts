import { beforeEach, describe, expect, it } from 'vitest'
import type { Account, Request } from '../../../../src/ra/records.ts'
import type { Place } from '../place.ts'
import {
  active,
  again,
  application,
  collect,
  confirm,
  inForce,
  issued,
  newAccount,
  now,
  opening,
  pair,
  pay,
  publicKey,
  refusal,
  statusesOf,
  submit,
} from '../world.ts'

export function collectionCases(place: () => Place): void {
  describe('collecting a pair', () => {
    let account: Account
    let ready: Request
    beforeEach(async () => {
      const { store } = place()
      account = await newAccount(store)
      ready = await submit(store, await store.openRequest(opening(account)))
    })

    it('keeps both certificates, the answer and the escrowed key', async () => {
      const { store } = place()
      const made = pair()
      expect(await collect(store, account, ready, made)).toEqual(made)
      expect(await store.certificate(made.signature.serial)).toMatchObject({
        usage: 'signature',
        status: 'pending',
        accountId: account.id,
        token: ready.token,
        notAfter: made.signature.notAfter,
      })
      expect((await store.certificate(made.encryption.serial))?.usage).toBe('encryption')
      expect(await store.escrowedKey(made.encryption.serial)).toEqual(made.escrow)
      expect(await again(store, ready)).toMatchObject({
        state: 'issued',
        signatureSerial: made.signature.serial,
        encryptionSerial: made.encryption.serial,
      })
    })

    it('gives the first pair for ever, whatever pair is offered later', async () => {
      const { store, other } = place()
      const first = pair()
      await collect(store, account, ready, first)
      expect(await collect(other, account, ready, pair())).toEqual(first)
      await confirm(store, ready)
      expect(await collect(other, account, ready, pair())).toEqual(first)
      await active(store, account)
      expect(await collect(other, account, ready, pair())).toEqual(first)
    })

    it('still gives the pair of a request that was given up afterwards', async () => {
      const { store } = place()
      const first = pair()
      await collect(store, account, ready, first)
      await store.abandon(ready.id, now)
      expect(await collect(store, account, ready, pair())).toEqual(first)
    })

    it('asks for another pair when the key was replaced after it was made', async () => {
      const { store } = place()
      const key = publicKey()
      await submit(store, ready, key)
      expect(await collect(store, account, ready)).toBeNull()
      expect(await again(store, ready)).toMatchObject({ state: 'ready', signatureSerial: null })
      const made = pair()
      expect(await collect(store, account, { ...ready, publicKey: key }, made)).toEqual(made)
    })

    it.each([{ idNumber: '11010519491231002X' }, { idType: 'passport' }] as const)(
      'asks for another pair when it was made for %o, which is not what the account has',
      async (before) => {
        expect(await collect(place().store, { ...account, ...before }, ready)).toBeNull()
        expect(await statusesOf(place().store, ready)).toEqual([])
      },
    )

    it('asks for a pair when none was offered', async () => {
      expect(await place().store.collect({ requestId: ready.id, made: null, now })).toBeNull()
    })
  })

  describe('confirming a pair', () => {
    let account: Account
    beforeEach(async () => {
      account = await newAccount(place().store)
    })

    it('brings the first pair into force', async () => {
      const { store } = place()
      const request = await active(store, account)
      expect(await inForce(store, account)).toEqual([request.signatureSerial, request.encryptionSerial])
    })

    it('supersedes the old pair in the same step', async () => {
      const { store } = place()
      const old = await active(store, account)
      const next = await active(store, account, { business: 'reissue' })
      expect(await statusesOf(store, old)).toEqual(['superseded', 'superseded'])
      expect(await inForce(store, account)).toEqual([next.signatureSerial, next.encryptionSerial])
      const gone = await store.certificate(old.signatureSerial ?? '')
      expect(gone).toMatchObject({ reason: 'superseded', revokedAt: now })
    })

    it('supersedes a pair that is suspended', async () => {
      const { store } = place()
      const old = await active(store, account)
      const by = { kind: 'account', id: account.id } as const
      await store.changeStatus({ serial: old.signatureSerial ?? '', to: 'suspended', by, now })
      await active(store, account)
      expect(await statusesOf(store, old)).toEqual(['superseded', 'superseded'])
    })

    it.each([
      ['lost', 'superseded'],
      ['damaged', 'superseded'],
      ['compromised', 'key-compromised'],
    ] as const)('of a replacement because it was %s says %s of the old pair', async (lossReason, reason) => {
      const { store } = place()
      const old = await active(store, account)
      const form = { ...application, lossReason }
      const previousSerial = old.signatureSerial ?? ''
      const request = await store.openRequest(
        opening(account, { business: 'replacement', application: form, previousSerial }),
      )
      await submit(store, request)
      await pay(store, request)
      await collect(store, account, await again(store, request))
      await confirm(store, request)
      expect((await store.certificate(previousSerial))?.reason).toBe(reason)
    })

    it('refuses a proof that was made for another certificate', async () => {
      const { store } = place()
      const request = await issued(store, account)
      const asked = store.confirm({ requestId: request.id, provedSerial: 'ABCD', now })
      expect((await refusal(asked)).code).toBe('confirmation-wrong')
      expect(await statusesOf(store, request)).toEqual(['pending', 'pending'])
    })

    it('ends a request that was overtaken, and that stays so', async () => {
      const { store } = place()
      const slow = await issued(store, account)
      const quick = await active(store, account)
      expect((await refusal(confirm(store, slow))).code).toBe('request-outdated')
      expect((await again(store, slow)).state).toBe('abandoned')
      expect(await statusesOf(store, slow)).toEqual(['discarded', 'discarded'])
      expect(await inForce(store, account)).toEqual([quick.signatureSerial, quick.encryptionSerial])
      expect((await refusal(confirm(store, slow))).code).toBe('request-abandoned')
    })

    it('replaces a pair that was revoked meanwhile', async () => {
      const { store } = place()
      const old = await active(store, account)
      const next = await issued(store, account)
      const by = { kind: 'operator', name: 'operator' } as const
      const serial = old.signatureSerial ?? ''
      await store.changeStatus({ serial, to: 'revoked', reason: 'lost', note: null, by, now })
      expect((await confirm(store, next)).state).toBe('active')
      expect(await statusesOf(store, old)).toEqual(['revoked', 'revoked'])
    })

    it('counts as a change of status only when an old pair leaves', async () => {
      const { store } = place()
      const before = await store.statusChanges()
      await active(store, account)
      expect(await store.statusChanges()).toBe(before)
      await active(store, account)
      expect(await store.statusChanges()).toBeGreaterThan(before)
    })
  })
}
