import { createHash } from 'node:crypto'
import { sent } from '../postgres/values.ts'
import type { SqlValue } from '../sql/sql.ts'
import type { Table } from './tables.ts'

export type Row = Readonly<Record<string, SqlValue>>

/** A database that is read, or filled. What is added is kept only after `keep`. */
export type Side = {
  /** The names of all its tables. */
  tables(): Promise<readonly string[]>
  columns(table: Table): Promise<readonly string[]>
  isEmpty(table: Table): Promise<boolean>
  /** The rows in the order of their key, some at a time. */
  rows(table: Table, columns: readonly string[]): AsyncIterable<readonly Row[]>
  add(table: Table, columns: readonly string[], rows: readonly Row[]): Promise<void>
  /** Puts the counters behind the highest numbers that came. */
  count(): Promise<void>
  /** Says that this database was copied and is out of use. */
  retire(what: string): Promise<void>
  keep(): Promise<void>
  close(): Promise<void>
}

/** So many rows, and about so many bytes, are in memory at once. */
const mostRows = 500
const mostBytes = 4 * 1024 * 1024

const lengthOf = (value: SqlValue): number =>
  typeof value === 'string' || value instanceof Uint8Array ? value.length : 8

const sizeOf = (row: Row): number =>
  Object.values(row).reduce<number>((sum, value) => sum + lengthOf(value), 0)

/** Gathers single rows into parts that fit into memory. */
export async function* inParts(rows: Iterable<Row> | AsyncIterable<Row>): AsyncGenerator<readonly Row[]> {
  let part: Row[] = []
  let bytes = 0
  for await (const row of rows) {
    part.push(row)
    bytes += sizeOf(row)
    if (part.length < mostRows && bytes < mostBytes) continue
    yield part
    part = []
    bytes = 0
  }
  if (part.length > 0) yield part
}

/**
 * A value with its kind and length in front, so that no two rows read the same; as PostgreSQL stores it, which has no NUL
 * in a text.
 */
function written(stored: SqlValue): Buffer {
  const value = sent(stored)
  const bytes = value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value))
  const kind = value === null ? 'null' : value instanceof Uint8Array ? 'bytes' : typeof value
  return Buffer.concat([Buffer.from(`${kind} ${bytes.length} `), bytes])
}

export type Digest = { readonly rows: number; readonly sha256: string }

/** What a table holds, in a figure at which both databases must arrive. */
export async function digestOf(side: Side, table: Table, columns: readonly string[]): Promise<Digest> {
  const sha256 = createHash('sha256')
  let count = 0
  for await (const rows of side.rows(table, columns)) {
    for (const row of rows) for (const column of columns) sha256.update(written(row[column] ?? null))
    count += rows.length
  }
  return { rows: count, sha256: sha256.digest('hex') }
}

/** Under this name a database says since when another one has its place. */
export const moved = 'moved'

/** The statement that reads a table in the order of its key. */
export const selectOf = ({ name, key }: Table, columns: readonly string[]): string =>
  `SELECT ${columns.join(', ')} FROM ${name} ORDER BY ${key.join(', ')}`
