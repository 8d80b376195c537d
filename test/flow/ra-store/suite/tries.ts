import { beforeEach, describe, expect, it } from 'vitest'
import type { Place } from '../place.ts'
import { fresh, now, refusal } from '../world.ts'

const minute = 60_000

export function triesCases(place: () => Place): void {
  describe('wrong answers', () => {
    let name: string
    beforeEach(() => {
      name = fresh('name')
    })
    const wrong = (at = now) => place().store.countTry({ name, most: 5, now: at })
    const right = (at = now) => place().store.clearTries({ name, now: at })
    const pauseAfterFive = async (at: number) => {
      for (let i = 0; i < 4; i++) await wrong(at)
      return refusal(wrong(at))
    }

    it('count down', async () => {
      expect([await wrong(), await wrong(), await wrong(), await wrong()]).toEqual([4, 3, 2, 1])
    })

    it('pause the name at the fifth', async () => {
      expect(await pauseAfterFive(now)).toEqual({
        code: 'account-paused',
        params: { seconds: 60 },
      })
      expect(await place().other.attempts(name)).toEqual({
        failures: 0,
        pauses: 1,
        pausedUntil: now + minute,
      })
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

    it('are forgotten after a right one', async () => {
      await wrong()
      await right()
      expect(await place().store.attempts(name)).toEqual({ failures: 0, pauses: 0, pausedUntil: 0 })
      expect(await wrong()).toBe(4)
    })

    it('that paused the name are not forgotten after a right one during the pause', async () => {
      await pauseAfterFive(now)
      expect(await refusal(right(now + 20_000))).toMatchObject({
        code: 'account-paused',
        params: { seconds: 40 },
      })
      await right(now + minute)
      expect((await place().store.attempts(name)).pauses).toBe(0)
    })

    it('never pause for longer than intended when the clock was set back', async () => {
      await pauseAfterFive(now)
      await right(now - 24 * 60 * minute)
      expect((await place().store.attempts(name)).pauses).toBe(0)
    })

    it('of one name do not count for another', async () => {
      await wrong()
      expect(await place().store.countTry({ name: fresh('name'), most: 5, now })).toBe(4)
    })
  })
}
