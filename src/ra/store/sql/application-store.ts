import type { Store } from '../store.ts'
import { audit } from './audit.ts'
import { text } from './row.ts'
import type { Sql } from './sql.ts'

export function applicationStore(db: Sql): Pick<Store, 'openedApplications' | 'openApplications'> {
  return {
    openedApplications: (accountId) =>
      db.read(function* () {
        return (yield* db.all(
          'SELECT application_id FROM opened_applications WHERE account_id = ?',
          accountId,
        )).map((row) => text(row, 'application_id'))
      }),
    openApplications: (accountId, ids, now) =>
      db.holding().write(function* () {
        for (const id of ids) {
          const sql = 'INSERT INTO opened_applications VALUES (?, ?, ?) ON CONFLICT DO NOTHING'
          if ((yield* db.changed(sql, accountId, id, now)) > 0)
            yield* audit(db, now, `account ${accountId}`, 'application opened', id)
        }
      }),
  }
}
