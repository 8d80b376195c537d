import pg from 'pg'
import type { SqlValue } from '../sql/sql.ts'

const [BYTEA, INT8, NUMERIC] = [17, 20, 1700]

/** Values arrive as they do from SQLite: numbers as numbers, bytes as bytes. */
export const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8 || oid === NUMERIC) return wholeNumber
    return oid === BYTEA ? bytes : pg.types.getTypeParser(oid, format)
  },
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error('the database holds a number that is too large')
  return value
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.slice(2), 'hex'))
}

/** PostgreSQL stores no NUL inside a text; the sign for an unknown one stands in its place. */
export function sent(value: SqlValue): SqlValue {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\u{FFFD}') : value
}

const known = new Map<string, string>()

/** `?` and `?2` as PostgreSQL writes them: `$1` and `$2`. No text inside our statements has a question mark. */
export function numbered(sql: string): string {
  const before = known.get(sql)
  if (before !== undefined) return before
  let next = 0
  const text = sql.replaceAll(/\?(\d*)/g, (_, digits: string) => `$${digits === '' ? ++next : digits}`)
  known.set(sql, text)
  return text
}
