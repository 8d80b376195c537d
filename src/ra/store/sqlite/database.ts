import { closeSync, openSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { Refusal } from '../../refusal.ts'
import {
  type Answer,
  type Dialect,
  type Sql,
  type SqlValue,
  type Statement,
  statements,
  type Work,
} from '../sql/sql.ts'
import { isBusy, makeFile } from './folder-lock.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations.ts'

type Job = {
  /**
   * Does the work inside the running transaction, and returns a function that informs the caller after the commit. Work
   * that is alone in its transaction needs no savepoint: if it fails, the transaction ends with it.
   */
  readonly run: (isAlone: boolean) => () => void
  readonly fail: (error: unknown) => void
}

/** While another process writes: how soon to try again and when to give up, in milliseconds. */
const RETRY = 25
const PATIENCE = 5000

/** A commit with this many writes does not wait for more. */
const TOGETHER = 64

/**
 * One open database. Writes are queued and committed together: everything that arrives until a turn of the event loop
 * brings nothing more shares one commit and so one sync to the disk. If there are several, each has its own savepoint.
 * Nobody hears of success before the commit. Reads of one turn share one transaction too, because taking the lock for
 * each statement costs more than the statement.
 */
export class Database implements Sql {
  readonly all = statements.all
  readonly get = statements.get
  readonly run = statements.run
  readonly changed = statements.changed
  readonly dialect: Dialect = {
    nextOrder: 'SELECT coalesce(max(seq), 0) + 1 AS next FROM orders',
    size: 'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size',
    time: "SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER) AS now",
    version: 'SELECT user_version AS version FROM pragma_user_version',
    newest: migrations.length,
  }
  readonly #db: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()
  #queue: Job[] = []
  #transaction: 'none' | 'read' | 'write' = 'none'
  #turnEnds = false
  /** How many writes were queued when the turn before ended. */
  #queued = 0
  #blockedSince: number | null = null

  constructor(file: string) {
    // Only its owner can read it, and the files that SQLite puts beside it.
    closeSync(openSync(file, 'a', 0o600))
    for (const end of ['-wal', '-shm']) makeFile(`${file}${end}`)
    this.#db = new DatabaseSync(file, { timeout: 5000 })
    // synchronous FULL: an answered commit survives even a power cut.
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
    this.#db.exec('PRAGMA trusted_schema = OFF; PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000')
    // Savepoints keep their data in memory instead of in a separate file.
    this.#db.exec('PRAGMA temp_store = MEMORY')
    migrate(this.#db)
    // From now on nobody waits inside SQLite, because every other call would wait too.
    this.#db.exec('PRAGMA busy_timeout = 0')
  }

  /** A lock on the whole file is all that SQLite has, so a write always holds everything. */
  holding(): Sql {
    return this
  }

  async read<T>(work: Work<T>): Promise<T> {
    return this.#finish(work)
  }

  write<T>(work: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const finish = () => this.#finish(work)
      const run = (isAlone: boolean) =>
        isAlone ? this.#alone(finish, resolve, reject) : this.#inSavepoint(finish, resolve, reject)
      this.#queue.push({ run, fail: reject })
      this.#endTurnLater()
    })
  }

  /** Runs work to its end, in this turn of the event loop. */
  #finish<T>(work: Work<T>): T {
    const query = work()
    let step = query.next()
    while (!step.done) step = query.next(this.#answer(step.value))
    return step.value
  }

  #answer({ sql, values, wants }: Statement): Answer {
    if (wants === 'rows' || wants === 'row') this.#beginReading()
    const statement = this.#statement(sql)
    switch (wants) {
      case 'rows':
        return { rows: statement.all(...values), changes: 0 }
      case 'row': {
        const row = statement.get(...values)
        return { rows: row === undefined ? [] : [row], changes: 0 }
      }
      case 'changes':
      case 'nothing':
        return { rows: [], changes: Number(statement.run(...values).changes) }
    }
  }

  #run(sql: string, ...values: readonly SqlValue[]): void {
    this.#statement(sql).run(...values)
  }

  #beginReading(): void {
    if (this.#transaction !== 'none') return
    if (!this.#db.isTransaction) this.#run('BEGIN')
    this.#transaction = 'read'
    this.#endTurnLater()
  }

  #endTurnLater(): void {
    if (this.#turnEnds) return
    this.#turnEnds = true
    setImmediate(() => this.#endTurn())
  }

  #endTurn(): void {
    this.#turnEnds = false
    if (!this.#db.isOpen) return
    this.#leave()
    const { length } = this.#queue
    const waits = length > this.#queued && length < TOGETHER
    this.#queued = waits ? length : 0
    if (waits) this.#endTurnLater()
    else if (length > 0) this.#commitQueue()
  }

  /** Ends a transaction of which nothing is kept. Everyone who worked in it has already been told what was wrong. */
  #leave(): void {
    this.#transaction = 'none'
    // After some errors SQLite has already left the transaction, and a damaged database cannot even roll back.
    if (this.#db.isTransaction) attempt(() => this.#run('ROLLBACK'))
  }

  #alone<T>(work: () => T, resolve: (value: T) => void, reject: (error: unknown) => void): () => void {
    try {
      const value = work()
      return () => resolve(value)
    } catch (error) {
      this.#leave()
      return () => reject(error)
    }
  }

  #inSavepoint<T>(work: () => T, resolve: (value: T) => void, reject: (error: unknown) => void): () => void {
    this.#run('SAVEPOINT one')
    try {
      const value = work()
      this.#run('RELEASE one')
      return () => resolve(value)
    } catch (error) {
      this.#run('ROLLBACK TO one')
      this.#run('RELEASE one')
      return () => reject(error)
    }
  }

  #commitQueue(): void {
    const refused = this.#beginWriting()
    if (refused === 'later') return
    const jobs = this.#queue
    this.#queue = []
    if (refused !== null) {
      for (const job of jobs) job.fail(refused)
      return
    }
    try {
      const tell = jobs.map((job) => job.run(jobs.length === 1))
      if (this.#db.isTransaction) this.#run('COMMIT')
      this.#transaction = 'none'
      for (const one of tell) one()
    } catch (error) {
      // The commit itself failed (disk full, file gone), so every operation of the batch failed with it.
      this.#leave()
      for (const job of jobs) job.fail(error)
    }
  }

  /** Why it cannot begin; `later` while another process writes, until that takes too long. */
  #beginWriting(): null | 'later' | Error {
    try {
      this.#run('BEGIN IMMEDIATE')
      this.#transaction = 'write'
      this.#blockedSince = null
      return null
    } catch (error) {
      if (!isBusy(error)) return error instanceof Error ? error : new Error(String(error))
      this.#blockedSince ??= performance.now()
      if (performance.now() - this.#blockedSince > PATIENCE) {
        // Who comes after those that were refused waits anew.
        this.#blockedSince = null
        return new Refusal('server-busy')
      }
      setTimeout(() => this.#endTurnLater(), RETRY)
      return 'later'
    }
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#db.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  close(): void {
    this.#leave()
    if (this.#queue.length > 0) this.#commitQueue()
    for (const job of this.#queue) job.fail(new Refusal('server-busy'))
    this.#statements.clear()
    this.#db.close()
  }
}

function attempt(work: () => void): void {
  try {
    work()
  } catch {}
}
