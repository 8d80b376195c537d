import { subscriptionTopics } from '../../../shared/subscription/topics.ts'
import type { Subscription } from '../../records.ts'
import { addSubscription } from '../../rules/subscription.ts'
import type { Store } from '../store.ts'
import type { Database, Row } from './database.ts'
import { number, text, word } from './row.ts'
import { transact } from './transact.ts'
import type { Writers } from './writers.ts'

type SubscriptionStore = Pick<Store, 'addSubscription' | 'removeSubscription' | 'subscriptions'>

export function subscriptionStore(db: Database): SubscriptionStore {
  return {
    addSubscription: (subscription) =>
      transact(db, () => addSubscription({ ofAddress: countOf(db, subscription) }, { subscription })),
    removeSubscription: (id, secretHash) =>
      db.write(
        () => db.run('DELETE FROM subscriptions WHERE id = ? AND secret_hash = ?', id, secretHash) > 0,
      ),
    subscriptions: async () => db.all('SELECT * FROM subscriptions ORDER BY seq').map(read),
  }
}

function countOf(db: Database, { channel, address }: Subscription): number {
  const sql = 'SELECT count(*) AS n FROM subscriptions WHERE channel = ? AND address = ?'
  return number(db.get(sql, channel, address) ?? {}, 'n')
}

function read(row: Row): Subscription {
  const topics = text(row, 'topics').split(' ')
  return {
    id: text(row, 'id'),
    secretHash: text(row, 'secret_hash'),
    channel: word(row, 'channel', ['sms', 'mail']),
    address: text(row, 'address'),
    keySerial: text(row, 'key_serial'),
    topics: subscriptionTopics.filter((topic) => topics.includes(topic)),
    registeredAt: number(row, 'registered_at'),
  }
}

export const subscriptionWriters: Pick<Writers, 'add-subscription'> = {
  'add-subscription': (db, { subscription: one }) =>
    void db.run(
      `INSERT INTO subscriptions (id, secret_hash, channel, address, key_serial, topics, registered_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      one.id,
      one.secretHash,
      one.channel,
      one.address,
      one.keySerial,
      one.topics.join(' '),
      one.registeredAt,
    ),
}
