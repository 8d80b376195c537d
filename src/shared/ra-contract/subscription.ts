import { z } from 'zod'
import { subscriptionContact } from '../subscription/contact.ts'
import { subscriptionTopics } from '../subscription/topics.ts'
import { id, instant, ra, secret, words } from './base.ts'

const topics = z
  .array(z.enum(subscriptionTopics))
  .min(1)
  .max(subscriptionTopics.length)
  .refine((list) => new Set(list).size === list.length)

const tags = ['subscriptions']

/** 注册: who wants to hear what of the authority. It needs no account. */
export const subscriptions = {
  add: ra
    .route({ method: 'POST', path: '/subscriptions', tags, summary: 'Register for notices' })
    .input(
      z.object({
        contact: subscriptionContact,
        /** The number of the Ukey with which somebody registers. */
        keySerial: words(64),
        topics,
      }),
    )
    .output(z.object({ subscriptionId: id, secret, registeredAt: instant })),
  remove: ra
    .route({
      method: 'POST',
      path: '/subscriptions/{subscriptionId}/remove',
      tags,
      summary: 'Delete a registration, with the secret that it was answered with',
    })
    .input(z.object({ subscriptionId: id, secret }))
    .output(z.object({ removed: z.boolean() })),
}
