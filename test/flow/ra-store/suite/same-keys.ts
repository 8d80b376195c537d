import { beforeEach, describe, expect, it } from 'vitest'
import type { Account, Request } from '../../../../src/ra/records.ts'
import type { Profile } from '../../../../src/ra/rules/profile.ts'
import type { RaKeyRule } from '../../../../src/shared/ra-contract/key-rule.ts'
import type { Place } from '../place.ts'
import {
  again,
  application,
  collect,
  confirm,
  day,
  fresh,
  newAccount,
  now,
  opening,
  pair,
  pay,
  publicKey,
  refusal,
  review,
  statusesOf,
  submit,
} from '../world.ts'

export function sameKeysCases(place: () => Place): void {
  describe('a renewal whose keys stay', () => {
    let account: Account
    let key: Uint8Array
    let first: Request
    beforeEach(async () => {
      const { store } = place()
      account = await newAccount(store)
      key = publicKey()
      const submitted = await submit(store, await store.openRequest(opening(account)), key)
      await collect(store, account, submitted, pair(now + 800 * day))
      first = await confirm(store, submitted)
    })

    const ruled = (keys: RaKeyRule, sameKeyForYears = 5): Partial<Profile> => {
      const { profile } = opening(account)
      return { renewal: { ...profile.renewal, opensDaysBefore: 3650, keys, sameKeyForYears } }
    }
    const renewing = async (expectedKeys: RaKeyRule | undefined, rules = ruled('same'), at = now) => {
      const { signatureSerial } = await again(place().store, first)
      const asked = opening(
        account,
        {
          business: 'renew',
          previousSerial: signatureSerial ?? '',
          application: { ...application, ...(expectedKeys === undefined ? {} : { expectedKeys }) },
        },
        at,
      )
      return place().store.openRequest({ ...asked, profile: { ...asked.profile, ...rules } })
    }
    const certifiedAgain = () => ({ ...pair(), envelopedKey: null, escrow: null })
    /** Submitted, paid and approved. */
    const ready = async (): Promise<Request> => {
      const { store } = place()
      const request = await renewing('same')
      await submit(store, request, key)
      await pay(store, request)
      return store.review(review(request, true))
    }

    it.each([
      ['same', 'new', undefined, 'same'],
      ['same', 'new', 'new', 'same'],
      ['new', 'same', 'same', 'new'],
    ] as const)(
      'where %s keys are ruled, nobody who was told %s opens a request',
      async (rule, _, told, keys) => {
        expect(await refusal(renewing(told, ruled(rule)))).toEqual({
          code: 'renewal-keys-changed',
          params: { keys },
        })
      },
    )

    it('is for the key of the certificate that is renewed, and for no other', async () => {
      const { store } = place()
      const request = await renewing('same')
      expect((await refusal(submit(store, request))).code).toBe('csr-key-differs')
      expect(await submit(store, request, key)).toMatchObject({ state: 'awaiting-payment' })
      expect(await submit(store, request, key)).toMatchObject({ state: 'awaiting-payment' })
    })

    it('is not for the key of somebody else', async () => {
      const { store } = place()
      const neighbour = await newAccount(store)
      const theirs = publicKey()
      await submit(store, await store.openRequest(opening(neighbour)), theirs)
      expect((await refusal(submit(store, await renewing('same'), theirs))).code).toBe('csr-key-differs')
    })

    it('a key that was certified belongs to no request that makes new keys', async () => {
      const { store } = place()
      const request = await renewing(undefined, ruled('new'))
      expect((await refusal(submit(store, request, key))).code).toBe('csr-key-reused')
    })

    it('hands out no private key, and reads back what was made', async () => {
      const { store, other } = place()
      const made = certifiedAgain()
      const request = await ready()
      expect(await collect(store, account, request, made)).toEqual(made)
      expect(await collect(other, account, request)).toEqual(made)
    })

    it('supersedes the old pair when it is confirmed', async () => {
      const { store } = place()
      const request = await ready()
      await collect(store, account, request, certifiedAgain())
      await confirm(store, request)
      expect(await statusesOf(store, first)).toEqual(['superseded', 'superseded'])
      expect(await statusesOf(store, request)).toEqual(['active', 'active'])
    })

    it('can be repeated with the same key, as long as the key is not too old', async () => {
      const { store } = place()
      const request = await ready()
      await collect(store, account, request, certifiedAgain())
      first = await confirm(store, request)
      expect(await submit(store, await renewing('same'), key)).toMatchObject({ state: 'awaiting-payment' })
    })

    it('a key gets a successor after the years that the profile names', async () => {
      const inTime = now + 364 * day
      const tooLate = now + 367 * day
      expect(await renewing('same', ruled('same', 1), inTime)).toMatchObject({ business: 'renew' })
      await place().store.abandon((await place().store.requestsOf(account.id))[0]?.id ?? '', inTime)
      expect(await refusal(renewing('same', ruled('same', 1), tooLate))).toMatchObject({
        params: { keys: 'new' },
      })
    })

    it('a key that was reported as lost does not come back into force by it', async () => {
      const { store } = place()
      const request = await ready()
      await collect(store, account, request, certifiedAgain())
      const { signatureSerial } = await again(store, first)
      const serial = signatureSerial ?? ''
      const by = { kind: 'account', id: account.id } as const
      await store.changeStatus({ serial, by, now, to: 'suspended' })
      expect(await refusal(confirm(store, request))).toEqual({
        code: 'previous-certificate-unusable',
        params: { serial, status: 'suspended' },
      })
      await store.changeStatus({ serial, by, now, to: 'active' })
      expect(await confirm(store, request)).toMatchObject({ state: 'active' })
    })

    it('ends when its certificate is revoked', async () => {
      const { store } = place()
      const request = await ready()
      const { signatureSerial } = await again(store, first)
      const by = { kind: 'operator', name: fresh('operator') } as const
      const revoked = { to: 'revoked', reason: 'key-compromised', note: null } as const
      await store.changeStatus({ serial: signatureSerial ?? '', by, now, ...revoked })
      expect((await refusal(collect(store, account, request, certifiedAgain()))).code).toBe('request-refused')
    })
  })
}
