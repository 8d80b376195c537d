import { hash } from 'node:crypto'
import { equalBytes } from '../../../pki/bytes.ts'
import type { ReachedPoint } from '../../crash-point.ts'
import { Refusal } from '../../refusal.ts'
import { requireUnfinished } from '../../requests/state.ts'
import type { Issued, Request } from '../records.ts'
import type { ReviewDecision, Store } from '../store.ts'
import { audit } from './audit.ts'
import { unfinished } from './conditions.ts'
import type { Database } from './database.ts'
import { endRequest } from './end-request.ts'
import { collectedPair, confirmPair, insertPair } from './issue-store.ts'
import { inForce, open, openedBefore } from './open-request.ts'
import { page } from './page.ts'
import { readRequest } from './read.ts'
import { findRequest, requireRequest, settle, settledState } from './request-row.ts'
import { text } from './row.ts'

type RequestStore = Pick<
  Store,
  | 'openedBefore'
  | 'openRequest'
  | 'request'
  | 'requestsOf'
  | 'requests'
  | 'submitCsr'
  | 'review'
  | 'collect'
  | 'confirm'
  | 'abandon'
  | 'expireRequests'
>

export function requestStore(db: Database, reached: ReachedPoint): RequestStore {
  return {
    openedBefore: async (accountId, key, bodyHash) => openedBefore(db, accountId, key, bodyHash),
    openRequest: (opening) => db.write(() => open(db, opening, reached)),
    request: async (id) => findRequest(db, id),
    requestsOf: async (accountId) =>
      db
        .all('SELECT * FROM requests WHERE account_id = ? ORDER BY seq DESC LIMIT 200', accountId)
        .map(readRequest),
    requests: async (search, state) =>
      page(
        db,
        'requests',
        'seq',
        search,
        ['id', 'subject_text', 'token_serial'],
        readRequest,
        state === null ? null : { where: 'state = ?', values: [state] },
      ),
    submitCsr: (id, csr, publicKey, now) => db.write(() => submit(db, id, csr, publicKey, now, reached)),
    review: (id, decision) => db.write(() => review(db, id, decision, reached)),
    collect: (id, now, make) => db.write(() => collect(db, id, now, make, reached)),
    confirm: async (id, now) => {
      const outcome = await db.write(() => confirm(db, id, now, reached))
      if (outcome instanceof Refusal) throw outcome
      return outcome
    },
    abandon: (id, now) => db.write(() => abandon(db, id, now, reached)),
    expireRequests: (now) => db.write(() => expire(db, now, reached)),
  }
}

function submit(
  db: Database,
  id: string,
  csr: Uint8Array,
  publicKey: Uint8Array,
  now: number,
  reached: ReachedPoint,
): Request {
  const request = requireRequest(db, id)
  const keyHash = hash('sha256', publicKey, 'buffer')
  const used = db.get('SELECT request_id FROM used_keys WHERE key_hash = ?', keyHash)
  const sameKey = used !== null && text(used, 'request_id') === id
  if (used !== null && !sameKey) throw new Refusal('csr-key-reused')
  // A repeat after the reply was lost: the certificates of this very key exist already.
  const made = request.state === 'issued' || request.state === 'active'
  if (made && request.publicKey !== null && equalBytes(request.publicKey, publicKey)) return request
  requireUnfinished(request, now)
  if (request.state === 'issued') throw new Refusal('request-not-ready', { state: request.state })
  if (!sameKey) db.run('INSERT INTO used_keys VALUES (?, ?)', keyHash, id)
  reached(5)
  const submitted = { ...request, publicKey }
  const state = settledState(db, submitted)
  db.run('UPDATE requests SET csr = ?, public_key = ?, state = ? WHERE id = ?', csr, publicKey, state, id)
  return { ...submitted, state }
}

function review(db: Database, id: string, decision: ReviewDecision, reached: ReachedPoint): Request {
  const request = requireRequest(db, id)
  const verdict = decision.approved ? 'approved' : 'refused'
  if (request.review === verdict) return request
  requireUnfinished(request, decision.at)
  if (request.state !== 'awaiting-review') throw new Refusal('review-not-waiting', { state: request.state })
  db.run(
    'UPDATE requests SET review = ?, reviewed_by = ?, reviewed_at = ?, refused_reason = ? WHERE id = ?',
    verdict,
    decision.operatorId,
    decision.at,
    decision.approved ? null : decision.reason,
    id,
  )
  reached(11)
  audit(db, decision.at, `operator ${decision.operatorId}`, `request ${verdict}`, id)
  const settled = decision.approved ? settle(db, id) : endRequest(db, request, 'refused', decision.at)
  return { ...requireRequest(db, id), state: settled.state }
}

function collect(
  db: Database,
  id: string,
  now: number,
  make: (request: Request) => Issued,
  reached: ReachedPoint,
): Issued {
  const request = requireRequest(db, id)
  if (request.signatureSerial !== null) return collectedPair(db, request)
  requireUnfinished(request, now)
  if (request.state !== 'ready') throw new Refusal('request-not-ready', { state: request.state })
  const issued = make(request)
  insertPair(db, request, issued, () => reached(14))
  audit(db, now, `account ${request.accountId}`, 'certificates issued', issued.signature.serial)
  return issued
}

function confirm(db: Database, id: string, now: number, reached: ReachedPoint): Request | Refusal {
  const request = requireRequest(db, id)
  if (request.state === 'active') return request
  requireUnfinished(request, now)
  if (request.state !== 'issued') throw new Refusal('request-not-ready', { state: request.state })
  const current = inForce(db, request.accountId)
  if (current !== null && current !== request.baselineSerial) {
    endRequest(db, request, 'abandoned', now)
    return new Refusal('request-outdated')
  }
  confirmPair(db, request, now, reached)
  audit(db, now, `account ${request.accountId}`, 'certificates confirmed', request.signatureSerial ?? '')
  return { ...request, state: 'active' }
}

function abandon(db: Database, id: string, now: number, reached: ReachedPoint): Request {
  const request = requireRequest(db, id)
  if (request.state === 'abandoned' || request.state === 'refused' || request.state === 'expired')
    return request
  if (request.state === 'active') throw new Refusal('request-finished')
  return endRequest(db, request, 'abandoned', now, () => reached(19))
}

function expire(db: Database, now: number, reached: ReachedPoint): number {
  const rows = db.all(`SELECT * FROM requests WHERE expires_at <= ? AND ${unfinished} LIMIT 500`, now)
  for (const row of rows) endRequest(db, readRequest(row), 'expired', now, () => reached(20))
  return rows.length
}
