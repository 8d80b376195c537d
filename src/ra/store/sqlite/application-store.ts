import type { Store } from '../store.ts'
import { audit } from './audit.ts'
import type { Database } from './database.ts'
import { text } from './row.ts'

export function applicationStore(db: Database): Pick<Store, 'openedApplications' | 'openApplications'> {
  return {
    openedApplications: async (accountId) =>
      db
        .all('SELECT application_id FROM opened_applications WHERE account_id = ?', accountId)
        .map((row) => text(row, 'application_id')),
    openApplications: (accountId, ids, now) =>
      db.write(() => {
        for (const id of ids) {
          const sql = 'INSERT OR IGNORE INTO opened_applications VALUES (?, ?, ?)'
          if (db.run(sql, accountId, id, now) > 0)
            audit(db, now, `account ${accountId}`, 'application opened', id)
        }
      }),
  }
}
