import type { RaRequestState } from '../../../shared/ra-contract/request.ts'
import type { StoredStatus } from '../../records.ts'

// SQLite uses a partial index only for a query with exactly the same condition, word for word. So change both
// together.

/** Requests that have not ended. */
export const unfinished = anyOf<RaRequestState>('state', [
  'opened',
  'awaiting-payment',
  'awaiting-review',
  'awaiting-correction',
  'ready',
  'issued',
])

export const listedStatuses: readonly StoredStatus[] = ['suspended', 'superseded', 'revoked', 'discarded']

/** Certificates that are no longer valid. */
export const noLongerGood = anyOf('status', listedStatuses)

function anyOf<T extends string>(column: string, values: readonly T[]): string {
  return `(${values.map((word) => `${column} = '${word}'`).join(' OR ')})`
}
