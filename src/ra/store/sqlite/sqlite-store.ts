import { DAY } from '../../clock.ts'
import { neverCrash, type ReachedPoint } from '../../crash-point.ts'
import { DEVICE_KEPT } from '../../rules/device.ts'
import type { Store } from '../store.ts'
import { accountStore } from './account-store.ts'
import { applicationStore } from './application-store.ts'
import { audit } from './audit.ts'
import { certificateStore } from './certificate-store.ts'
import { Database } from './database.ts'
import { forgetDossiers } from './dossier-changes.ts'
import { dossierStore } from './dossier-store.ts'
import { figuresStore } from './figures-store.ts'
import { identityStore } from './identity-store.ts'
import { operatorStore } from './operator-store.ts'
import { orderStore } from './order-store.ts'
import { outboxStore } from './outbox-store.ts'
import { recoveryStore } from './recovery-store.ts'
import { registerStore } from './register-store.ts'
import { requestStore } from './request-store.ts'
import { number, text } from './row.ts'
import { sealStore } from './seal-store.ts'
import { sessionStore } from './session-store.ts'
import { statementStore } from './statement-store.ts'
import { subscriptionStore } from './subscription-store.ts'
import { tokenStore } from './token-store.ts'
import { triesStore } from './tries-store.ts'
import { unlockStore } from './unlock-store.ts'

/** The authority's store in one SQLite file, which is made if missing and migrated if old. */
export function openSqliteStore(file: string, reached: ReachedPoint = neverCrash): Store {
  const db = new Database(file)
  return {
    ...accountStore(db),
    ...operatorStore(db),
    ...sessionStore(db),
    ...triesStore(db),
    ...requestStore(db, reached),
    ...orderStore(db, reached),
    ...statementStore(db),
    ...subscriptionStore(db),
    ...figuresStore(db),
    ...applicationStore(db),
    ...certificateStore(db),
    ...tokenStore(db),
    ...unlockStore(db),
    ...outboxStore(db),
    ...recoveryStore(db),
    ...sealStore(db),
    ...dossierStore(db),
    ...identityStore(db),
    ...registerStore(db),
    addAudit: ({ at, actor, action, subject }) => db.write(() => audit(db, at, actor, action, subject)),
    meta: async (key) => {
      const row = db.get('SELECT value FROM meta WHERE key = ?', key)
      return row === null ? null : text(row, 'value')
    },
    putMeta: (key, value) =>
      db.write(() => void db.run('INSERT OR REPLACE INTO meta VALUES (?, ?)', key, value)),
    databaseBytes: async () => databaseBytes(db),
    cleanUp: (now) => db.write(() => cleanUp(db, now)),
    close: async () => db.close(),
  }
}

function databaseBytes(db: Database): number {
  const pages = db.get('SELECT page_count FROM pragma_page_count')
  const size = db.get('SELECT page_size FROM pragma_page_size')
  return pages === null || size === null ? 0 : number(pages, 'page_count') * number(size, 'page_size')
}

function cleanUp(db: Database, now: number): void {
  db.run('DELETE FROM sessions WHERE expires_at <= ?', now)
  db.run('DELETE FROM operator_sessions WHERE expires_at <= ?', now)
  db.run('DELETE FROM devices WHERE abs(? - used_at) >= ?', now, DEVICE_KEPT)
  db.run('DELETE FROM codes WHERE expires_at <= ?', now)
  db.run('DELETE FROM attempts WHERE changed_at <= ? AND paused_until <= ?', now - DAY, now)
  db.run('DELETE FROM unsent WHERE created_at <= ?', now - DAY)
  db.run('DELETE FROM resets WHERE asked_at <= ?', now - DAY)
  forgetDossiers(db, now)
  db.run(
    `UPDATE unlocks SET state = 'expired', sealed_secret = NULL
     WHERE expires_at <= ? AND state IN ('opened', 'authorised')`,
    now,
  )
}
