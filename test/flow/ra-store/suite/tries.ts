import { beforeEach, describe, expect, it } from 'vitest'
import type { Guess } from '../../../../src/ra/rules/tries.ts'
import type { Place } from '../place.ts'
import { fresh, now, refusal } from '../world.ts'

const minute = 60_000

/** A stranger's guess at a name that nobody else has guessed at. */
export function guessing(more: Partial<Guess> = {}): Guess {
  return { name: fresh('name'), network: '203.0.113.7', device: null, captcha: true, now, ...more }
}

export function triesCases(place: () => Place): void {
  describe('wrong answers', () => {
    let guess: Guess
    beforeEach(() => {
      guess = guessing()
    })
    const wrong = (more: Partial<Guess> = {}) => place().store.countWrong({ ...guess, ...more })
    const right = (more: Partial<Guess> = {}) => place().store.acceptRight({ ...guess, ...more })
    const seen = () => place().other.tries(guess)
    const pauseAfterFive = async (at: number) => {
      for (let i = 0; i < 4; i++) await wrong({ now: at })
      return refusal(wrong({ now: at }))
    }
    /** Fifty, four from each address, so that none of the addresses is paused. */
    const fromEverywhere = async (captcha = true) => {
      for (let i = 0; i < 49; i++) await wrong({ network: `address ${Math.floor(i / 4)}`, captcha })
      return refusal(wrong({ network: 'the last one', captcha }))
    }

    it('count down', async () => {
      expect([await wrong(), await wrong(), await wrong(), await wrong()]).toEqual([4, 3, 2, 1])
    })

    it('pause the name at the fifth', async () => {
      expect(await pauseAfterFive(now)).toEqual({ code: 'account-paused', params: { seconds: 60 } })
      expect((await seen()).here).toEqual({ failures: 0, pauses: 1, pausedUntil: now + minute })
    })

    it.each([
      [2, 300],
      [3, 900],
      [4, 3600],
      [5, 3600],
    ])('pause longer the %i. time: %i seconds', async (times, seconds) => {
      let at = now
      for (let i = 1; i < times; i++) {
        await pauseAfterFive(at)
        at += 61 * minute
      }
      expect((await pauseAfterFive(at)).params.seconds).toBe(seconds)
    })

    it('are not looked at during a pause, and do not make it longer', async () => {
      await pauseAfterFive(now)
      for (let i = 0; i < 20; i++)
        expect(await refusal(wrong({ now: now + 1000 }))).toEqual({
          code: 'account-paused',
          params: { seconds: 59 },
        })
      expect(await wrong({ now: now + minute })).toBe(4)
    })

    it('are forgotten by a right one', async () => {
      await wrong()
      await right()
      const none = { failures: 0, pauses: 0, pausedUntil: 0 }
      expect(await seen()).toEqual({ everywhere: none, here: none, device: null })
      expect(await wrong()).toBe(4)
    })

    it('that paused the name are not forgotten after a right one during the pause', async () => {
      await pauseAfterFive(now)
      expect(await refusal(right({ now: now + 20_000 }))).toMatchObject({
        code: 'account-paused',
        params: { seconds: 40 },
      })
      await right({ now: now + minute })
      expect((await seen()).here.pauses).toBe(0)
    })

    it('never pause for longer than intended when the clock was set back', async () => {
      await pauseAfterFive(now)
      await right({ now: now - 24 * 60 * minute })
      expect((await seen()).here.pauses).toBe(0)
    })

    it('of one name do not count for another', async () => {
      await wrong()
      expect(await wrong({ name: fresh('name') })).toBe(4)
    })

    it('shut out the address they come from, and nobody elsewhere', async () => {
      await pauseAfterFive(now)
      expect((await refusal(right())).code).toBe('account-paused')
      await right({ network: '198.51.100.20' })
      expect((await refusal(right())).code).toBe('account-paused')
    })

    it('from many addresses pause the name everywhere at the fiftieth', async () => {
      expect((await fromEverywhere()).code).toBe('account-paused')
      expect((await refusal(right({ network: 'an address of the owner' }))).code).toBe('account-paused')
      expect((await refusal(wrong({ network: 'a new one' }))).code).toBe('account-paused')
    })

    it('at a name that looks like another name at an address are not counted there', async () => {
      const { name, network } = guess
      for (const disguise of [
        `${name} @ ${network}`,
        `${name}","${network}`,
        JSON.stringify([name, network]),
      ])
        for (let i = 0; i < 12; i++) await wrong({ name: disguise, network: `address ${Math.floor(i / 4)}` })
      expect((await seen()).here.failures).toBe(0)
      expect(await wrong()).toBe(4)
    })
  })

  describe('a captcha', () => {
    let guess: Guess
    beforeEach(() => {
      guess = guessing({ captcha: false })
    })
    const wrong = (more: Partial<Guess> = {}) => place().store.countWrong({ ...guess, ...more })
    const right = (more: Partial<Guess> = {}) => place().store.acceptRight({ ...guess, ...more })

    it('is wanted from the third answer on, and nothing counts without', async () => {
      expect([await wrong(), await wrong()]).toEqual([4, 3])
      for (let i = 0; i < 20; i++) expect((await refusal(wrong())).code).toBe('captcha-wanted')
      expect(await wrong({ captcha: true })).toBe(2)
    })

    it('is wanted of the right answer, too: without, nobody learns that it is', async () => {
      await wrong()
      await wrong()
      expect((await refusal(right())).code).toBe('captcha-wanted')
      await right({ captcha: true })
      await right()
    })

    it('is wanted at other addresses as well once ten wrong answers have come from anywhere', async () => {
      for (let i = 0; i < 10; i++) await wrong({ network: `address ${i}` })
      expect((await refusal(wrong({ network: 'an eleventh' }))).code).toBe('captcha-wanted')
      expect(await wrong({ network: 'an eleventh', captcha: true })).toBe(4)
    })

    it('is wanted after a pause until the right answer has come', async () => {
      for (let i = 0; i < 4; i++) await wrong({ captcha: true })
      await refusal(wrong({ captcha: true }))
      const later = now + minute
      expect((await refusal(wrong({ now: later }))).code).toBe('captcha-wanted')
      await right({ now: later, captcha: true })
      expect(await wrong({ now: later })).toBe(4)
    })

    it('does not help during a pause', async () => {
      for (let i = 0; i < 4; i++) await wrong({ captcha: true })
      await refusal(wrong({ captcha: true }))
      for (const captcha of [true, false])
        expect((await refusal(right({ captcha }))).code).toBe('account-paused')
    })
  })
}
