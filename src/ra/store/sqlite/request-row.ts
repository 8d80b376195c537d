import { Refusal } from '../../refusal.ts'
import { waitingState } from '../../requests/state.ts'
import type { Request } from '../records.ts'
import type { Database } from './database.ts'
import { readOrder, readRequest } from './read.ts'

export function findRequest(db: Database, id: string): Request | null {
  const row = db.get('SELECT * FROM requests WHERE id = ?', id)
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
  const order = db.get('SELECT * FROM orders WHERE request_id = ?', id)
  const state = waitingState({
    hasCsr: request.publicKey !== null,
    order: order === null ? null : readOrder(order).state,
    review: request.review,
  })
  db.run('UPDATE requests SET state = ? WHERE id = ?', state, id)
  return { ...request, state }
}
