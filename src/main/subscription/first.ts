import type { Snapshot } from '../../shared/models/index.ts'

export const firstSubscription: Pick<Snapshot, 'subscriptionOffer' | 'subscriptions'> = {
  subscriptionOffer: null,
  subscriptions: [],
}
