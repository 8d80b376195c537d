import { auditChain } from './migrations/audit-chain.ts'
import { processes } from './migrations/processes.ts'
import { start } from './migrations/start.ts'

/**
 * Numbered from 1; a database stores the number that it has reached in schema_version. Never change a released
 * migration; add the next one after it. The numbers are not those of SQLite.
 */
export const migrations: readonly string[] = [start, processes, auditChain]
