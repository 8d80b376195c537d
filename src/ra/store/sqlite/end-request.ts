import type { Request } from '../records.ts'
import type { Database } from './database.ts'
import { bumpStatusChanges } from './status-changes.ts'

/** Ends an unfinished request: certificates made for it are discarded, an unpaid order closed, a paid one refunded. */
export function endRequest(
  db: Database,
  request: Request,
  state: 'refused' | 'abandoned' | 'expired',
  now: number,
  midway: () => void = () => {},
): Request {
  db.run('UPDATE requests SET state = ? WHERE id = ?', state, request.id)
  midway()
  const discarded = db.run(
    `UPDATE certificates SET status = 'discarded', revoked_at = ?, reason = 'no-longer-used'
     WHERE pair_id = ? AND status = 'pending'`,
    now,
    request.id,
  )
  if (discarded > 0) bumpStatusChanges(db)
  db.run(
    `UPDATE orders SET state = CASE state WHEN 'paid' THEN 'refund-due' WHEN 'unpaid' THEN 'closed' ELSE state END
     WHERE request_id = ?`,
    request.id,
  )
  return { ...request, state }
}
