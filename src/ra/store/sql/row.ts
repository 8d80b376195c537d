import type { Row } from './sql.ts'

// The STRICT tables fix the types of what SQLite returns; these readers turn it into our types without a cast.

export function text(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw wrong(column)
  return value
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column)
}

export function number(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw wrong(column)
  return value
}

export function numberOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : number(row, column)
}

export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column]
  if (!(value instanceof Uint8Array)) throw wrong(column)
  return value
}

export function bytesOrNull(row: Row, column: string): Uint8Array | null {
  return row[column] === null ? null : bytes(row, column)
}

/** One of a few values. A value outside the list means a damaged database. */
export function word<T extends string>(row: Row, column: string, values: readonly T[]): T {
  const value = row[column]
  const found = values.find((one) => one === value)
  if (found === undefined) throw wrong(column)
  return found
}

export function wordOrNull<T extends string>(row: Row, column: string, values: readonly T[]): T | null {
  return row[column] === null ? null : word(row, column, values)
}

function wrong(column: string): Error {
  return new Error(`the database holds an unexpected value in ${column}`)
}
