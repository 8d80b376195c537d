/** What a person can ask to be told about. */
export const subscriptionTopics = ['expiry', 'service', 'product'] as const
export type SubscriptionTopic = (typeof subscriptionTopics)[number]
