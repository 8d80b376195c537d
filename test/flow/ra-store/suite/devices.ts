import { beforeEach, describe, expect, it } from 'vitest'
import type { DeviceKey } from '../../../../src/ra/records.ts'
import type { Guess } from '../../../../src/ra/rules/tries.ts'
import type { Place } from '../place.ts'
import { day, fresh, knownDevice, newAccount, now, refusal } from '../world.ts'
import { guessing } from './tries.ts'

export function deviceCases(place: () => Place): void {
  describe('a device from which the owner has logged in', () => {
    let owner: string
    let device: DeviceKey
    let guess: Guess
    beforeEach(async () => {
      owner = (await newAccount(place().store)).id
      device = await knownDevice(place(), owner)
      guess = guessing({ device })
    })
    const wrong = (more: Partial<Guess> = {}) => place().store.countWrong({ ...guess, ...more })
    const right = (more: Partial<Guess> = {}) => place().store.acceptRight({ ...guess, ...more })
    const isKnown = async (key = device) =>
      (await place().other.tries({ ...guess, device: key })).device !== null
    const logIn = (more: Parameters<typeof knownDevice>[2] = {}) =>
      knownDevice(place(), owner, { hash: device.hash, ...more })
    /** Many attackers: the name is paused everywhere, and at the address of the owner, too. */
    const underAttack = async () => {
      const stranger = { device: null }
      for (let i = 0; i < 4; i++) await wrong(stranger)
      await refusal(wrong(stranger))
      for (let i = 0; i < 44; i++) await wrong({ ...stranger, network: `address ${i}` })
      expect((await refusal(wrong({ ...stranger, network: 'the last one' }))).code).toBe('account-paused')
      for (const network of [guess.network, 'elsewhere'])
        expect((await refusal(right({ ...stranger, network }))).code).toBe('account-paused')
    }

    it('is let through whatever strangers do, at their address, too', async () => {
      await underAttack()
      await right()
      await right({ network: 'on the road' })
    })

    it('may be wrong itself, and counts only its own wrong answers', async () => {
      await underAttack()
      expect([await wrong(), await wrong(), await wrong(), await wrong()]).toEqual([4, 3, 2, 1])
      await right()
    })

    it('is a stranger after five wrong answers in a row, until it logs in again', async () => {
      await underAttack()
      for (let i = 0; i < 4; i++) await wrong()
      expect((await refusal(wrong())).code).toBe('account-paused')
      expect(await isKnown()).toBe(false)
      expect((await refusal(right())).code).toBe('account-paused')
      await logIn()
      await right()
    })

    it('begins to count anew when its owner logs in', async () => {
      for (let i = 0; i < 4; i++) await wrong()
      await logIn()
      expect((await place().store.tries(guess)).device?.wrong).toBe(0)
    })

    it('is paused by its own wrong answers like everybody where no stranger is about', async () => {
      for (const left of [4, 3, 2, 1]) expect(await wrong()).toBe(left)
      expect(await refusal(wrong())).toEqual({ code: 'account-paused', params: { seconds: 60 } })
    })

    it('helps a thief of its text to five guesses in all, whatever names he guesses at', async () => {
      const names = ['phone 138', 'id-number 110', 'name demo'].map((name) => fresh(name))
      for (const name of names)
        for (let i = 0; i < 50; i++)
          await wrong({ name, device: null, network: `address ${i}` }).catch(() => null)
      const looked = []
      for (let i = 0; i < 30; i++) {
        const name = names[i % names.length] ?? ''
        looked.push(
          await wrong({ name }).then(
            () => true,
            () => false,
          ),
        )
      }
      expect(looked.filter((one) => one)).toHaveLength(4)
      for (const name of names) expect((await refusal(right({ name }))).code).toBe('account-paused')
    })

    it('counts a thief among the strangers, too: his guesses are no extra ones', async () => {
      for (let i = 0; i < 4; i++) await wrong({ network: 'of the thief' })
      const seen = await place().store.tries({ ...guess, network: 'of the thief' })
      expect([seen.everywhere.failures, seen.here.failures]).toEqual([4, 4])
    })

    it('leaves the pause of the strangers where it is when its owner logs in', async () => {
      await underAttack()
      await right()
      await logIn()
      expect((await refusal(right({ device: null, network: 'elsewhere' }))).code).toBe('account-paused')
    })

    it('does not take from the strangers what they have tried: the ceiling stays', async () => {
      for (let i = 0; i < 49; i++) {
        await wrong({ device: null, network: `address ${i}` })
        if (i % 10 === 0) await right()
      }
      const last = wrong({ device: null, network: 'the last one' })
      expect((await refusal(last)).code).toBe('account-paused')
    })

    it('is nothing at another account, and a made-up one nowhere', async () => {
      await underAttack()
      const other = await newAccount(place().store)
      const foreign = await knownDevice(place(), other.id)
      for (const key of [
        { ownerId: owner, hash: foreign.hash },
        { ownerId: owner, hash: fresh('forged') },
        { ownerId: other.id, hash: device.hash },
      ])
        expect((await refusal(right({ device: key }))).code).toBe('account-paused')
    })

    it('was not made known by names alone', async () => {
      await underAttack()
      const stranger = await knownDevice(place(), owner, { scope: 'code' })
      expect(await isKnown(stranger)).toBe(false)
      expect((await refusal(right({ device: stranger }))).code).toBe('account-paused')
      expect(await isKnown(await knownDevice(place(), owner, { scope: 'identified' }))).toBe(true)
    })

    it('is one of sixteen: the one that was away longest makes room', async () => {
      const later = []
      for (let i = 1; i < 16; i++) later.push(await knownDevice(place(), owner, { at: now + i }))
      expect(await isKnown()).toBe(true)
      await logIn({ at: now + 20 })
      await knownDevice(place(), owner, { at: now + 21 })
      expect(await isKnown()).toBe(true)
      expect(await Promise.all(later.map(isKnown))).toEqual([false, ...later.slice(1).map(() => true)])
    })

    it('is not pushed out by logins with names alone', async () => {
      for (let i = 0; i < 40; i++) await knownDevice(place(), owner, { at: now + i, scope: 'code' })
      expect(await isKnown()).toBe(true)
    })

    it('is forgotten after half a year without a login', async () => {
      await underAttack()
      const store = place().store
      const far = now + 180 * day
      await store.cleanUp(far - 1)
      expect(await isKnown()).toBe(true)
      await store.cleanUp(far)
      expect(await isKnown()).toBe(false)
    })

    it('is a stranger after half a year though nobody has cleaned up', async () => {
      const at = now + 180 * day
      for (let i = 0; i < 5; i++) await wrong({ device: null, now: at }).catch(() => null)
      expect((await refusal(right({ now: at }))).code).toBe('account-paused')
    })

    it('stays known when the clock is set back by days, and not when it was years ahead', async () => {
      await underAttack()
      await right({ now: now - 30 * day })
      const ahead = await knownDevice(place(), owner, { at: now + 3650 * day })
      expect((await refusal(right({ device: ahead }))).code).toBe('account-paused')
      await place().store.cleanUp(now)
      expect(await isKnown(ahead)).toBe(false)
      expect(await isKnown()).toBe(true)
    })

    it('is asked for a captcha after wrong answers of its own, and not after those of strangers', async () => {
      for (let i = 0; i < 20; i++) await wrong({ device: null, network: `address ${i}` })
      const plain = { captcha: false }
      expect([await wrong(plain), await wrong(plain)]).toEqual([4, 3])
      expect((await refusal(right(plain))).code).toBe('captcha-wanted')
      await right()
    })

    it('may be that of an operator', async () => {
      const store = place().store
      const operator = { id: fresh('operator'), name: fresh('operator'), passwordHash: 'hash' }
      await store.addOperator(operator)
      const session = { tokenHash: fresh('session'), operatorId: operator.id, expiresAt: now + day }
      const desk = { ownerId: operator.id, hash: fresh('device') }
      await store.openOperatorSession({ session, device: desk, now })
      expect(await isKnown(desk)).toBe(true)
    })
  })
}
