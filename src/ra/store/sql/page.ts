import type { Page, Search } from '../../records.ts'
import { number } from './row.ts'
import type { Query, Row, Sql, SqlValue } from './sql.ts'

/** Newest first, after the cursor. The text to find in `columns` is a value of instr(), never part of the statement. */
export function* page<T>(
  db: Sql,
  table: string,
  key: string,
  search: Search,
  columns: readonly string[],
  read: (row: Row) => T,
  filter: { readonly where: string; readonly values: readonly SqlValue[] } | null = null,
): Query<Page<T>> {
  const conditions: string[] = []
  const values: SqlValue[] = []
  const after = Number(search.after ?? '')
  if (search.after !== null && Number.isSafeInteger(after)) {
    conditions.push(`${key} < ?`)
    values.push(after)
  }
  if (search.text !== '') {
    conditions.push(`(${columns.map((column) => `instr(lower(${column}), lower(?)) > 0`).join(' OR ')})`)
    values.push(...columns.map(() => search.text))
  }
  if (filter !== null) {
    conditions.push(filter.where)
    values.push(...filter.values)
  }
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
  const rows = yield* db.all(
    `SELECT ${key} AS page_key, rows.* FROM ${table} AS rows ${where} ORDER BY ${key} DESC LIMIT ?`,
    ...values,
    search.limit + 1,
  )
  const shown = rows.slice(0, search.limit)
  const last = shown.at(-1)
  const more = rows.length > search.limit && last !== undefined
  return { rows: shown.map(read), next: more ? String(number(last, 'page_key')) : null }
}
