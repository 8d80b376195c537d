import type { RaRequestState } from '../../../shared/ra-contract/request.ts'
import { Refusal } from '../../refusal.ts'
import { waitingState } from '../../requests/state.ts'
import type { Request } from '../records.ts'
import type { Database } from './database.ts'
import { readOrder, readRequest, requestColumns } from './read.ts'

export function findRequest(db: Database, id: string): Request | null {
  const row = db.get(`SELECT ${requestColumns} FROM requests WHERE id = ?`, id)
  return row === null ? null : readRequest(row)
}

export function requireRequest(db: Database, id: string): Request {
  const request = findRequest(db, id)
  if (request === null) throw new Refusal('request-unknown')
  return request
}

/** Sets the state that follows from what is there now, and reads the request back. */
export function settle(db: Database, id: string): Request {
  const request = requireRequest(db, id)
  const state = settledState(db, request)
  db.run('UPDATE requests SET state = ? WHERE id = ?', state, id)
  return { ...request, state }
}

/** The state of a request that is not collected, with its order as it is stored. */
export function settledState(db: Database, { id, publicKey, review }: Request): RaRequestState {
  const order = db.get('SELECT * FROM orders WHERE request_id = ?', id)
  return waitingState({
    hasCsr: publicKey !== null,
    order: order === null ? null : readOrder(order).state,
    review,
  })
}
