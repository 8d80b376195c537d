import type { Changes } from '../../rules/change.ts'
import type { Query, Sql } from './sql.ts'
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
      `INSERT INTO attempts VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET failures = excluded.failures, pauses = excluded.pauses,
         paused_until = excluded.paused_until, changed_at = excluded.changed_at`,
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

function* putCode(db: Sql, { code }: Changes['put-code']): Query<void> {
  yield* db.run(
    `INSERT INTO codes VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (purpose, subject) DO UPDATE SET id = excluded.id, code_hash = excluded.code_hash,
       tries_left = excluded.tries_left, sent_at = excluded.sent_at, expires_at = excluded.expires_at`,
    code.id,
    code.purpose,
    code.subject,
    code.codeHash,
    code.triesLeft,
    code.sentAt,
    code.expiresAt,
  )
}

function* addMessage(db: Sql, { message }: Changes['add-message']): Query<void> {
  yield* db.run(
    'INSERT INTO outbox (id, channel, recipient, text, created_at) VALUES (?, ?, ?, ?, ?)',
    message.id,
    message.channel,
    message.to,
    message.text,
    message.createdAt,
  )
}
