import { SECOND } from '../../clock.ts'
import { Refusal } from '../../refusal.ts'
import type { Code, Unlock } from '../records.ts'
import type { Store } from '../store.ts'
import { audit } from './audit.ts'
import type { Database } from './database.ts'
import { insertMessage } from './outbox-store.ts'
import { readCode, readUnlock } from './read.ts'
import { register } from './token-store.ts'

type UnlockStore = Pick<
  Store,
  'sendCode' | 'code' | 'codeOf' | 'redeemCode' | 'addUnlock' | 'unlock' | 'authoriseUnlock' | 'closeUnlock'
>

export function unlockStore(db: Database): UnlockStore {
  return {
    sendCode: (code, message, spacing) =>
      db.write(() => {
        requireSpacing(db, code, spacing)
        putCode(db, code)
        insertMessage(db, message)
      }),
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
  }
}

function requireSpacing(db: Database, { purpose, subject, sentAt }: Code, spacing: number): void {
  const before = findCode(db, purpose, subject)
  const passed = before === null ? spacing : sentAt - before.sentAt
  // Less than nothing has passed: the clock was set back.
  if (passed < 0 || passed >= spacing) return
  throw new Refusal('code-too-soon', { seconds: Math.ceil((spacing - passed) / SECOND) })
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
