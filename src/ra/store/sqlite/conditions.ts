import type { RaRequestState } from '../../../shared/ra-contract/request.ts'
import type { StoredStatus } from '../../records.ts'

// SQLite takes a partial index only for a query that has the very condition of the index, word for word: change
// neither without the other.

/** Requests that have not come to an end. */
export const unfinished = anyOf<RaRequestState>('state', [
  'opened',
  'awaiting-payment',
  'awaiting-review',
  'ready',
  'issued',
])

export const listedStatuses: readonly StoredStatus[] = ['suspended', 'superseded', 'revoked', 'discarded']

/** Certificates that are no longer good. */
export const noLongerGood = anyOf('status', listedStatuses)

function anyOf<T extends string>(column: string, words: readonly T[]): string {
  return `(${words.map((word) => `${column} = '${word}'`).join(' OR ')})`
}
