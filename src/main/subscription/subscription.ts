import { AssistantError } from '../../shared/errors/index.ts'
import { maskEmail, maskPhone } from '../../shared/masking/mask.ts'
import type { Snapshot, SubscriptionView } from '../../shared/models/index.ts'
import type { RaClient } from '../../shared/ra-contract/index.ts'
import type { SubscriptionContact } from '../../shared/subscription/contact.ts'
import { subscribableKeys } from '../../shared/subscription/offer.ts'
import type { SubscriptionTopic } from '../../shared/subscription/topics.ts'
import {
  type KeptSubscription,
  readSubscriptions,
  type SubscriptionFile,
  writeSubscriptions,
} from './subscription-file.ts'

export type SubscriptionWish = {
  readonly issuerId: string
  readonly tokenId: string
  readonly contact: SubscriptionContact
  readonly topics: readonly SubscriptionTopic[]
}

export type SubscriptionParts = {
  readonly path: string
  readonly client: (issuerId: string) => Pick<RaClient, 'subscriptions'>
  readonly snapshot: () => Pick<Snapshot, 'tokens' | 'issuers'>
  readonly show: (shown: Pick<Snapshot, 'subscriptionOffer' | 'subscriptions'>) => void
}

export type SubscriptionService = {
  /** Offers it anew, or no longer, after tokens have come or gone. */
  look(): void
  register(wish: SubscriptionWish): Promise<void>
  remove(id: string): Promise<void>
  decline(): void
}

const maskOf = ({ channel, address }: SubscriptionContact): string =>
  channel === 'sms' ? maskPhone(address) : maskEmail(address)

const viewOf = ({ secret: _, ...view }: KeptSubscription): SubscriptionView => view

/** 注册: offered once to a person, at the first Ukey. */
export const createSubscription = (parts: SubscriptionParts): SubscriptionService => {
  let file = readSubscriptions(parts.path)
  let shown = ''
  const offer = (): Snapshot['subscriptionOffer'] => {
    const first = file.answered ? undefined : subscribableKeys(parts.snapshot())[0]
    return first ? { tokenId: first.token.id, issuerId: first.issuer.id } : null
  }
  const look = (): void => {
    const now = { subscriptionOffer: offer(), subscriptions: file.registered.map(viewOf) }
    const text = JSON.stringify(now)
    if (text === shown) return
    shown = text
    parts.show(now)
  }
  const keep = (after: SubscriptionFile): void => {
    writeSubscriptions(parts.path, after)
    file = after
    look()
  }
  return {
    look,
    register: async ({ issuerId, tokenId, contact, ...wish }) => {
      const topics = [...new Set(wish.topics)]
      const keys = subscribableKeys(parts.snapshot())
      const key = keys.find(({ token, issuer }) => token.id === tokenId && issuer.id === issuerId)
      if (key === undefined) throw new AssistantError('token-absent')
      const keySerial = key.token.serial
      const { subscriptions } = parts.client(issuerId)
      const told = await subscriptions.add({ contact, keySerial, topics })
      const { subscriptionId: id, secret, registeredAt } = told
      const { channel } = contact
      const one = {
        ...{ id, secret, issuerId, channel, keySerial, registeredAt, topics },
        masked: maskOf(contact),
      }
      try {
        keep({ ...file, answered: true, registered: [...file.registered, one] })
      } catch (error) {
        // Without its secret nobody could ever delete it.
        await subscriptions.remove({ subscriptionId: id, secret }).catch(() => undefined)
        throw error
      }
    },
    remove: async (id) => {
      const one = file.registered.find((each) => each.id === id)
      if (one === undefined) throw new AssistantError('not-found')
      await parts.client(one.issuerId).subscriptions.remove({ subscriptionId: id, secret: one.secret })
      keep({ ...file, registered: file.registered.filter((each) => each.id !== id) })
    },
    decline: () => {
      if (!file.answered) keep({ ...file, answered: true })
    },
  }
}
