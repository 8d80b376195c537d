import { beforeEach, describe, expect, it } from 'vitest'
import type { Account, Unlock } from '../../../../src/ra/records.ts'
import type { Authorisation } from '../../../../src/ra/rules/unlock.ts'
import type { Place } from '../place.ts'
import { active, fresh, newAccount, now, publicKey, refusal } from '../world.ts'
import { sending } from './codes.ts'

export const secret = Uint8Array.of(1, 2, 3)

export function unlocking(account: Account, serial: string): Unlock {
  return {
    id: fresh('unlock'),
    accountId: account.id,
    token: { kind: 'ukey', vendor: 'virtual', serial },
    state: 'opened',
    recipientKey: null,
    sealedSecret: null,
    authorisationCode: null,
    createdAt: now,
    expiresAt: now + 1_800_000,
  }
}

export function authorisation(unlock: Unlock, more: Partial<Authorisation> = {}): Authorisation {
  return {
    unlockId: unlock.id,
    recipientKey: publicKey(),
    codeHash: 'right',
    keptSecret: secret,
    sealedSecret: Uint8Array.of(9, 9),
    authorisationCode: fresh('code'),
    now,
    ...more,
  }
}

/** A registered token with an unlock secret, an unlocking of it, and a code that was sent for that. */
export async function readyToAuthorise({ store }: Place) {
  const account = await newAccount(store)
  const serial = fresh('token')
  const token = { kind: 'ukey', vendor: 'virtual', serial, accountId: account.id } as const
  await store.registerToken({ ...token, unlockSecret: secret }, now)
  const unlock = await store.openUnlock(unlocking(account, serial))
  await store.sendCode(sending(unlock.id, { purpose: 'unlock' }))
  return { account, token, unlock }
}

export function unlockCases(place: () => Place): void {
  describe('opening an unlocking', () => {
    it('is for a token that the account registered', async () => {
      const { store } = place()
      const { unlock } = await readyToAuthorise(place())
      expect(await store.unlock(unlock.id)).toEqual(unlock)
    })

    it('is for a token that holds a certificate of the account', async () => {
      const { store } = place()
      const account = await newAccount(store)
      const { token } = await active(store, account)
      expect((await store.openUnlock(unlocking(account, token.serial))).state).toBe('opened')
    })

    it('is refused for an unknown token and for a token of another account', async () => {
      const { store } = place()
      const { token } = await readyToAuthorise(place())
      const stranger = await newAccount(store)
      expect(await refusal(store.openUnlock(unlocking(stranger, token.serial)))).toEqual({
        code: 'token-unknown',
        params: { serial: token.serial },
      })
      expect((await refusal(store.openUnlock(unlocking(stranger, fresh('token'))))).code).toBe(
        'token-unknown',
      )
    })
  })

  describe('authorising an unlocking', () => {
    let ready: Awaited<ReturnType<typeof readyToAuthorise>>
    beforeEach(async () => {
      ready = await readyToAuthorise(place())
    })

    it('stores the answer and uses the code up', async () => {
      const { store } = place()
      const asked = authorisation(ready.unlock)
      const done = await store.authoriseUnlock(asked)
      expect(done).toMatchObject({ state: 'authorised', authorisationCode: asked.authorisationCode })
      expect(await store.unlock(ready.unlock.id)).toEqual(done)
      expect(await store.codeOf('unlock', ready.unlock.id)).toBeNull()
    })

    it('returns the same answer to the same recipient, whatever answer is offered later', async () => {
      const { store } = place()
      const asked = authorisation(ready.unlock)
      const first = await store.authoriseUnlock(asked)
      const repeated = { ...asked, authorisationCode: 'another', sealedSecret: Uint8Array.of(1) }
      expect(await store.authoriseUnlock(repeated)).toEqual(first)
    })

    it('refuses another recipient', async () => {
      const { store } = place()
      await store.authoriseUnlock(authorisation(ready.unlock))
      expect((await refusal(store.authoriseUnlock(authorisation(ready.unlock)))).code).toBe('unlock-used')
    })

    it('counts a wrong code, and stays open', async () => {
      const { store } = place()
      const wrong = store.authoriseUnlock(authorisation(ready.unlock, { codeHash: 'wrong' }))
      expect(await refusal(wrong)).toEqual({ code: 'code-wrong', params: { triesLeft: 4 } })
      expect((await store.unlock(ready.unlock.id))?.state).toBe('opened')
      expect((await store.codeOf('unlock', ready.unlock.id))?.triesLeft).toBe(4)
    })

    it('needs a code that was sent', async () => {
      const { store } = place()
      const unlock = await store.openUnlock(unlocking(ready.account, ready.token.serial))
      expect((await refusal(store.authoriseUnlock(authorisation(unlock)))).code).toBe('code-stale')
    })

    it('asks for another answer when another secret was left meanwhile, without using the code', async () => {
      const { store } = place()
      const unlockSecret = Uint8Array.of(4)
      await store.registerToken({ ...ready.token, unlockSecret }, now)
      const asked = authorisation(ready.unlock)
      expect(await store.authoriseUnlock(asked)).toBeNull()
      expect((await store.authoriseUnlock({ ...asked, keptSecret: unlockSecret }))?.state).toBe('authorised')
    })

    it('works without a secret if none was left', async () => {
      const { store } = place()
      const account = await newAccount(store)
      const { token } = await active(store, account)
      const unlock = await store.openUnlock(unlocking(account, token.serial))
      await store.sendCode(sending(unlock.id, { purpose: 'unlock' }))
      const asked = authorisation(unlock, { keptSecret: null, sealedSecret: null })
      expect(await store.authoriseUnlock(asked)).toMatchObject({ state: 'authorised', sealedSecret: null })
    })

    it('is refused when its time is over', async () => {
      const late = authorisation(ready.unlock, { now: now + 1_800_000 })
      expect((await refusal(place().store.authoriseUnlock(late))).code).toBe('unlock-expired')
    })

    it('is refused if it was never opened', async () => {
      const none = authorisation({ ...ready.unlock, id: fresh('unlock') })
      expect((await refusal(place().store.authoriseUnlock(none))).code).toBe('unlock-unknown')
    })
  })

  describe('the end of an unlocking', () => {
    const report = (unlock: Unlock, outcome: 'done' | 'failed', newSecret: Uint8Array | null = null) =>
      place().store.closeUnlock({ unlockId: unlock.id, outcome, newSecret, now })

    it.each(['done', 'failed'] as const)('is %s, and the sealed secret is forgotten', async (outcome) => {
      const { unlock } = await readyToAuthorise(place())
      await place().store.authoriseUnlock(authorisation(unlock))
      expect(await report(unlock, outcome)).toMatchObject({ state: outcome, sealedSecret: null })
      expect(await place().store.unlock(unlock.id)).toMatchObject({ state: outcome, sealedSecret: null })
    })

    it('may leave a new secret for the token', async () => {
      const { account, token, unlock } = await readyToAuthorise(place())
      await place().store.authoriseUnlock(authorisation(unlock))
      await report(unlock, 'done', Uint8Array.of(7))
      expect((await place().store.token(account.id, token))?.unlockSecret).toEqual(Uint8Array.of(7))
    })

    it('keeps the old secret when no new one is left', async () => {
      const { account, token, unlock } = await readyToAuthorise(place())
      await place().store.authoriseUnlock(authorisation(unlock))
      await report(unlock, 'failed')
      expect((await place().store.token(account.id, token))?.unlockSecret).toEqual(secret)
    })

    it('changes nothing when it is repeated, and is refused when it differs', async () => {
      const { unlock } = await readyToAuthorise(place())
      await place().store.authoriseUnlock(authorisation(unlock))
      const first = await report(unlock, 'done')
      expect(await report(unlock, 'done')).toEqual(first)
      expect((await refusal(report(unlock, 'failed'))).code).toBe('unlock-used')
    })

    it('is refused before it was authorised', async () => {
      const { unlock } = await readyToAuthorise(place())
      expect((await refusal(report(unlock, 'done'))).code).toBe('unlock-used')
      expect((await refusal(report({ ...unlock, id: fresh('unlock') }, 'done'))).code).toBe('unlock-unknown')
    })

    it('comes automatically when its time is over, and the secret is forgotten', async () => {
      const { unlock } = await readyToAuthorise(place())
      await place().store.authoriseUnlock(authorisation(unlock))
      await place().store.cleanUp(now + 1_800_000)
      expect(await place().store.unlock(unlock.id)).toMatchObject({ state: 'expired', sealedSecret: null })
      expect((await refusal(report(unlock, 'done'))).code).toBe('unlock-used')
    })
  })
}
