/** What a statement takes. */
export type SqlValue = string | number | null | Uint8Array

export type Row = Readonly<Record<string, unknown>>

/** A statement, and what its asker wants to hear. */
export type Statement = {
  readonly sql: string
  readonly values: readonly SqlValue[]
  readonly wants: 'rows' | 'row' | 'changes' | 'nothing'
}

/** `rows` if rows were wanted, `changes` if their number was. */
export type Answer = { readonly rows: readonly Row[]; readonly changes: number }

/**
 * Work that needs answers of a database, written once for all databases: it hands out a statement and goes on with the
 * answer. SQLite answers at once, so that such work runs in one turn of the event loop; PostgreSQL answers later.
 */
export type Query<T> = Generator<Statement, T, Answer>

/** Work may run again from its start, so it changes nothing outside the database. */
export type Work<T> = () => Query<T>

/** Whose facts a transaction reads. PostgreSQL lets two transactions run at once unless they hold the same. */
export type Subject =
  | { readonly of: 'account' | 'request' | 'order' | 'certificate' | 'unlock'; readonly id: string }
  /** Anything that has no account: counted tries, codes, devices, sessions. */
  | { readonly of: 'name'; readonly id: string }

/** Statements in which the databases differ. */
export type Dialect = {
  /** One row with `next`: the number of the next order, never the same twice. */
  readonly nextOrder: string
  /** One row with `bytes`. */
  readonly size: string
  /** One row with `now`: the database's own clock, in milliseconds. */
  readonly time: string
  /** One row with `version`: how many migrations it has. */
  readonly version: string
  /** How many migrations this program knows. */
  readonly newest: number
}

/** A database as the store's work sees it. The SQL is the part that SQLite and PostgreSQL both understand. */
export type Sql = {
  readonly dialect: Dialect
  readonly all: (sql: string, ...values: readonly SqlValue[]) => Query<readonly Row[]>
  readonly get: (sql: string, ...values: readonly SqlValue[]) => Query<Row | null>
  /** Only inside the work of a write. */
  readonly run: (sql: string, ...values: readonly SqlValue[]) => Query<void>
  /** The same, and tells how many rows changed. */
  readonly changed: (sql: string, ...values: readonly SqlValue[]) => Query<number>
  /** Runs work that only reads, all of it on one state of the database. */
  readonly read: <T>(work: Work<T>) => Promise<T>
  /** Runs work as one transaction. If it throws, nothing of it is kept and the error is thrown on. */
  readonly write: <T>(work: Work<T>) => Promise<T>
  /**
   * The same database, whose writes hold only these subjects instead of everything. Whoever narrows a write must know
   * that all facts it reads belong to them.
   */
  readonly holding: (...subjects: readonly Subject[]) => Sql
}

export const statements = {
  *all(sql: string, ...values: readonly SqlValue[]): Query<readonly Row[]> {
    return (yield { sql, values, wants: 'rows' }).rows
  },
  *get(sql: string, ...values: readonly SqlValue[]): Query<Row | null> {
    return (yield { sql, values, wants: 'row' }).rows[0] ?? null
  },
  *run(sql: string, ...values: readonly SqlValue[]): Query<void> {
    yield { sql, values, wants: 'nothing' }
  },
  *changed(sql: string, ...values: readonly SqlValue[]): Query<number> {
    return (yield { sql, values, wants: 'changes' }).changes
  },
} as const

/** The answers for each of several, in their order. */
export function* each<T, R>(items: readonly T[], ask: (item: T) => Query<R>): Query<readonly R[]> {
  const answers: R[] = []
  for (const item of items) answers.push(yield* ask(item))
  return answers
}

/** Those of several for which the answer is yes. */
export function* those<T>(items: readonly T[], ask: (item: T) => Query<boolean>): Query<readonly T[]> {
  const found: T[] = []
  for (const item of items) if (yield* ask(item)) found.push(item)
  return found
}
