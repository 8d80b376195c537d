import {
  askContactChange,
  changeContact,
  changePassword,
  closeAccount,
  removeHandler,
} from '../../rules/identity/centre.ts'
import { linkLegacy } from '../../rules/identity/legacy.ts'
import { nameLegacy, sendNotice } from '../../rules/identity/notice.ts'
import { askReset, finishReset } from '../../rules/identity/reset.ts'
import type { Store } from '../store.ts'
import { findSecret } from './account-store.ts'
import { findAccount, findCode } from './find.ts'
import { findByPhone, findLegacyOf, sendingFacts } from './find-identity.ts'
import {
  accountOr,
  addressOf,
  dueSql,
  findReset,
  legacyLogins,
  linkFacts,
  namingFacts,
  noticeFigures,
  unfinishedOf,
} from './identity-facts.ts'
import { readAccount } from './read.ts'
import { number, numberOrNull, text, textOrNull, word } from './row.ts'
import type { Sql } from './sql.ts'
import { transact } from './transact.ts'

type IdentityStore = Pick<
  Store,
  | 'legacyOf'
  | 'legacyLogins'
  | 'linkLegacy'
  | 'nameLegacy'
  | 'handlersOf'
  | 'principalsOf'
  | 'removeHandler'
  | 'unfinishedOf'
  | 'askContactChange'
  | 'changeContact'
  | 'changePassword'
  | 'sessionsOf'
  | 'endSession'
  | 'closeAccount'
  | 'askReset'
  | 'finishReset'
  | 'noticeFigures'
  | 'sendNotice'
>

export function identityStore(db: Sql): IdentityStore {
  const done = async (decision: Promise<unknown>): Promise<void> => void (await decision)
  return {
    legacyOf: (accountId) => db.read(() => findLegacyOf(db, accountId)),
    legacyLogins: (search, which) => db.read(() => legacyLogins(db, search, which)),
    linkLegacy: (link) =>
      done(
        transact(db, function* () {
          return linkLegacy(yield* linkFacts(db, link), link)
        }),
      ),
    nameLegacy: (naming) =>
      transact(db, function* () {
        return nameLegacy(yield* namingFacts(db, naming.login), naming)
      }),
    handlersOf: (accountId) =>
      db.read(function* () {
        return (yield* db.all(
          `SELECT a.*, h.bound_at FROM handlers h JOIN accounts a ON a.id = h.person_id
           WHERE h.account_id = ? ORDER BY a.applicant_name LIMIT 200`,
          accountId,
        )).map((row) => ({ person: readAccount(row), boundAt: numberOrNull(row, 'bound_at') }))
      }),
    principalsOf: (personId) =>
      db.read(function* () {
        return (yield* db.all(
          `SELECT a.* FROM handlers h JOIN accounts a ON a.id = h.account_id
           WHERE h.person_id = ? ORDER BY a.closed, a.created_at LIMIT 200`,
          personId,
        )).map(readAccount)
      }),
    removeHandler: (removal) =>
      done(
        transact(db, function* () {
          const rows = yield* db.all('SELECT person_id FROM handlers WHERE account_id = ?', removal.accountId)
          const handlers = rows.map((row) => text(row, 'person_id'))
          return removeHandler({ account: yield* findAccount(db, removal.accountId), handlers }, removal)
        }),
      ),
    unfinishedOf: (accountId, now) => db.read(() => unfinishedOf(db, accountId, now)),
    askContactChange: (asking) =>
      done(
        transact(db, function* () {
          return askContactChange(
            { ...(yield* sendingFacts(db, asking)), account: yield* findAccount(db, asking.accountId) },
            asking,
          )
        }),
      ),
    changeContact: (change) =>
      done(
        transact(db, function* () {
          const codeFor = (which: string) =>
            findCode(db, 'identity', `${change.accountId} ${change.channel} ${which}`)
          const address = yield* addressOf(db, change.accountId, change.channel)
          return changeContact(
            {
              account: yield* findAccount(db, change.accountId),
              presentCode: yield* codeFor('present'),
              newCode: yield* codeFor('new'),
              address,
              byPhone: yield* findByPhone(db, address),
            },
            change,
          )
        }),
      ),
    changePassword: (change) =>
      done(
        transact(db, function* () {
          return changePassword({ account: yield* findAccount(db, change.accountId) }, change)
        }),
      ),
    sessionsOf: (accountId, now) =>
      db.read(function* () {
        return (yield* db.all(
          `SELECT s.*, h.applicant_name AS handler_name FROM sessions s LEFT JOIN accounts h ON h.id = s.handler_id
           WHERE s.account_id = ? AND s.expires_at > ? ORDER BY s.created_at DESC LIMIT 200`,
          accountId,
          now,
        )).map((row) => ({
          tokenHash: text(row, 'token_hash'),
          scope: word(row, 'scope', ['full', 'identified', 'code']),
          handlerName: textOrNull(row, 'handler_name'),
          openedAt: number(row, 'created_at'),
          expiresAt: number(row, 'expires_at'),
        }))
      }),
    endSession: (accountId, tokenHash) =>
      db
        .holding()
        .write(() =>
          db.run('DELETE FROM sessions WHERE account_id = ? AND token_hash = ?', accountId, tokenHash),
        ),
    closeAccount: (owner) =>
      done(
        transact(db, function* () {
          const open = yield* unfinishedOf(db, owner.accountId, owner.now)
          return closeAccount({ account: yield* findAccount(db, owner.accountId), unfinished: open }, owner)
        }),
      ),
    askReset: (asking) =>
      done(
        transact(db, function* () {
          const known = yield* findSecret(db, asking.way, asking.login)
          // Nobody's account is asked for, too, so that the time does not tell who is known.
          const account = yield* findAccount(db, known?.ownerId ?? '')
          return askReset({ ...(yield* sendingFacts(db, asking)), account }, asking)
        }),
      ),
    finishReset: (finish) =>
      done(
        transact(db, function* () {
          const target = yield* findReset(db, finish.resetId)
          const code = yield* findCode(db, 'identity', finish.resetId)
          return finishReset(
            { target, code, account: yield* accountOr(db, target?.accountId ?? null) },
            finish,
          )
        }),
      ),
    noticeFigures: (occasion, kinds) => db.read(() => noticeFigures(db, occasion, kinds)),
    sendNotice: ({ kinds, limit, ...sending }) =>
      transact(db, function* () {
        const accounts = (yield* db.all(
          `${dueSql('a.*', kinds)} AND a.email IS NOT NULL ORDER BY a.created_at LIMIT ?`,
          ...kinds,
          sending.notice.occasion,
          limit,
        )).map(readAccount)
        return sendNotice({ ...sending, accounts })
      }),
  }
}
