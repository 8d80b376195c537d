import { z } from 'zod'
import { subscriptionTopics } from './topics.ts'

export const subscriptionChannel = z.enum(['sms', 'mail'])

/** A registration that was made here. The address is masked. */
export const subscriptionView = z.readonly(
  z.object({
    id: z.string(),
    issuerId: z.string(),
    channel: subscriptionChannel,
    masked: z.string(),
    keySerial: z.string(),
    topics: z.array(z.enum(subscriptionTopics)).readonly(),
    registeredAt: z.string(),
  }),
)

/** The part of the snapshot that belongs to this business. */
export const subscriptionSlice = {
  /** The Ukey whose plugging in is the occasion for the offer; null if nothing is offered. */
  subscriptionOffer: z.readonly(z.object({ tokenId: z.string(), issuerId: z.string() })).nullable(),
  subscriptions: z.array(subscriptionView).readonly(),
}

export type SubscriptionView = z.infer<typeof subscriptionView>
