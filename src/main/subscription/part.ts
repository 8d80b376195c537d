import { join } from 'node:path'
import type { Authorities } from '../authority/index.ts'
import type { Ground } from '../house/ground.ts'
import { subscriptionHandlers } from './handlers.ts'
import { createSubscription } from './subscription.ts'

type Needs = Pick<Ground, 'home' | 'state'> & { readonly authorities: Pick<Authorities, 'of'> }

export const subscriptionPart = ({ home, state, authorities }: Needs) => {
  const subscription = createSubscription({
    path: join(home, 'subscription.json'),
    client: (issuerId) => authorities.of(issuerId).client(),
    snapshot: state.current,
    show: (shown) => state.change(shown),
  })
  const unfollow = state.follow(({ tokens, issuers }) => [tokens, issuers], subscription.look)
  return {
    service: subscription,
    handlers: subscriptionHandlers(subscription),
    start: subscription.look,
    stop: unfollow,
  }
}
