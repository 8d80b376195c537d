import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PinConsent } from '../../../src/main/pin/index.ts'
import { addFault, clearFaults } from '../../../src/native/virtual-ukey/faults.ts'
import { plugUkey, readUkey, unplugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import type { PinTries } from '../../../src/shared/contract/index.ts'
import { codeOf, openWholeHouse, UKEY_PIN, type WholeHouse } from '../../house/businesses.ts'
import { given, openRa, pin, removeFolder, temporary } from '../../house/issuance.ts'
import { faces } from '../../house/tokens.ts'
import { idOf, pkcs11Tool, waitFor } from '../issuance/ukeys.ts'

describe.each(faces)('through %s:', (face) => {
  const raFolder = temporary()
  let ra: RunningRa
  let house: WholeHouse
  beforeAll(async () => {
    ra = await openRa(raFolder)
    house = await openWholeHouse(ra.url, { face })
  })
  afterAll(async () => {
    await house.end()
    await ra.stop()
    removeFolder(raFolder)
  })

  const unsaid: PinConsent = { tries: 'careful', strength: 'checked' }
  const change = (tokenId: string, oldPin: string, newPin: string, consent = unsaid) =>
    house.pin.change(tokenId, pin(oldPin), pin(newPin), consent)
  const verify = (tokenId: string, text: string, tries: PinTries = 'careful') =>
    house.pin.verify(tokenId, pin(text), { tries })
  /** The count in the key's own file, which no program can falsify. */
  const triesOn = (name: string) => readUkey(house.keys, name).facts?.user.left
  const accepts = (name: string, pin: string) => {
    const slot = String(readUkey(house.keys, name).facts?.slot ?? 0)
    const { status } = pkcs11Tool(house.keys, '--slot', slot, '--login', '--pin', pin, '-O')
    return status === 0
  }

  describe('修改口令', () => {
    it('changes the PIN of the Ukey and tells the tries before and after', async () => {
      const id = await house.insert('CHANGE', { userTries: 6, userTriesLeft: 4 })
      const { before, after } = await change(id, UKEY_PIN, 'Winter-26')
      expect([before.triesLeft, before.isDefault]).toEqual([4, true])
      expect([after?.triesLeft, after?.isDefault]).toEqual([6, false])
      expect(accepts('CHANGE', 'Winter-26')).toBe(true)
      expect(house.history.list({ tokenId: id })[0]?.kind).toBe('pin-changed')
    })

    it('refuses what cannot be a new PIN, and the Ukey counts nothing', async () => {
      const id = await house.insert('RULES')
      const answer = (newPin: string) => codeOf(change(id, UKEY_PIN, newPin))
      expect(await answer('12345')).toMatchObject({ code: 'pin-length', params: { min: 6, max: 16 } })
      expect(await answer('12345678901234567')).toMatchObject({ code: 'pin-length' })
      expect(await answer('135 246')).toMatchObject({ code: 'pin-not-encodable' })
      expect(await answer('１３５２４６')).toMatchObject({ code: 'pin-not-encodable' })
      expect(await answer('111111')).toMatchObject({ code: 'pin-weak', params: { weakness: 'repeat' } })
      expect(await answer('234567')).toMatchObject({ code: 'pin-weak', params: { weakness: 'sequence' } })
      expect(await answer(UKEY_PIN)).toMatchObject({ code: 'pin-weak', params: { weakness: 'default' } })
      expect(await answer('19880412')).toMatchObject({ code: 'pin-weak', params: { weakness: 'date' } })
      expect(triesOn('RULES')).toBe(6)
      expect(
        await codeOf(change(id, UKEY_PIN, '19880412', { ...unsaid, strength: 'kept-although-weak' })),
      ).toMatchObject({
        after: { triesLeft: 6 },
      })
      expect(
        await codeOf(change(id, '19880412', '19880412', { ...unsaid, strength: 'kept-although-weak' })),
      ).toMatchObject({
        code: 'pin-unchanged',
      })
      expect(triesOn('RULES')).toBe(6)
    })

    it('uses exactly one try for a wrong old PIN', async () => {
      const id = await house.insert('WRONG', { userTries: 5 })
      expect(await codeOf(change(id, 'not-this-1', 'Winter-26'))).toEqual({
        code: 'pin-wrong',
        params: { triesLeft: 4 },
      })
      expect(triesOn('WRONG')).toBe(4)
      expect(accepts('WRONG', UKEY_PIN)).toBe(true)
    })

    it('uses one try if the button is pressed twice', async () => {
      const id = await house.insert('TWICE', { userTries: 5 })
      const both = await Promise.all([1, 2].map(() => codeOf(change(id, 'not-this-1', 'Winter-26'))))
      expect(both).toEqual([
        { code: 'pin-wrong', params: { triesLeft: 4 } },
        { code: 'busy-with-other', params: {} },
      ])
      expect(triesOn('TWICE')).toBe(4)
    })

    it('checks a new PIN by the rule of the certificate’s issuer, and an old one only by that of the Ukey', async () => {
      const other = await openWholeHouse(ra.url, { face, issuer: { pinRule: { min: 8, max: 16 } } })
      try {
        const id = await other.insert('SHECA', { userPin: '135246' })
        const empty = await other.insert('EMPTY', { userPin: '135246' })
        const call = (newPin: string, on = id) =>
          codeOf(other.pin.change(on, pin('135246'), pin(newPin), unsaid))
        expect(await call('Win-26', empty)).toMatchObject({ after: { locked: false } })
        await other.login()
        const target = { kind: 'ukey', tokenId: id } as const
        const { transactionId } = await other.issuance.start({ target, ...given('135246') })
        expect(await other.rest(transactionId)).toMatchObject({ state: 'done', error: null })
        expect(await call('Win-26')).toMatchObject({ code: 'pin-length', params: { min: 8, max: 16 } })
        expect(await call('Winter-26')).toMatchObject({ after: { locked: false } })
      } finally {
        await other.end()
        process.env.VIRTUAL_UKEY_HOME = house.keys
      }
    })

    it('says that it cannot know which PIN is right if the Ukey is pulled out meanwhile', async () => {
      const id = await house.insert('PULLED')
      addFault(house.keys, 'PULLED', { on: 'pin', action: { kind: 'removed' }, after: true })
      expect(await codeOf(change(id, UKEY_PIN, 'Winter-26'))).toMatchObject({ code: 'pin-change-unsure' })
      clearFaults(house.keys, 'PULLED')
      plugUkey(house.keys, 'PULLED')
      await waitFor(house, () => idOf(house, 'PULLED') !== undefined)
      expect(await codeOf(verify(id, 'Winter-26'))).toMatchObject({ after: { triesLeft: 6 } })
    })
  })

  describe('验证口令', () => {
    it('asks for a second confirmation before it uses the last try on the Ukey', async () => {
      const id = await house.insert('LAST', { userTries: 3, userTriesLeft: 1 })
      expect(await codeOf(verify(id, UKEY_PIN))).toMatchObject({ code: 'last-try-unconfirmed' })
      expect(await codeOf(change(id, UKEY_PIN, 'Winter-26'))).toMatchObject({ code: 'last-try-unconfirmed' })
      expect(triesOn('LAST')).toBe(1)
      expect(await codeOf(verify(id, 'not-this-1', 'last-confirmed'))).toMatchObject({ code: 'pin-locked' })
      expect(triesOn('LAST')).toBe(0)
      expect(house.history.list({ tokenId: id })[0]?.kind).toBe('pin-locked')
      expect(await codeOf(verify(id, UKEY_PIN, 'last-confirmed'))).toMatchObject({ code: 'pin-locked' })
    })

    it('relies on the count on the Ukey, even if another program has just used up the tries', async () => {
      const id = await house.insert('SHARED', { userTries: 3 })
      for (const wrong of ['wrong-11', 'wrong-22']) accepts('SHARED', wrong)
      expect(triesOn('SHARED')).toBe(1)
      expect(await codeOf(verify(id, UKEY_PIN))).toMatchObject({ code: 'last-try-unconfirmed' })
      expect((await verify(id, UKEY_PIN, 'last-confirmed')).after?.triesLeft).toBe(3)
    })

    it('tells that the Ukey is not there', async () => {
      const id = await house.insert('AWAY')
      unplugUkey(house.keys, 'AWAY')
      await waitFor(house, () => idOf(house, 'AWAY') === undefined)
      expect(await codeOf(verify(id, UKEY_PIN))).toMatchObject({ code: 'token-absent' })
    })
  })

  describe('a Ukey with the PIN it came with', () => {
    it('is noticed when it is plugged in, once, until the PIN is changed', async () => {
      const id = await house.insert('FACTORY')
      const notices = () => house.state.current().notices.filter(({ id: name }) => name.endsWith(id))
      await house.shows(({ tokens }) => tokens.some((token) => token.id === id))
      expect(notices()).toHaveLength(1)
      expect(notices()[0]?.report).toMatchObject({ code: 'pin-is-default', params: { tokenId: id } })
      expect(house.notified.filter(({ id: name }) => name.endsWith(id))).toHaveLength(1)
      await change(id, UKEY_PIN, 'Winter-26')
      await house.shows(({ notices: all }) => all.every(({ id: name }) => !name.endsWith(id)))
      unplugUkey(house.keys, 'FACTORY')
      await waitFor(house, () => idOf(house, 'FACTORY') === undefined)
      plugUkey(house.keys, 'FACTORY')
      await waitFor(house, () => idOf(house, 'FACTORY') !== undefined)
      expect(notices()).toHaveLength(0)
      expect(house.notified.filter(({ id: name }) => name.endsWith(id))).toHaveLength(1)
    })
  })
})
