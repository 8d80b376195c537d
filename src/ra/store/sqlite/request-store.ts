import type { ReachedPoint } from '../../crash-point.ts'
import type { Request } from '../../records.ts'
import { collectPair } from '../../rules/collection.ts'
import { confirmRequest } from '../../rules/confirmation.ts'
import { correctRequest } from '../../rules/correction.ts'
import { submitCsr } from '../../rules/csr.ts'
import { abandonRequest, expireRequest } from '../../rules/ending.ts'
import { openRequest } from '../../rules/opening.ts'
import { reviewRequest } from '../../rules/review.ts'
import type { Store } from '../store.ts'
import { unfinished } from './conditions.ts'
import type { Database } from './database.ts'
import {
  certifiedKey,
  findAccount,
  findCertificate,
  findOrderOf,
  findRequest,
  findUnfinished,
  hasUpload,
  ownerOfKey,
} from './find.ts'
import { issuedPair, pairsInForce } from './issued-pair.ts'
import { openingFacts } from './opening-facts.ts'
import { page } from './page.ts'
import { readRequest } from './read.ts'
import { carryOut, transact } from './transact.ts'

type RequestStore = Pick<
  Store,
  | 'openRequest'
  | 'request'
  | 'requestsOf'
  | 'requests'
  | 'submitCsr'
  | 'review'
  | 'correct'
  | 'unfinished'
  | 'certifiedKey'
  | 'collect'
  | 'confirm'
  | 'abandon'
  | 'expireRequests'
>

export function requestStore(db: Database, reached: ReachedPoint): RequestStore {
  const withOrder = (id: string) => ({ request: findRequest(db, id), order: findOrderOf(db, id) })
  return {
    openRequest: (opening) =>
      transact(
        db,
        () => openRequest(openingFacts(db, opening), opening),
        () => reached(2),
      ),
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
    submitCsr: (submission) =>
      transact(
        db,
        () => {
          const facts = withOrder(submission.requestId)
          const keyOwner = ownerOfKey(db, submission.publicKey)
          return submitCsr({ ...facts, keyOwner, previousKey: previousKeyOf(db, facts.request) }, submission)
        },
        () => reached(5),
      ),
    review: (review) =>
      transact(
        db,
        () => {
          const facts = withOrder(review.requestId)
          const account = facts.request === null ? null : findAccount(db, facts.request.accountId)
          return reviewRequest({ ...facts, account }, review)
        },
        () => reached(11),
      ),
    correct: (correction) =>
      transact(db, () => {
        const facts = withOrder(correction.requestId)
        const accountId = facts.request?.accountId ?? ''
        const uploads = (correction.attachments ?? []).filter((one) => hasUpload(db, one, accountId))
        return correctRequest({ ...facts, uploads }, correction)
      }),
    unfinished: async (certificate, business, now) => findUnfinished(db, certificate, business, now),
    certifiedKey: async (certificate) => certifiedKey(db, certificate),
    collect: (collection) =>
      transact(
        db,
        () => collectPair(collectionFacts(db, collection.requestId), collection),
        () => reached(14),
      ),
    confirm: (confirmation) =>
      transact(
        db,
        () => {
          const facts = withOrder(confirmation.requestId)
          const inForce = facts.request === null ? [] : pairsInForce(db, facts.request.accountId)
          return confirmRequest({ ...facts, inForce }, confirmation)
        },
        () => reached(17),
      ),
    abandon: (id, now) =>
      transact(
        db,
        () => abandonRequest(withOrder(id), now),
        () => reached(19),
      ),
    expireRequests: (now) => db.write(() => expire(db, now, reached)),
  }
}

function previousKeyOf(db: Database, request: Request | null): Uint8Array | null {
  const serial = request?.previousSerial ?? null
  const previous = serial === null ? null : findCertificate(db, serial)
  return previous === null ? null : (certifiedKey(db, previous)?.point ?? null)
}

function collectionFacts(db: Database, requestId: string) {
  const request = findRequest(db, requestId)
  if (request === null) return { request, account: null, pair: null }
  return { request, account: findAccount(db, request.accountId), pair: issuedPair(db, request) }
}

function expire(db: Database, now: number, reached: ReachedPoint): number {
  const rows = db.all(`SELECT * FROM requests WHERE expires_at <= ? AND ${unfinished} LIMIT 500`, now)
  for (const request of rows.map(readRequest)) {
    const decision = expireRequest(request, findOrderOf(db, request.id), now)
    carryOut(db, decision, () => reached(20))
  }
  return rows.length
}
