import type { Row } from './database.ts'

// What SQLite gives back is typed by the STRICT tables; these readers turn it into types without a cast.

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

/** One of a few words; a word outside the list is a damaged database. */
export function word<T extends string>(row: Row, column: string, words: readonly T[]): T {
  const value = row[column]
  const found = words.find((one) => one === value)
  if (found === undefined) throw wrong(column)
  return found
}

export function wordOrNull<T extends string>(row: Row, column: string, words: readonly T[]): T | null {
  return row[column] === null ? null : word(row, column, words)
}

function wrong(column: string): Error {
  return new Error(`the database holds an unexpected value in ${column}`)
}
