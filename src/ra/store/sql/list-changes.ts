import type { Writers } from './writers.ts'

/** The newest lists of each issuer; older ones are of no use. */
const KEPT = 5

export const listWriters: Writers<'add-list'> = {
  *'add-list'(db, { crl }) {
    yield* db.run(
      'INSERT INTO crls VALUES (?, ?, ?, ?, ?, ?, ?)',
      crl.issuer,
      crl.number,
      crl.der,
      crl.thisUpdate,
      crl.nextUpdate,
      crl.entries,
      crl.changes,
    )
    yield* db.run('DELETE FROM crls WHERE issuer = ? AND number <= ?', crl.issuer, crl.number - KEPT)
  },
}
