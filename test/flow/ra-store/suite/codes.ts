import { beforeEach, describe, expect, it } from 'vitest'
import type { Code } from '../../../../src/ra/records.ts'
import type { Asking } from '../../../../src/ra/rules/sending-limit.ts'
import type { Place } from '../place.ts'
import { fresh, knownDevice, newAccount, now, refusal } from '../world.ts'

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
      place().store.redeemCode({ purpose, subject, codeHash, device: null, now: at })
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

  describe('codes that are asked for', () => {
    const hour = 3_600_000
    let asking: Asking
    beforeEach(async () => {
      const accountId = (await newAccount(place().store)).id
      asking = { accountId, purpose: 'login', network: '203.0.113.7', device: null, now }
    })
    const ask = (more: Partial<Asking> = {}) => place().store.askForCode({ ...asking, ...more })
    const askFive = async (more: Partial<Asking> = {}) => {
      for (let i = 0; i < 5; i++) await ask(more)
    }
    /** Twenty, from as many addresses as that takes. */
    const strangersAskForAll = async () => {
      for (const network of ['A', 'B', 'C', 'D']) await askFive({ network })
    }

    it('are five an hour from one address', async () => {
      await askFive()
      expect(await refusal(ask({ now: now + 600_000 }))).toEqual({
        code: 'too-many-codes',
        params: { seconds: 3000 },
      })
      expect((await refusal(ask({ now: now + hour - 1 }))).code).toBe('too-many-codes')
      await ask({ now: now + hour })
    })

    it('are twenty a day from all addresses', async () => {
      await strangersAskForAll()
      expect((await refusal(ask({ network: 'E' }))).code).toBe('too-many-codes')
      await ask({ network: 'F', now: now + 24 * hour })
    })

    it('are not used up by those that were refused at one address', async () => {
      await askFive()
      for (let i = 0; i < 30; i++) await refusal(ask())
      await askFive({ network: 'another' })
    })

    it('begin anew when the clock was set back', async () => {
      await askFive()
      await ask({ now: now - 1 })
    })

    it('of one account, or for one purpose, are not those of another', async () => {
      await askFive()
      await ask({ accountId: fresh('account') })
      await ask({ purpose: 'identify' })
    })

    it('are sent to the device of the owner though strangers have used up theirs', async () => {
      await strangersAskForAll()
      const device = await knownDevice(place(), asking.accountId)
      for (let i = 0; i < 20; i++) await ask({ device })
      expect((await refusal(ask({ device }))).code).toBe('too-many-codes')
    })

    it('are not sent to a device that only says so, or that of somebody else', async () => {
      await strangersAskForAll()
      const { hash } = await knownDevice(place(), (await newAccount(place().store)).id)
      for (const name of [hash, fresh('device')])
        expect((await refusal(ask({ device: { ownerId: asking.accountId, hash: name } }))).code).toBe(
          'too-many-codes',
        )
    })

    it('are guessed at with the text of a known device: after five it is a stranger', async () => {
      const { store } = place()
      await strangersAskForAll()
      const device = await knownDevice(place(), asking.accountId)
      const subject = fresh('subject')
      await ask({ device })
      await store.sendCode(sending(subject))
      const guess = { purpose: 'identify', subject, codeHash: 'wrong', device, now } as const
      for (let i = 0; i < 5; i++) await refusal(store.redeemCode(guess))
      expect((await refusal(ask({ device }))).code).toBe('too-many-codes')
    })
  })
}
