import type { Crl } from '../../records.ts'
import { addList } from '../../rules/revocation-list.ts'
import type { Store } from '../store.ts'
import { bytes, number, word } from './row.ts'
import type { Query, Sql } from './sql.ts'
import { transact } from './transact.ts'

export function listStore(db: Sql): Pick<Store, 'addCrl' | 'latestCrl' | 'listMadeAt'> {
  return {
    addCrl: (adding) =>
      transact(db.holding({ of: 'name', id: `list ${adding.crl.issuer}` }), function* () {
        const sql = 'SELECT number FROM crls WHERE issuer = ? ORDER BY number DESC LIMIT 1'
        const row = yield* db.get(sql, adding.crl.issuer)
        return addList({ newest: row === null ? null : number(row, 'number') }, adding)
      }),
    latestCrl: (issuer) => db.read(() => latestCrl(db, issuer)),
    listMadeAt: () =>
      db.read(function* () {
        const sql = `SELECT this_update FROM crls WHERE issuer = 'issuing' ORDER BY number DESC LIMIT 1`
        const row = yield* db.get(sql)
        return row === null ? null : number(row, 'this_update')
      }),
  }
}

function* latestCrl(db: Sql, issuer: Crl['issuer']): Query<Crl | null> {
  const row = yield* db.get('SELECT * FROM crls WHERE issuer = ? ORDER BY number DESC LIMIT 1', issuer)
  if (row === null) return null
  return {
    issuer: word(row, 'issuer', ['root', 'issuing']),
    number: number(row, 'number'),
    der: bytes(row, 'der'),
    thisUpdate: number(row, 'this_update'),
    nextUpdate: number(row, 'next_update'),
    entries: number(row, 'entries'),
    changes: number(row, 'changes'),
  }
}
