import { z } from 'zod'

/** Where notices go. The rules are those of every phone number and mail address of the RA contract. */
export const subscriptionContact = z.discriminatedUnion('channel', [
  z.object({ channel: z.literal('sms'), address: z.string().regex(/^\+?[0-9]{5,20}$/) }),
  z.object({ channel: z.literal('mail'), address: z.email().max(254) }),
])

export type SubscriptionContact = z.infer<typeof subscriptionContact>

export const isSubscriptionContact = (contact: {
  readonly channel: 'sms' | 'mail'
  readonly address: string
}): boolean => subscriptionContact.safeParse(contact).success
