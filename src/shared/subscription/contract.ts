import { z } from 'zod'
import { base, id, nothing } from '../contract/base.ts'
import { subscriptionContact } from './contact.ts'
import { subscriptionTopics } from './topics.ts'

export const subscriptionContract = {
  register: base
    .input(
      z.object({
        issuerId: id,
        tokenId: id,
        contact: subscriptionContact,
        topics: z.array(z.enum(subscriptionTopics)).min(1).max(subscriptionTopics.length),
      }),
    )
    .output(nothing),
  /** Deletes it at the authority and here. */
  remove: base.input(z.object({ subscriptionId: id })).output(nothing),
  /** 跳过 and 不再提示: nothing is offered again to this person, whichever Ukey is plugged in. */
  decline: base.output(nothing),
}
