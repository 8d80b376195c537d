import type { PoolClient } from 'pg'
import { CommitUnconfirmed } from './failures.ts'

/**
 * How a write ends. With synchronous replication the server waits here for a standby, without a time limit: a
 * statement that is cancelled while it waits counts as committed to its sender, although a new primary may not know
 * of it (PostgreSQL, "synchronous_commit"). A write that changed nothing found what an earlier one had left, perhaps
 * one whose confirmation never came; a record of its own lets it wait, too, before anybody is told. On a standby such a
 * record would be an error of its own kind, so the server is refused there as it refuses a write.
 */
const ending = `SET LOCAL statement_timeout = 0;
  DELETE FROM meta WHERE false;
  SELECT CASE WHEN pg_current_xact_id_if_assigned() IS NULL
    THEN pg_logical_emit_message(true, 'authority', '') END;
  COMMIT`

/** Commits, and fails if the server says that no standby has confirmed it. */
export async function commit(client: PoolClient): Promise<void> {
  let isUnconfirmed = false
  const hear = (notice: { readonly routine?: string | undefined }) => {
    // The texts of notices depend on the server's language, the names of its routines do not.
    if (notice.routine === 'SyncRepWaitForLSN') isUnconfirmed = true
  }
  client.on('notice', hear)
  try {
    const answers: unknown = await client.query(ending)
    const last: unknown = Array.isArray(answers) ? answers.at(-1) : answers
    const command = typeof last === 'object' && last !== null && 'command' in last ? last.command : null
    if (command !== 'COMMIT') throw new Error(`the database answered the commit with ${String(command)}`)
  } finally {
    client.off('notice', hear)
  }
  if (isUnconfirmed) throw new CommitUnconfirmed('no standby has confirmed the commit')
}
