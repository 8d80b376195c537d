import type { AuditLine, ChainedLine, Link } from '../../records.ts'
import { chainLines } from '../../rules/audit-chain.ts'
import type { Store } from '../store.ts'
import { bytes, bytesOrNull, number, numberOrNull, text } from './row.ts'
import type { Query, Row, Sql } from './sql.ts'
import { transact } from './transact.ts'

type Operations = 'auditOf' | 'auditTail' | 'chainAudit' | 'chainedLines' | 'unchained'

export function auditStore(db: Sql): Pick<Store, Operations> {
  return {
    auditOf: (subject) =>
      db.read(function* () {
        return (yield* db.all('SELECT * FROM audit WHERE subject = ? ORDER BY seq', subject)).map(readLine)
      }),
    auditTail: (limit) =>
      db.read(function* () {
        // Most of the time there is nothing to chain, so this is asked first.
        const rows = yield* db.all('SELECT * FROM audit WHERE place IS NULL ORDER BY seq LIMIT ?', limit)
        if (rows.length === 0) return { last: null, lines: [] }
        const lines = rows.map((row) => ({ seq: number(row, 'seq'), ...readLine(row) }))
        return { last: yield* lastLink(db), lines }
      }),
    chainAudit: (chaining) =>
      transact(db.holding({ of: 'name', id: 'audit chain' }), function* () {
        return chainLines({ lastPlace: (yield* lastLink(db))?.place ?? null }, chaining)
      }),
    chainedLines: (after, limit) =>
      db.read(function* () {
        const sql = 'SELECT * FROM audit WHERE place > ? ORDER BY place LIMIT ?'
        return (yield* db.all(sql, after, limit)).map(readChained)
      }),
    unchained: () =>
      db.read(function* () {
        const sql = 'SELECT count(*) AS count, min(at) AS since FROM audit WHERE place IS NULL'
        const row = (yield* db.get(sql)) ?? {}
        return { lines: number(row, 'count'), since: numberOrNull(row, 'since') }
      }),
  }
}

function* lastLink(db: Sql): Query<Link | null> {
  const row = yield* db.get(
    'SELECT place, hash FROM audit WHERE place IS NOT NULL ORDER BY place DESC LIMIT 1',
  )
  return row === null ? null : { place: number(row, 'place'), hash: bytes(row, 'hash') }
}

function readLine(row: Row): AuditLine {
  return {
    at: number(row, 'at'),
    actor: text(row, 'actor'),
    action: text(row, 'action'),
    subject: text(row, 'subject'),
  }
}

function readChained(row: Row): ChainedLine {
  return {
    ...readLine(row),
    place: number(row, 'place'),
    hash: bytes(row, 'hash'),
    signature: bytesOrNull(row, 'signature'),
  }
}
