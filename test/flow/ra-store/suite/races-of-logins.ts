import { describe, expect, it } from 'vitest'
import type { Place } from '../place.ts'
import { fresh, knownDevice, newAccount, now, race, refusal } from '../world.ts'
import { sending } from './codes.ts'
import { guessing } from './tries.ts'

/** What several processes do at the same moment to codes, tries and devices. */
export function loginRaceCases(place: () => Place): void {
  describe('at the same time, too,', () => {
    it('a code is redeemed by two: by one of them', async () => {
      const { store, other } = place()
      const subject = fresh('subject')
      await store.sendCode(sending(subject))
      const redemption = { purpose: 'identify', subject, codeHash: 'right', device: null, now } as const
      const { won, lost } = await race(store.redeemCode(redemption), other.redeemCode(redemption))
      expect([won.length, lost]).toEqual([1, ['code-stale']])
    })

    it('a code is guessed by ten: five guesses count', async () => {
      const { store, other } = place()
      const subject = fresh('subject')
      await store.sendCode(sending(subject))
      const guesses = Array.from({ length: 10 }, (_, i) =>
        (i % 2 === 0 ? store : other).redeemCode({
          purpose: 'identify',
          subject,
          codeHash: `${i}`,
          device: null,
          now,
        }),
      )
      const { lost } = await race(...guesses)
      expect(lost.filter((code) => code === 'code-wrong')).toHaveLength(5)
      expect(lost.filter((code) => code === 'code-stale')).toHaveLength(5)
    })

    it('two codes are asked for: one is sent', async () => {
      const { store, other } = place()
      const subject = fresh('subject')
      const { won, lost } = await race(store.sendCode(sending(subject)), other.sendCode(sending(subject)))
      expect([won.length, lost]).toEqual([1, ['code-too-soon']])
      expect((await store.messages({ text: subject, after: null, limit: 9 })).rows).toHaveLength(1)
    })

    /** So many calls, by turns from one process and the other. */
    const byTurns = <T>(times: number, call: (store: Place['store'], index: number) => Promise<T>) =>
      Array.from({ length: times }, (_, i) => call(i % 2 === 0 ? place().store : place().other, i))

    it('five wrong answers come: each counts once, and the name is paused once', async () => {
      const guess = guessing()
      const { won, lost } = await race(...byTurns(5, (store) => store.countWrong(guess)))
      expect(won.toSorted()).toEqual([1, 2, 3, 4])
      expect(lost).toEqual(['account-paused'])
      expect((await place().store.tries(guess)).here.pauses).toBe(1)
    })

    it('a hundred wrong answers come: five are looked at, and the pause is the first', async () => {
      const guess = guessing()
      const { won, lost } = await race(...byTurns(100, (store) => store.countWrong(guess)))
      expect([won.length, lost.length]).toEqual([4, 96])
      expect((await place().store.tries(guess)).here.pauses).toBe(1)
    })

    it('the fifth wrong answer and a right one come: the pause is never forgotten', async () => {
      const { store, other } = place()
      const guess = guessing()
      for (let i = 0; i < 4; i++) await store.countWrong(guess)
      const { lost } = await race<unknown>(store.countWrong(guess), other.acceptRight(guess))
      const { failures, pauses } = (await store.tries(guess)).here
      expect(lost.length === 0 ? [failures, pauses] : [failures, pauses, lost]).toEqual(
        lost.length === 0 ? [1, 0] : [0, 1, ['account-paused', 'account-paused']],
      )
    })

    it('answers come without a captcha: those that are too many open nothing, be they right', async () => {
      const { store } = place()
      const guess = guessing({ captcha: false })
      const wrong = byTurns(10, (one) => one.countWrong(guess))
      const { won, lost } = await race<unknown>(...wrong)
      expect([won.length, new Set(lost)]).toEqual([2, new Set(['captcha-wanted'])])
      expect((await refusal(store.acceptRight(guess))).code).toBe('captcha-wanted')
      expect((await store.tries(guess)).here).toMatchObject({ failures: 2, pauses: 0 })
    })

    it('somebody guesses with the text of a known device: five guesses are looked at', async () => {
      const { store } = place()
      const { id } = await newAccount(store)
      const device = await knownDevice(place(), id)
      const guess = guessing({ device })
      for (let i = 0; i < 5; i++) await store.countWrong({ ...guess, device: null }).catch(() => null)
      const { won } = await race(...byTurns(20, (one) => one.countWrong(guess)))
      expect(won).toHaveLength(4)
      expect((await store.tries(guess)).device).toBeNull()
      expect((await refusal(store.acceptRight(guess))).code).toBe('account-paused')
    })

    it('an account logs in from many devices: so many are known as may be', async () => {
      const { store } = place()
      const { id } = await newAccount(store)
      const devices = await Promise.all(
        byTurns(20, (_, index) => knownDevice(place(), id, { at: now + index })),
      )
      const known = await Promise.all(devices.map((device) => store.tries(guessing({ device }))))
      expect(known.filter(({ device }) => device !== null)).toHaveLength(16)
    })

    it('more codes are asked for than there may be: so many are let through', async () => {
      const asking = {
        accountId: fresh('account'),
        purpose: 'login',
        network: '203.0.113.7',
        device: null,
        now,
      } as const
      const { won, lost } = await race(...byTurns(8, (store) => store.askForCode(asking)))
      expect([won.length, lost]).toEqual([5, Array.from({ length: 3 }, () => 'too-many-codes')])
    })
  })
}
