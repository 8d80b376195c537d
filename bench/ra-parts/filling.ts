import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { openSqliteStore } from '../../src/ra/store/sqlite/sqlite-store.ts'

export const clients = 16

export const userName = (index: number) => `bench-${index}`
export const applicantName = (index: number) => `北京测量用户第${index}有限公司`

/** Makes accounts for the clients, in a database that nobody else has open. */
export async function addClients(dataDir: string): Promise<void> {
  const store = openSqliteStore(join(dataDir, 'ra.db'))
  for (let index = 0; index < clients; index++) {
    await store.addAccount({
      id: `bench-account-${index}`,
      kind: 'legal-entity',
      userName: userName(index),
      applicantName: applicantName(index),
      idType: 'credit-code',
      idNumber: `91110108BENCH0${String(index).padStart(4, '0')}`,
      phone: null,
      email: null,
      passwordHash: null,
      complete: true,
      closed: false,
      createdAt: Date.now(),
    })
  }
  await store.close()
}

/** Fills the tables with this many certificates in force. Each is a copy of an issued one, with its own holder. */
export function fill(dataDir: string, certificates: number): void {
  const db = new DatabaseSync(join(dataDir, 'ra.db'))
  const sample = db.prepare(`SELECT * FROM certificates WHERE status = 'active' LIMIT 1`).get()
  const request = db.prepare('SELECT * FROM requests WHERE id = ?').get(sample?.request_id ?? '')
  if (sample === undefined || request === undefined) throw new Error('nothing to copy')
  const account = db.prepare('SELECT * FROM accounts WHERE id = ?').get(sample.account_id ?? '')
  if (account === undefined) throw new Error('nothing to copy')
  const insert = {
    account: inserter(db, 'accounts', account),
    request: inserter(db, 'requests', request),
    certificate: inserter(db, 'certificates', sample),
    escrow: db.prepare('INSERT INTO escrow VALUES (?, ?)'),
  }
  db.exec('BEGIN')
  for (let i = 0; i < certificates / 2; i++) {
    const accountId = randomBytes(16).toString('base64url')
    const requestId = randomBytes(16).toString('base64url')
    insert.account({ id: accountId, user_name: `filled-${i}`, id_number: `FILLED${i}`, phone: null })
    insert.request({ seq: null, id: requestId, account_id: accountId })
    for (const usage of ['signature', 'encryption'] as const) {
      const serial = randomBytes(16).toString('hex').toUpperCase()
      const own = {
        seq: null,
        serial,
        pair_id: requestId,
        account_id: accountId,
        request_id: requestId,
        usage,
      }
      insert.certificate(own)
      if (usage === 'encryption') insert.escrow.run(serial, randomBytes(60))
    }
  }
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
}

/** Revokes this many of the certificates in force, so that the next list names them. */
export function revoke(dataDir: string, certificates: number): void {
  const db = new DatabaseSync(join(dataDir, 'ra.db'))
  db.prepare(
    `UPDATE certificates SET status = 'revoked', reason = 'key-compromised', revoked_at = ?
     WHERE seq IN (SELECT seq FROM certificates WHERE status = 'active' LIMIT ?)`,
  ).run(Date.now(), certificates)
  db.close()
}

/** Inserts rows that equal the sample except in the given columns. */
function inserter(db: DatabaseSync, table: string, sample: Readonly<Record<string, SQLOutputValue>>) {
  const columns = Object.keys(sample)
  const marks = columns.map(() => '?').join(', ')
  const statement = db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`)
  return (own: Readonly<Record<string, SQLOutputValue>>) =>
    statement.run(...columns.map((column) => (Object.hasOwn(own, column) ? own : sample)[column] ?? null))
}

/** The size of the database in bytes, and how many certificates it holds. */
export function measure(dataDir: string): { readonly bytes: number; readonly certificates: number } {
  const db = new DatabaseSync(join(dataDir, 'ra.db'))
  const number = (sql: string) => Number(Object.values(db.prepare(sql).get() ?? {})[0])
  const bytes = number('PRAGMA page_count') * number('PRAGMA page_size')
  const certificates = number('SELECT count(*) FROM certificates')
  db.close()
  return { bytes, certificates }
}
