import type { Pool, PoolClient, QueryResult } from 'pg'
import {
  type Answer,
  type Dialect,
  type Query,
  type Row,
  type Sql,
  type Statement,
  type Subject,
  statements,
  type Work,
} from '../sql/sql.ts'
import { commit } from './commit.ts'
import { isConnectionLost, isReadOnly, isTooLong, mayRunAgain, refusalFor } from './failures.ts'
import { beginning, type Held, holdSubjects } from './locks.ts'
import { migrations } from './migrations.ts'
import { numbered, sent } from './values.ts'

/** How often work is begun again after others came between, or after a broken connection. */
const ATTEMPTS = 4

const snapshot = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'

const dialect: Dialect = {
  nextOrder: `SELECT nextval('order_numbers') AS next`,
  size: 'SELECT pg_database_size(current_database()) AS bytes',
  time: 'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now',
  version: 'SELECT version FROM schema_version',
  newest: migrations.length,
}

/** Told of what went wrong with the database. It never holds values, so it may be logged. */
export type Trouble = (what: string) => void

/** Where it is, and how long somebody waits there for others, in milliseconds. */
export type Place = { readonly pool: Pool; readonly patience: number; readonly trouble: Trouble }

/** The database, whose writes hold everything, or the subjects given. */
export function database(place: Place, held: Held = 'everything'): Sql {
  const { pool, trouble } = place
  return {
    ...statements,
    dialect,
    read: (work) => answered(trouble, () => persistently(() => read(pool, work))),
    write: (work) => answered(trouble, () => persistently((attempt) => write(place, held, work, attempt))),
    holding: (...subjects: readonly Subject[]) => database(place, subjects),
  }
}

async function answered<T>(trouble: Trouble, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const refusal = refusalFor(error)
    if (refusal !== error) trouble(`database: ${error instanceof Error ? error.message : String(error)}`)
    throw refusal
  }
}

/** What an attempt tells of itself: once the commit is on its way, nobody knows whether it happened. */
type Attempt = { committing: boolean }

async function persistently<T>(work: (attempt: Attempt) => Promise<T>): Promise<T> {
  for (let turn = 1; ; turn++) {
    const attempt: Attempt = { committing: false }
    try {
      return await work(attempt)
    } catch (error) {
      const lost = isConnectionLost(error) && !attempt.committing
      if (turn === ATTEMPTS || !(lost || mayRunAgain(error))) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5 * 2 ** turn))
    }
  }
}

/** Work of one statement needs no transaction. Work of several begins again, to see one state of the database. */
async function read<T>(pool: Pool, work: Work<T>): Promise<T> {
  const query = work()
  const first = query.next()
  if (first.done) return first.value
  const second = query.next(answerOf(await pool.query(written(first.value))))
  if (second.done) return second.value
  return connected(pool, async (client) => {
    const begun = later(client.query(snapshot))
    const value = await finish(client, work(), [begun])
    await client.query('COMMIT')
    return value
  })
}

function write<T>({ pool, patience }: Place, held: Held, work: Work<T>, attempt: Attempt): Promise<T> {
  return connected(pool, async (client) => {
    const sentBefore = [later(client.query(beginning(held, patience)))]
    if (held !== 'everything' && held.length > 0) {
      const { text, values } = holdSubjects(held)
      sentBefore.push(later(client.query(text, [...values])))
    }
    try {
      const value = await finish(client, work(), sentBefore)
      attempt.committing = true
      // It need not wait for the writes: if one of them failed, this commit keeps nothing.
      const committed = later(commit(client))
      await Promise.allSettled([...sentBefore, committed])
      await firstFailureOf(sentBefore)
      await committed
      return value
    } catch (error) {
      // A server that hangs would not answer this, either.
      if (!isTooLong(error) && client.getTransactionStatus() !== 'I')
        await client.query('ROLLBACK').catch(() => {})
      throw error
    }
  })
}

/**
 * Statements whose answers nobody waits for go out one behind the other; the first that fails fails the transaction.
 * `before` are those already on their way.
 */
async function finish<T>(client: PoolClient, query: Query<T>, before: Promise<unknown>[]): Promise<T> {
  try {
    let step = query.next()
    while (!step.done) {
      const answer = client.query(written(step.value))
      if (step.value.wants === 'nothing') {
        before.push(later(answer))
        step = query.next(nothing)
      } else step = query.next(answerOf(await answer))
    }
    return step.value
  } catch (error) {
    await firstFailureOf(before)
    throw error
  }
}

const nothing: Answer = { rows: [], changes: 0 }

/** A promise that is waited for later. */
function later<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}

async function firstFailureOf(all: readonly Promise<unknown>[]): Promise<void> {
  for (const one of all) await one
}

function written({ sql, values }: Statement) {
  return { text: numbered(sql), values: values.map(sent) }
}

function answerOf({ rows, rowCount }: QueryResult<Row>): Answer {
  return { rows, changes: rowCount ?? 0 }
}

/** A connection that broke, whose transaction could not be ended, or whose server takes no writes goes out of use. */
async function connected<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let usable = false
  try {
    const value = await work(client)
    usable = true
    return value
  } catch (error) {
    usable = client.getTransactionStatus() === 'I' && !isReadOnly(error)
    throw error
  } finally {
    client.release(!usable)
  }
}
