import type { RaToken } from '../../../shared/ra-contract/token.ts'
import { Refusal } from '../../refusal.ts'
import type { Code, Message, RegisteredToken, Unlock } from '../records.ts'
import type { Store } from '../store.ts'
import { audit } from './audit.ts'
import type { Database, Row } from './database.ts'
import { page } from './page.ts'
import { readCode, readUnlock } from './read.ts'
import { bytes, bytesOrNull, number, text, word } from './row.ts'

type CareStore = Pick<
  Store,
  | 'registerToken'
  | 'token'
  | 'tokens'
  | 'tokenOwners'
  | 'addCode'
  | 'code'
  | 'codeOf'
  | 'redeemCode'
  | 'addUnlock'
  | 'unlock'
  | 'authoriseUnlock'
  | 'closeUnlock'
  | 'addMessage'
  | 'messages'
  | 'addUpload'
  | 'hasUpload'
  | 'countUploads'
  | 'upload'
>

export function careStore(db: Database): CareStore {
  return {
    registerToken: (token, now) => db.write(() => register(db, token, now)),
    token: async (accountId, token) => findToken(db, accountId, token),
    tokens: async (accountId) =>
      db.all('SELECT * FROM tokens WHERE account_id = ? LIMIT 200', accountId).map(readRegistered),
    tokenOwners: async (serial) => tokenOwners(db, serial),
    addCode: (code) => db.write(() => putCode(db, code)),
    code: async (id) => {
      const row = db.get('SELECT * FROM codes WHERE id = ?', id)
      return row === null ? null : readCode(row)
    },
    codeOf: async (purpose, subject) => findCode(db, purpose, subject),
    redeemCode: async (purpose, subject, codeHash, now) => {
      const refusal = await db.write(() => redeem(db, purpose, subject, codeHash, now))
      if (refusal !== null) throw refusal
    },
    addUnlock: (unlock) => db.write(() => insertUnlock(db, unlock)),
    unlock: async (id) => findUnlock(db, id),
    authoriseUnlock: async (id, answer, now) => {
      const outcome = await db.write(() => authorise(db, id, answer, now))
      if (outcome instanceof Refusal) throw outcome
      return outcome
    },
    closeUnlock: (id, outcome, newSecret, now) =>
      db.write(() => closeUnlock(db, id, outcome, newSecret, now)),
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

function readRegistered(row: Row): RegisteredToken {
  return {
    accountId: text(row, 'account_id'),
    kind: word(row, 'kind', ['ukey', 'soft']),
    vendor: text(row, 'vendor'),
    serial: text(row, 'serial'),
    unlockSecret: bytesOrNull(row, 'unlock_secret'),
  }
}

function findToken(db: Database, accountId: string, token: RaToken): RegisteredToken | null {
  const row = db.get(
    'SELECT * FROM tokens WHERE serial = ? AND vendor = ? AND account_id = ?',
    token.serial,
    token.vendor,
    accountId,
  )
  return row === null ? null : readRegistered(row)
}

/** Accounts that registered a token with this serial or hold a certificate on one. */
function tokenOwners(db: Database, serial: string): readonly string[] {
  const rows = db.all(
    `SELECT account_id FROM tokens WHERE serial = ?
     UNION SELECT account_id FROM requests WHERE token_serial = ? AND state = 'active'`,
    serial,
    serial,
  )
  return rows.map((row) => text(row, 'account_id'))
}

function register(db: Database, token: RegisteredToken, now: number): RegisteredToken {
  db.run(
    `INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET kind = excluded.kind,
       unlock_secret = coalesce(excluded.unlock_secret, unlock_secret)`,
    token.accountId,
    token.kind,
    token.vendor,
    token.serial,
    token.unlockSecret,
    now,
  )
  return findToken(db, token.accountId, token) ?? token
}

function putCode(db: Database, code: Code): void {
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

function findCode(db: Database, purpose: Code['purpose'], subject: string): Code | null {
  const row = db.get('SELECT * FROM codes WHERE purpose = ? AND subject = ?', purpose, subject)
  return row === null ? null : readCode(row)
}

/** Uses the code up, or counts the wrong try; the refusal is a value, so that the count is kept. */
function redeem(
  db: Database,
  purpose: Code['purpose'],
  subject: string,
  codeHash: string,
  now: number,
): Refusal | null {
  const code = findCode(db, purpose, subject)
  if (code === null || code.expiresAt <= now || code.triesLeft <= 0) return new Refusal('code-stale')
  if (code.codeHash !== codeHash) {
    db.run('UPDATE codes SET tries_left = tries_left - 1 WHERE id = ?', code.id)
    return new Refusal('code-wrong', { triesLeft: code.triesLeft - 1 })
  }
  db.run('DELETE FROM codes WHERE id = ?', code.id)
  return null
}

function insertUnlock(db: Database, u: Unlock): void {
  db.run(
    'INSERT INTO unlocks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    u.id,
    u.accountId,
    u.token.kind,
    u.token.vendor,
    u.token.serial,
    u.state,
    u.recipientKey,
    u.sealedSecret,
    u.authorisationCode,
    u.createdAt,
    u.expiresAt,
  )
}

function findUnlock(db: Database, id: string): Unlock | null {
  const row = db.get('SELECT * FROM unlocks WHERE id = ?', id)
  return row === null ? null : readUnlock(row)
}

function authorise(
  db: Database,
  id: string,
  answer: Parameters<Store['authoriseUnlock']>[1],
  now: number,
): Unlock | Refusal {
  const unlock = findUnlock(db, id)
  if (unlock === null) return new Refusal('unlock-unknown')
  if (unlock.expiresAt <= now) return new Refusal('unlock-expired')
  if (unlock.state !== 'opened') {
    const same =
      unlock.recipientKey !== null && Buffer.compare(unlock.recipientKey, answer.recipientKey) === 0
    return same && unlock.state === 'authorised' ? unlock : new Refusal('unlock-used')
  }
  const refusal = redeem(db, 'unlock', id, answer.codeHash, now)
  if (refusal !== null) return refusal
  db.run(
    `UPDATE unlocks SET state = 'authorised', recipient_key = ?, sealed_secret = ?, authorisation_code = ?
     WHERE id = ?`,
    answer.recipientKey,
    answer.sealedSecret,
    answer.authorisationCode,
    id,
  )
  audit(db, now, `account ${unlock.accountId}`, 'unlock authorised', unlock.token.serial)
  return findUnlock(db, id) ?? unlock
}

function closeUnlock(
  db: Database,
  id: string,
  outcome: 'done' | 'failed',
  newSecret: Uint8Array | null,
  now: number,
): Unlock {
  const unlock = findUnlock(db, id)
  if (unlock === null) throw new Refusal('unlock-unknown')
  if (unlock.state === outcome) return unlock
  if (unlock.state !== 'authorised') throw new Refusal('unlock-used')
  db.run('UPDATE unlocks SET state = ?, sealed_secret = NULL WHERE id = ?', outcome, id)
  if (newSecret !== null) {
    register(db, { ...unlock.token, accountId: unlock.accountId, unlockSecret: newSecret }, now)
  }
  audit(db, now, `account ${unlock.accountId}`, `unlock ${outcome}`, unlock.token.serial)
  return findUnlock(db, id) ?? unlock
}

function insertMessage(db: Database, message: Message): void {
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
