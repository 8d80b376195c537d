import type { Changes } from '../../rules/change.ts'
import type { Database } from './database.ts'
import type { Writers } from './writers.ts'

type Kinds = 'put-code' | 'code-tries' | 'remove-code' | 'add-message' | 'put-tries' | 'add-upload'

export const codeWriters: Writers<Kinds> = {
  'put-code': putCode,
  'code-tries': (db, { id, triesLeft }) =>
    db.run('UPDATE codes SET tries_left = ? WHERE id = ?', triesLeft, id),
  'remove-code': (db, { id }) => db.run('DELETE FROM codes WHERE id = ?', id),
  'add-message': addMessage,
  'put-tries': (db, { name, attempts, at }) =>
    db.run(
      'INSERT OR REPLACE INTO attempts VALUES (?, ?, ?, ?, ?)',
      name,
      attempts.failures,
      attempts.pauses,
      attempts.pausedUntil,
      at,
    ),
  'add-upload': (db, { upload }) =>
    db.run(
      'INSERT INTO uploads VALUES (?, ?, ?, ?, ?)',
      upload.id,
      upload.accountId,
      upload.name,
      upload.content,
      upload.at,
    ),
}

function putCode(db: Database, { code }: Changes['put-code']): void {
  db.run(
    'INSERT OR REPLACE INTO codes VALUES (?, ?, ?, ?, ?, ?, ?)',
    code.id,
    code.purpose,
    code.subject,
    code.codeHash,
    code.triesLeft,
    code.sentAt,
    code.expiresAt,
  )
}

function addMessage(db: Database, { message }: Changes['add-message']): void {
  db.run(
    'INSERT INTO outbox (id, channel, recipient, text, created_at) VALUES (?, ?, ?, ?, ?)',
    message.id,
    message.channel,
    message.to,
    message.text,
    message.createdAt,
  )
}
