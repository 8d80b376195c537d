import { describe, expect, it } from 'vitest'
import type { Subscription } from '../../../../src/ra/records.ts'
import { SUBSCRIPTIONS_OF_ADDRESS } from '../../../../src/ra/rules/subscription.ts'
import type { Place } from '../place.ts'
import { fresh, now, refusal } from '../world.ts'

export function subscriptionCases(place: () => Place): void {
  describe('a registration for notices', () => {
    const wish = (more: Partial<Subscription> = {}): Subscription => ({
      id: fresh('subscription'),
      secretHash: fresh('secret'),
      channel: 'sms',
      address: fresh('138'),
      keySerial: 'SN-1',
      topics: ['expiry', 'service'],
      registeredAt: now,
      ...more,
    })
    const kept = async (id: string) => (await place().other.subscriptions()).find((one) => one.id === id)

    it('is stored as it came', async () => {
      const one = wish()
      await place().store.addSubscription(one)
      expect(await kept(one.id)).toEqual(one)
    })

    it('is removed with its secret alone', async () => {
      const one = wish()
      await place().store.addSubscription(one)
      expect(await place().store.removeSubscription(one.id, 'another')).toBe(false)
      expect(await kept(one.id)).toEqual(one)
      expect(await place().store.removeSubscription(one.id, one.secretHash)).toBe(true)
      expect(await kept(one.id)).toBeUndefined()
      expect(await place().store.removeSubscription(one.id, one.secretHash)).toBe(false)
    })

    it('leaves the earlier one of the same address in place', async () => {
      const one = wish()
      const other = { ...wish(), address: one.address }
      await place().store.addSubscription(one)
      await place().store.addSubscription(other)
      expect(await kept(one.id)).toEqual(one)
      expect(await kept(other.id)).toEqual(other)
    })

    it('is refused when an address has too many', async () => {
      const address = fresh('139')
      for (let at = 0; at < SUBSCRIPTIONS_OF_ADDRESS; at++)
        await place().store.addSubscription(wish({ address }))
      const late = wish({ address })
      expect((await refusal(place().store.addSubscription(late))).code).toBe('too-many-requests')
      expect(await kept(late.id)).toBeUndefined()
    })
  })
}
