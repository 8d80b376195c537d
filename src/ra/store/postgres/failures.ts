import { DatabaseError } from 'pg'
import { Refusal } from '../../refusal.ts'

/** Another transaction came between; the same work may run again. */
const again = new Set([
  '40001', // serialization failure
  '40P01', // deadlock
  '23505', // a row with this key has come meanwhile; the rule will see it and say what that means
])

/** This server is a standby, or has become one. */
const READ_ONLY = '25006'

/** The database cannot be used now; whoever comes back later may succeed. Classes of two signs, or whole codes. */
const busy = new Set([
  '08', // connection
  '53', // out of connections or memory
  '57', // shutting down, starting up, or a statement took too long
  '28', // password refused
  '3D', // no such database
  '55P03', // waited too long for a lock
  READ_ONLY,
  '25P03', // paused too long inside a transaction
  '40001',
  '40P01',
])
const DISK_FULL = '53100'

/** The server committed, but no standby confirmed it, so another primary may not know of it. */
export class CommitUnconfirmed extends Error {
  override readonly name = 'CommitUnconfirmed'
}

/** The server on this connection takes no writes; another one does, which a new connection may reach. */
export function isReadOnly(error: unknown): boolean {
  return isServerCode(error) && codeOf(error) === READ_ONLY
}

/**
 * The connection broke, none could be made, or it leads to the wrong server; the transaction was not committed unless
 * the commit was under way.
 */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  if (isReadOnly(error)) return true
  if (code !== null && isServerCode(error)) return code.startsWith('08') || code.startsWith('57P')
  return systemCodes.has(code ?? '') || (/connection|queryable/i.test(error.message) && !isTooLong(error))
}

/** No connection became free, or no answer came, for as long as anybody waits. */
export function isTooLong(error: unknown): boolean {
  return error instanceof Error && /timeout exceeded|read timeout|connection timeout/i.test(error.message)
}

const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
])

export function mayRunAgain(error: unknown): boolean {
  return isServerCode(error) && again.has(codeOf(error) ?? '')
}

/** What the caller hears of it. What we did not foresee stays as it is, and is a fault. */
export function refusalFor(error: unknown): unknown {
  if (isServerCode(error)) {
    const code = codeOf(error) ?? ''
    if (code === DISK_FULL) return caused('storage-full', error)
    return busy.has(code) || busy.has(code.slice(0, 2)) ? caused('server-busy', error) : error
  }
  return isConnectionLost(error) || isTooLong(error) || error instanceof CommitUnconfirmed
    ? caused('server-busy', error)
    : error
}

function caused(code: 'server-busy' | 'storage-full', error: unknown): Refusal {
  const refusal = new Refusal(code)
  refusal.cause = error
  return refusal
}

function isServerCode(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
