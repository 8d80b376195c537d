import { beforeEach, describe, expect, it } from 'vitest'
import type { Code } from '../../../../src/ra/records.ts'
import type { Place } from '../place.ts'
import { fresh, now, refusal } from '../world.ts'

const spacing = 60_000

export function sending(subject: string, more: Partial<Code> = {}) {
  const code: Code = {
    id: fresh('code'),
    purpose: 'identify',
    subject,
    codeHash: 'right',
    triesLeft: 5,
    sentAt: now,
    expiresAt: now + 600_000,
    ...more,
  }
  const message = { id: fresh('message'), channel: 'sms', to: subject, text: 'code', createdAt: now } as const
  return { code, message, spacing }
}

export function codeCases(place: () => Place): void {
  describe('a code', () => {
    let subject: string
    beforeEach(() => {
      subject = fresh('subject')
    })
    const send = (more: Partial<Code> = {}) => place().store.sendCode(sending(subject, more))
    const redeem = (codeHash: string, at = now, purpose: Code['purpose'] = 'identify') =>
      place().store.redeemCode({ purpose, subject, codeHash, now: at })
    const outbox = async () =>
      (await place().store.messages({ text: subject, after: null, limit: 9 })).rows.length

    it('is stored together with its message', async () => {
      const sent = sending(subject)
      await place().store.sendCode(sent)
      expect(await place().store.codeOf('identify', subject)).toEqual(sent.code)
      expect(await place().other.code(sent.code.id)).toEqual(sent.code)
      expect(await outbox()).toBe(1)
    })

    it('is used up by being redeemed', async () => {
      await send()
      await redeem('right')
      expect((await refusal(redeem('right'))).code).toBe('code-stale')
    })

    it('reports after a wrong try how many are left, and counts the try although it refuses', async () => {
      await send()
      expect(await refusal(redeem('wrong'))).toEqual({ code: 'code-wrong', params: { triesLeft: 4 } })
      expect(await refusal(redeem('wrong'))).toEqual({ code: 'code-wrong', params: { triesLeft: 3 } })
      await redeem('right')
    })

    it('is stale after five wrong tries, even for the right code', async () => {
      await send()
      for (let i = 0; i < 5; i++) await refusal(redeem('wrong'))
      expect((await refusal(redeem('right'))).code).toBe('code-stale')
    })

    it('is stale when its time is over', async () => {
      await send()
      expect((await refusal(redeem('right', now + 600_000))).code).toBe('code-stale')
      await redeem('right', now + 599_999)
    })

    it('is stale if it was never sent', async () => {
      expect((await refusal(redeem('right'))).code).toBe('code-stale')
    })

    it('does not count for another purpose', async () => {
      await send({ purpose: 'unlock' })
      expect((await refusal(redeem('right'))).code).toBe('code-stale')
      await redeem('right', now, 'unlock')
    })

    it('is not sent within a minute after another', async () => {
      await send()
      const early = send({ sentAt: now + 20_000 })
      expect(await refusal(early)).toEqual({ code: 'code-too-soon', params: { seconds: 40 } })
      expect(await outbox()).toBe(1)
    })

    it('makes the code before it useless', async () => {
      await send({ codeHash: 'first' })
      await send({ codeHash: 'second', sentAt: now + spacing })
      expect((await refusal(redeem('first', now + spacing))).code).toBe('code-wrong')
      await redeem('second', now + spacing)
    })

    it('may follow another at once when the clock was set back', async () => {
      await send()
      await send({ sentAt: now - 1 })
      expect(await outbox()).toBe(2)
    })

    it('is cleaned up when its time is over, but not before', async () => {
      await send()
      await place().store.cleanUp(now + 599_999)
      expect(await place().store.codeOf('identify', subject)).not.toBeNull()
      await place().store.cleanUp(now + 600_000)
      expect(await place().store.codeOf('identify', subject)).toBeNull()
    })
  })

  describe('codes within a time', () => {
    const hour = 3_600_000
    let name: string
    beforeEach(() => {
      name = fresh('name')
    })
    const count = (at = now) => place().store.countSending({ name, most: 3, length: hour, now: at })

    it('are limited to a number', async () => {
      for (let i = 0; i < 3; i++) await count(now + i)
      expect(await refusal(count(now + 600_000))).toEqual({
        code: 'too-many-codes',
        params: { seconds: 3000 },
      })
    })

    it('start again when the time since the first is over', async () => {
      for (let i = 0; i < 3; i++) await count(now + i)
      await refusal(count(now + hour - 1))
      await count(now + hour)
    })

    it('start again when the clock was set back', async () => {
      for (let i = 0; i < 3; i++) await count()
      await count(now - 1)
    })

    it('of one name do not count for another', async () => {
      for (let i = 0; i < 3; i++) await count()
      await place().store.countSending({ name: fresh('name'), most: 3, length: hour, now })
    })
  })
}
