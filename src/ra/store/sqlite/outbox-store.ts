import type { Message } from '../records.ts'
import type { Store } from '../store.ts'
import type { Database, Row } from './database.ts'
import { page } from './page.ts'
import { bytes, number, text, word } from './row.ts'

type OutboxStore = Pick<
  Store,
  'addMessage' | 'messages' | 'addUpload' | 'upload' | 'countUploads' | 'hasUpload'
>

export function outboxStore(db: Database): OutboxStore {
  return {
    addMessage: (message) => db.write(() => insertMessage(db, message)),
    messages: async (search) => page(db, 'outbox', 'seq', search, ['recipient', 'text'], readMessage),
    addUpload: (upload) =>
      db.write(
        () =>
          void db.run(
            'INSERT INTO uploads VALUES (?, ?, ?, ?, ?)',
            upload.id,
            upload.accountId,
            upload.name,
            upload.content,
            upload.at,
          ),
      ),
    upload: async (id) => {
      const row = db.get('SELECT name, content FROM uploads WHERE id = ?', id)
      return row === null ? null : { name: text(row, 'name'), content: bytes(row, 'content') }
    },
    countUploads: async (accountId, since) => {
      const sql = 'SELECT count(*) AS n FROM uploads WHERE account_id = ? AND uploaded_at >= ?'
      return number(db.get(sql, accountId, since) ?? {}, 'n')
    },
    hasUpload: async (id, accountId) =>
      db.get('SELECT 1 AS there FROM uploads WHERE id = ? AND account_id = ?', id, accountId) !== null,
  }
}

export function insertMessage(db: Database, message: Message): void {
  db.run(
    'INSERT INTO outbox (id, channel, recipient, text, created_at) VALUES (?, ?, ?, ?, ?)',
    message.id,
    message.channel,
    message.to,
    message.text,
    message.createdAt,
  )
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
