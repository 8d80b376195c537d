import { DAY } from '../../clock.ts'
import type { Message } from '../../records.ts'
import { addUpload } from '../../rules/upload.ts'
import type { Store } from '../store.ts'
import { page } from './page.ts'
import { bytes, number, text, word } from './row.ts'
import type { Query, Row, Sql } from './sql.ts'
import { transact } from './transact.ts'

type OutboxStore = Pick<Store, 'messages' | 'addUpload' | 'upload'>

export function outboxStore(db: Sql): OutboxStore {
  return {
    messages: (search) =>
      db.read(() => page(db, 'outbox', 'seq', search, ['recipient', 'text'], readMessage)),
    addUpload: (upload) =>
      transact(db.holding({ of: 'account', id: upload.accountId }), function* () {
        return addUpload({ lastDay: yield* uploadsSince(db, upload.accountId, upload.at - DAY) }, { upload })
      }),
    upload: (id) =>
      db.read(function* () {
        const row = yield* db.get('SELECT name, content FROM uploads WHERE id = ?', id)
        return row === null ? null : { name: text(row, 'name'), content: bytes(row, 'content') }
      }),
  }
}

function* uploadsSince(db: Sql, accountId: string, since: number): Query<number> {
  const sql = 'SELECT count(*) AS n FROM uploads WHERE account_id = ? AND uploaded_at >= ?'
  return number((yield* db.get(sql, accountId, since)) ?? {}, 'n')
}

function readMessage(row: Row): Message {
  return {
    id: text(row, 'id'),
    channel: word(row, 'channel', ['sms', 'mail']),
    to: text(row, 'recipient'),
    text: text(row, 'text'),
    createdAt: number(row, 'created_at'),
  }
}
