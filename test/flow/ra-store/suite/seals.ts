import { beforeEach, describe, expect, it } from 'vitest'
import type { Account, Request, Seal } from '../../../../src/ra/records.ts'
import type { SealApplication } from '../../../../src/ra/rules/seal.ts'
import type { Place } from '../place.ts'
import { active, fresh, newAccount, now, race, refusal } from '../world.ts'

const der = Uint8Array.of(0x30, 0)

export function sealCases(place: () => Place): void {
  describe('an electronic seal', () => {
    let account: Account
    let request: Request
    beforeEach(async () => {
      account = await newAccount(place().store)
      request = await active(place().store, account)
    })
    const signature = () => request.signatureSerial ?? ''
    const application = (serial = signature()): SealApplication => ({
      ...{ serial, sealId: fresh('seal'), name: '王芳' },
      ...{ type: 'personal', operator: 'one', now },
    })
    const apply = (serial?: string) => place().store.applyForSeal(application(serial))
    const step = (sealId: string, at = now) => ({ sealId, operator: 'two', now: at })
    const issue = (sealId: string, at = now + 1) => place().store.issueSeal({ ...step(sealId, at), der })
    const revoke = (sealId: string, at = now + 2) => place().store.revokeSeal(step(sealId, at))
    const issued = async () => issue((await apply()).id)
    const revokePair = (serial = signature()) =>
      place().store.changeStatus({
        ...{ serial, to: 'revoked', reason: 'lost', note: null, now },
        by: { kind: 'operator', name: 'one' },
      })

    it('is applied for, made, and revoked', async () => {
      const applied = await apply()
      expect(applied).toMatchObject({
        state: 'applied',
        serial: signature(),
        accountId: account.id,
        der: null,
      })
      expect(await place().other.seal(applied.id)).toEqual(applied)
      const made = await issue(applied.id)
      expect(made).toEqual({ ...applied, state: 'issued', issuedAt: now + 1, der })
      expect(await place().other.sealOf(signature())).toEqual(made)
      const revoked = await revoke(applied.id)
      expect(revoked).toEqual({ ...made, state: 'revoked', revokedAt: now + 2 })
      expect(await place().other.sealsOf(account.id)).toEqual([revoked])
    })

    it('belongs to the signature certificate, whichever of the pair was named', async () => {
      expect((await apply(request.encryptionSerial ?? '')).serial).toBe(signature())
    })

    it('is not applied for with a certificate that nobody knows or that is not in force', async () => {
      expect(await refusal(apply('ABCD'))).toEqual({
        code: 'certificate-unknown',
        params: { serial: 'ABCD' },
      })
      await revokePair()
      expect(await refusal(apply())).toMatchObject({ code: 'certificate-not-active' })
    })

    it('is the only one of its certificate until it is revoked', async () => {
      const { id } = await apply()
      expect(await refusal(apply())).toEqual({ code: 'seal-exists', params: { state: 'applied' } })
      await issue(id)
      expect(await refusal(apply())).toEqual({ code: 'seal-exists', params: { state: 'issued' } })
      await revoke(id)
      expect((await apply()).state).toBe('applied')
    })

    it('is made once, and only while its certificate is in force', async () => {
      const { id } = await apply()
      await issue(id)
      expect(await refusal(issue(id))).toEqual({ code: 'seal-not-waiting', params: { state: 'issued' } })
      await revoke(id)
      expect(await refusal(issue(id))).toEqual({ code: 'seal-not-waiting', params: { state: 'revoked' } })
      const other = await apply()
      await revokePair()
      expect(await refusal(issue(other.id))).toMatchObject({ code: 'certificate-not-active' })
      expect(await place().store.seal(other.id)).toEqual(other)
    })

    it('that nobody knows is neither made nor revoked', async () => {
      expect(await refusal(issue('no-such-seal'))).toMatchObject({ code: 'seal-unknown' })
      expect(await refusal(revoke('no-such-seal'))).toMatchObject({ code: 'seal-unknown' })
    })

    it('is revoked once: the first time counts', async () => {
      const { id } = await issued()
      const first = await revoke(id, now + 5)
      expect(await revoke(id, now + 9)).toEqual(first)
    })

    it('is one, whoever applies at the same time', async () => {
      const { store, other } = place()
      const { won, lost } = await race(store.applyForSeal(application()), other.applyForSeal(application()))
      expect([won.length, lost]).toEqual([1, ['seal-exists']])
    })

    it('is either made or revoked first, never made after it was revoked', async () => {
      const { id } = await apply()
      const { store, other } = place()
      await race(store.issueSeal({ ...step(id), der }), other.revokeSeal(step(id)))
      expect(await store.seal(id)).toMatchObject({ state: 'revoked' })
    })

    it('is listed, by its state and by what it is called', async () => {
      const { id } = await issued()
      const ids = async (state: Seal['state'] | null, text: string) =>
        (await place().store.seals({ text, after: null, limit: 9 }, state)).rows.map((seal) => seal.id)
      expect(await ids('issued', signature())).toEqual([id])
      expect(await ids('applied', signature())).toEqual([])
      expect(await ids(null, signature().toLowerCase())).toEqual([id])
    })

    describe('of a certificate that has a successor', () => {
      let successor: Request
      const made = (previous: Seal): Seal => ({
        ...previous,
        ...{ id: fresh('seal'), serial: successor.signatureSerial ?? '' },
      })
      const renew = (previous: Seal) =>
        place().store.renewSeal({ previousId: previous.id, made: made(previous), now: now + 7 })

      it('goes on once, however often it is asked for', async () => {
        const previous = await issued()
        successor = await active(place().store, account)
        const next = await renew(previous)
        expect(next).toMatchObject({ state: 'issued', serial: successor.signatureSerial })
        expect(await renew(previous)).toEqual(next)
        expect(await place().store.sealsOf(account.id)).toHaveLength(2)
      })

      it('does not come back after it was revoked there', async () => {
        const previous = await issued()
        successor = await active(place().store, account)
        const next = await renew(previous)
        await revoke(next?.id ?? '')
        expect(await renew(previous)).toMatchObject({ id: next?.id, state: 'revoked' })
      })

      it.each(['applied', 'revoked'] as const)('does not go on while it is %s', async (state) => {
        const { id } = await apply()
        if (state === 'revoked') await revoke(id)
        const previous = await place().store.seal(id)
        successor = await active(place().store, account)
        expect(previous && (await renew(previous))).toBeNull()
      })

      it('goes on once although two ask at the same time', async () => {
        const previous = await issued()
        successor = await active(place().store, account)
        const { store, other } = place()
        const command = () => ({ previousId: previous.id, made: made(previous), now })
        const { won } = await race(store.renewSeal(command()), other.renewSeal(command()))
        expect(new Set(won.map((seal) => seal?.id)).size).toBe(1)
      })
    })
  })
}
