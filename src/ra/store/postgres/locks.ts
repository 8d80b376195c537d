import type { Subject } from '../sql/sql.ts'

/**
 * PostgreSQL's advisory locks have two spaces of keys. Ours of two numbers are named here; those of one number are
 * hashes of subjects. All of them end with their transaction, so they work behind a pooler of transactions, too.
 */
export const lockIds = {
  house: [1_380_013, 0],
  migration: [1_380_013, 1],
} as const

/** What a write holds while it runs: everything, or some subjects. */
export type Held = 'everything' | readonly Subject[]

/** How long one statement may take, and how long it may pause between two, so that nobody keeps the others waiting. */
const limits = 'SET LOCAL statement_timeout = 15000; SET LOCAL idle_in_transaction_session_timeout = 15000'

const [first, second] = lockIds.house

/**
 * How such a write begins. READ COMMITTED: a statement after a lock sees what the holder before has committed. Who
 * holds subjects shares the house, so that who needs everything is alone with all facts. Nobody waits for others longer
 * than `patience`, in milliseconds.
 */
export function beginning(held: Held, patience: number): string {
  const begin = `BEGIN ISOLATION LEVEL READ COMMITTED; ${limits}; SET LOCAL lock_timeout = ${patience}`
  if (held === 'everything') return `${begin}; SELECT pg_advisory_xact_lock(${first}, ${second})`
  return held.length === 0 ? begin : `${begin}; SELECT pg_advisory_xact_lock_shared(${first}, ${second})`
}

type Statement = { readonly text: string; readonly values: readonly string[] }

/** Takes the subjects' locks, always in the same order, so that no two transactions wait for each other. */
export function holdSubjects(subjects: readonly Subject[]): Statement {
  const names = subjects.map((subject, i) => nameOf(subject, i + 1)).join(' UNION ALL ')
  return {
    text: `SELECT count(pg_advisory_xact_lock(key)) FROM
      (SELECT DISTINCT hashtextextended(subject, 0) AS key FROM (${names}) AS subjects ORDER BY key) AS keys`,
    values: subjects.map(({ id }) => id),
  }
}

/** What has an account is held by its account. */
const owners = {
  request: 'SELECT account_id FROM requests WHERE id',
  order: 'SELECT account_id FROM orders WHERE id',
  certificate: 'SELECT account_id FROM certificates WHERE serial',
  unlock: 'SELECT account_id FROM unlocks WHERE id',
} as const

function nameOf({ of }: Subject, at: number): string {
  if (of === 'account' || of === 'name') return `SELECT '${of} ' || $${at}::text AS subject`
  return `SELECT 'account ' || account_id AS subject FROM (${owners[of]} = $${at}) AS owner`
}
