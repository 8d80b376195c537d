import { DAY, SECOND } from '../clock.ts'
import type { Subscription } from '../records.ts'
import { type Decision, decided, refused } from './decision.ts'

/** One phone or mail address: more Ukeys than an office has. */
export const SUBSCRIPTIONS_OF_ADDRESS = 20

/** Nobody proves here whose address it is, so a second registration never replaces the first. */
export function addSubscription(
  { ofAddress }: { readonly ofAddress: number },
  { subscription }: { readonly subscription: Subscription },
): Decision<Subscription> {
  if (ofAddress >= SUBSCRIPTIONS_OF_ADDRESS) return refused('too-many-requests', { seconds: DAY / SECOND })
  return decided([{ kind: 'add-subscription', subscription }], subscription)
}
