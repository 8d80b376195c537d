import { iso } from '../clock.ts'
import { randomId, randomToken, secretHash } from '../random.ts'
import { api } from './call.ts'

export const subscriptionsApi = {
  add: api.subscriptions.add.handler(async ({ input, context: { services, address } }) => {
    await services.limits.codes(address)
    const secret = randomToken()
    const { id, registeredAt } = await services.store.addSubscription({
      id: randomId(),
      secretHash: secretHash(secret),
      ...input.contact,
      keySerial: input.keySerial,
      topics: input.topics,
      registeredAt: services.clock(),
    })
    return { subscriptionId: id, secret, registeredAt: iso(registeredAt) }
  }),
  remove: api.subscriptions.remove.handler(async ({ input, context: { services, address } }) => {
    await services.limits.codes(address)
    const { subscriptionId, secret } = input
    return { removed: await services.store.removeSubscription(subscriptionId, secretHash(secret)) }
  }),
}
