import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { SubscriptionService } from './subscription.ts'

export const subscriptionHandlers = (subscription: SubscriptionService): Slice<'subscription'> => ({
  subscription: {
    register: api.subscription.register.handler(({ input }) => subscription.register(input)),
    remove: api.subscription.remove.handler(({ input }) => subscription.remove(input.subscriptionId)),
    decline: api.subscription.decline.handler(() => subscription.decline()),
  },
})
