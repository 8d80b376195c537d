import { subscriptionTopics } from '../../../shared/subscription/topics.ts'
import type { Subscription } from '../../records.ts'
import { addSubscription } from '../../rules/subscription.ts'
import type { Store } from '../store.ts'
import { number, text, word } from './row.ts'
import type { Query, Row, Sql } from './sql.ts'
import { transact } from './transact.ts'
import type { Writers } from './writers.ts'

type SubscriptionStore = Pick<Store, 'addSubscription' | 'removeSubscription' | 'subscriptions'>

export function subscriptionStore(db: Sql): SubscriptionStore {
  return {
    addSubscription: (subscription) =>
      transact(db, function* () {
        return addSubscription({ ofAddress: yield* countOf(db, subscription) }, { subscription })
      }),
    removeSubscription: (id, secretHash) =>
      db.holding().write(function* () {
        const sql = 'DELETE FROM subscriptions WHERE id = ? AND secret_hash = ?'
        return (yield* db.changed(sql, id, secretHash)) > 0
      }),
    subscriptions: () =>
      db.read(function* () {
        return (yield* db.all('SELECT * FROM subscriptions ORDER BY seq')).map(read)
      }),
  }
}

function* countOf(db: Sql, { channel, address }: Subscription): Query<number> {
  const sql = 'SELECT count(*) AS n FROM subscriptions WHERE channel = ? AND address = ?'
  return number((yield* db.get(sql, channel, address)) ?? {}, 'n')
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
    db.run(
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
