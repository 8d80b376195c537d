import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../../src/ra/clock.ts'
import type { Place } from '../place.ts'
import { fresh, now, race, refusal } from '../world.ts'

export function processCases(place: () => Place): void {
  describe('what several processes know together:', () => {
    const captcha = () => ({ key: fresh('captcha'), expiresAt: now + 1000, isRight: true, now })

    it('a captcha is good for one answer, whoever takes it', async () => {
      const { store, other } = place()
      const answer = captcha()
      const { won, lost } = await race(store.answerCaptcha(answer), other.answerCaptcha(answer))
      expect([won.length, lost]).toEqual([1, ['captcha-stale']])
    })

    it('a wrong answer uses a captcha up, and a late one is not looked at', async () => {
      const { store, other } = place()
      const answer = captcha()
      expect((await refusal(store.answerCaptcha({ ...answer, isRight: false }))).code).toBe('captcha-wrong')
      expect((await refusal(other.answerCaptcha(answer))).code).toBe('captcha-stale')
      const late = { ...captcha(), now: now + 1000 }
      expect((await refusal(store.answerCaptcha(late))).code).toBe('captcha-stale')
    })

    it('calls are counted together, also those of one moment', async () => {
      const { store, other } = place()
      const call = { name: fresh('calls'), perMinute: 6, now }
      const { won, lost } = await race(
        ...Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? store : other).countCall(call)),
      )
      expect([won.length, new Set(lost)]).toEqual([6, new Set(['too-many-requests'])])
      expect((await refusal(store.countCall(call))).params).toEqual({ seconds: 10 })
      await other.countCall({ ...call, now: now + 10 * SECOND })
      expect((await refusal(store.countCall({ ...call, now: now + 10 * SECOND }))).code).toBe(
        'too-many-requests',
      )
    })

    it('calls that were counted before the clock was set back keep nobody out', async () => {
      const { store } = place()
      const call = { name: fresh('calls'), perMinute: 6, now }
      for (let i = 0; i < 6; i++) await store.countCall(call)
      const before = { ...call, now: now - 1e9 }
      for (let i = 0; i < 6; i++) await store.countCall(before)
      expect((await refusal(store.countCall(before))).params).toEqual({ seconds: 10 })
    })

    it('a job falls to one of them at a time', async () => {
      const { store, other } = place()
      const turn = { job: fresh('job'), every: 60 * SECOND, now }
      const { won } = await race(store.takeTurn(turn), other.takeTurn(turn), store.takeTurn(turn))
      expect(won.toSorted()).toEqual([false, false, true])
      expect(await other.takeTurn({ ...turn, now: now + 60 * SECOND })).toBe(true)
      expect(await store.takeTurn({ ...turn, now: now - 60 * SECOND })).toBe(true)
    })

    it('a revocation list continues the newest one, or must be made again', async () => {
      const { store, other } = place()
      const newest = (await store.latestCrl('issuing'))?.number ?? 0
      const frame = { thisUpdate: now, nextUpdate: now, entries: 0, changes: 3 }
      const crl = { issuer: 'issuing' as const, number: newest + 1, der: Uint8Array.of(1), ...frame }
      const adding = { crl, after: newest, audit: [] }
      const { won } = await race(store.addCrl(adding), other.addCrl(adding))
      expect(won.toSorted()).toEqual([false, true])
      expect(await other.latestCrl('issuing')).toEqual(crl)
    })

    it('the time, and that the tables are those of this program', async () => {
      const { store, other } = place()
      const times = [await store.time(), await other.time()]
      for (const time of times) expect(Math.abs(time - Date.now())).toBeLessThan(60 * SECOND)
      expect(await store.isMigrated()).toBe(true)
    })
  })
}
