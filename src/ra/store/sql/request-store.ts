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
import { type Query, type Sql, those } from './sql.ts'
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

export function requestStore(db: Sql, reached: ReachedPoint): RequestStore {
  function* withOrder(id: string) {
    return { request: yield* findRequest(db, id), order: yield* findOrderOf(db, id) }
  }
  return {
    openRequest: (opening) =>
      transact(
        db.holding({ of: 'account', id: opening.account.id }),
        function* () {
          return openRequest(yield* openingFacts(db, opening), opening)
        },
        () => reached(2),
      ),
    request: (id) => db.read(() => findRequest(db, id)),
    requestsOf: (accountId) =>
      db.read(function* () {
        return (yield* db.all(
          'SELECT * FROM requests WHERE account_id = ? ORDER BY seq DESC LIMIT 200',
          accountId,
        )).map(readRequest)
      }),
    requests: (search, state) =>
      db.read(() =>
        page(
          db,
          'requests',
          'seq',
          search,
          ['id', 'subject_text', 'token_serial'],
          readRequest,
          state === null ? null : { where: 'state = ?', values: [state] },
        ),
      ),
    submitCsr: (submission) =>
      transact(
        db.holding({ of: 'request', id: submission.requestId }),
        function* () {
          const facts = yield* withOrder(submission.requestId)
          const keyOwner = yield* ownerOfKey(db, submission.publicKey)
          const previousKey = yield* previousKeyOf(db, facts.request)
          return submitCsr({ ...facts, keyOwner, previousKey }, submission)
        },
        () => reached(5),
      ),
    review: (review) =>
      transact(
        db.holding({ of: 'request', id: review.requestId }),
        function* () {
          const facts = yield* withOrder(review.requestId)
          const account = facts.request === null ? null : yield* findAccount(db, facts.request.accountId)
          return reviewRequest({ ...facts, account }, review)
        },
        () => reached(11),
      ),
    correct: (correction) =>
      transact(db.holding({ of: 'request', id: correction.requestId }), function* () {
        const facts = yield* withOrder(correction.requestId)
        const accountId = facts.request?.accountId ?? ''
        const uploads = yield* those(correction.attachments ?? [], (one) => hasUpload(db, one, accountId))
        return correctRequest({ ...facts, uploads }, correction)
      }),
    unfinished: (certificate, business, now) => db.read(() => findUnfinished(db, certificate, business, now)),
    certifiedKey: (certificate) => db.read(() => certifiedKey(db, certificate)),
    collect: (collection) =>
      transact(
        db.holding({ of: 'request', id: collection.requestId }),
        function* () {
          return collectPair(yield* collectionFacts(db, collection.requestId), collection)
        },
        () => reached(14),
      ),
    confirm: (confirmation) =>
      transact(
        db.holding({ of: 'request', id: confirmation.requestId }),
        function* () {
          const facts = yield* withOrder(confirmation.requestId)
          const inForce = facts.request === null ? [] : yield* pairsInForce(db, facts.request.accountId)
          return confirmRequest({ ...facts, inForce }, confirmation)
        },
        () => reached(17),
      ),
    abandon: (id, now) =>
      transact(
        db.holding({ of: 'request', id }),
        function* () {
          return abandonRequest(yield* withOrder(id), now)
        },
        () => reached(19),
      ),
    expireRequests: (now) => db.write(() => expire(db, now, reached)),
  }
}

function* previousKeyOf(db: Sql, request: Request | null): Query<Uint8Array | null> {
  const serial = request?.previousSerial ?? null
  const previous = serial === null ? null : yield* findCertificate(db, serial)
  return previous === null ? null : ((yield* certifiedKey(db, previous))?.point ?? null)
}

function* collectionFacts(db: Sql, requestId: string) {
  const request = yield* findRequest(db, requestId)
  if (request === null) return { request, account: null, pair: null }
  return { request, account: yield* findAccount(db, request.accountId), pair: yield* issuedPair(db, request) }
}

function* expire(db: Sql, now: number, reached: ReachedPoint): Query<number> {
  const rows = yield* db.all(`SELECT * FROM requests WHERE expires_at <= ? AND ${unfinished} LIMIT 500`, now)
  for (const request of rows.map(readRequest)) {
    const decision = expireRequest(request, yield* findOrderOf(db, request.id), now)
    yield* carryOut(db, decision, () => reached(20))
  }
  return rows.length
}
