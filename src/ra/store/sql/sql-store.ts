import type { ReachedPoint } from '../../crash-point.ts'
import type { Store } from '../store.ts'
import { accountStore } from './account-store.ts'
import { applicationStore } from './application-store.ts'
import { audit } from './audit.ts'
import { auditStore } from './audit-store.ts'
import { callStore } from './call-store.ts'
import { captchaStore } from './captcha-store.ts'
import { certificateStore } from './certificate-store.ts'
import { cleanUp } from './clean-up.ts'
import { dossierStore } from './dossier-store.ts'
import { figuresStore } from './figures-store.ts'
import { identityStore } from './identity-store.ts'
import { listStore } from './list-store.ts'
import { operatorStore } from './operator-store.ts'
import { orderStore } from './order-store.ts'
import { outboxStore } from './outbox-store.ts'
import { recoveryStore } from './recovery-store.ts'
import { registerStore } from './register-store.ts'
import { requestStore } from './request-store.ts'
import { number, text } from './row.ts'
import { sealStore } from './seal-store.ts'
import { sessionStore } from './session-store.ts'
import type { Query, Sql } from './sql.ts'
import { statementStore } from './statement-store.ts'
import { subscriptionStore } from './subscription-store.ts'
import { tokenStore } from './token-store.ts'
import { triesStore } from './tries-store.ts'
import { turnStore } from './turn-store.ts'
import { unlockStore } from './unlock-store.ts'

/** The store in any database that speaks this SQL; how it is closed is the database's affair. */
export function sqlStore(
  db: Sql,
  reached: ReachedPoint,
): Omit<Store, 'close' | 'connections' | 'assureNewest'> {
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
    ...captchaStore(db),
    ...callStore(db),
    ...listStore(db),
    ...turnStore(db),
    ...auditStore(db),
    addAudit: ({ at, actor, action, subject }) =>
      db.holding().write(() => audit(db, at, actor, action, subject)),
    meta: (key) => db.read(() => meta(db, key)),
    putMeta: (key, value) => db.holding().write(() => putMeta(db, key, value)),
    databaseBytes: () =>
      db.read(function* () {
        return number((yield* db.get(db.dialect.size)) ?? {}, 'bytes')
      }),
    time: () =>
      db.read(function* () {
        return number((yield* db.get(db.dialect.time)) ?? {}, 'now')
      }),
    isMigrated: () =>
      db.read(function* () {
        return number((yield* db.get(db.dialect.version)) ?? {}, 'version') === db.dialect.newest
      }),
    cleanUp: (now) => db.write(() => cleanUp(db, now)),
  }
}

function* meta(db: Sql, key: string): Query<string | null> {
  const row = yield* db.get('SELECT value FROM meta WHERE key = ?', key)
  return row === null ? null : text(row, 'value')
}

function putMeta(db: Sql, key: string, value: string): Query<void> {
  const sql = 'INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value'
  return db.run(sql, key, value)
}
