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
import { findLogin } from './account-store.ts'
import type { Database } from './database.ts'
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
  | 'auditOf'
>

export function identityStore(db: Database): IdentityStore {
  const done = async (decision: Promise<unknown>): Promise<void> => void (await decision)
  return {
    legacyOf: async (accountId) => findLegacyOf(db, accountId),
    legacyLogins: async (search, which) => legacyLogins(db, search, which),
    linkLegacy: (link) => done(transact(db, () => linkLegacy(linkFacts(db, link), link))),
    nameLegacy: (naming) => transact(db, () => nameLegacy(namingFacts(db, naming.login), naming)),
    handlersOf: async (accountId) =>
      db
        .all(
          `SELECT a.*, h.bound_at FROM handlers h JOIN accounts a ON a.id = h.person_id
           WHERE h.account_id = ? ORDER BY a.applicant_name LIMIT 200`,
          accountId,
        )
        .map((row) => ({ person: readAccount(row), boundAt: numberOrNull(row, 'bound_at') })),
    principalsOf: async (personId) =>
      db
        .all(
          `SELECT a.* FROM handlers h JOIN accounts a ON a.id = h.account_id
           WHERE h.person_id = ? AND a.closed = 0 ORDER BY a.created_at LIMIT 200`,
          personId,
        )
        .map(readAccount),
    removeHandler: (removal) =>
      done(
        transact(db, () => {
          const rows = db.all('SELECT person_id FROM handlers WHERE account_id = ?', removal.accountId)
          const handlers = rows.map((row) => text(row, 'person_id'))
          return removeHandler({ account: findAccount(db, removal.accountId), handlers }, removal)
        }),
      ),
    unfinishedOf: async (accountId, now) => unfinishedOf(db, accountId, now),
    askContactChange: (asking) =>
      done(
        transact(db, () =>
          askContactChange(
            { ...sendingFacts(db, asking), account: findAccount(db, asking.accountId) },
            asking,
          ),
        ),
      ),
    changeContact: (change) =>
      done(
        transact(db, () => {
          const codeFor = (which: string) =>
            findCode(db, 'identity', `${change.accountId} ${change.channel} ${which}`)
          const address = addressOf(db, change.accountId, change.channel)
          return changeContact(
            {
              account: findAccount(db, change.accountId),
              presentCode: codeFor('present'),
              newCode: codeFor('new'),
              address,
              byPhone: findByPhone(db, address),
            },
            change,
          )
        }),
      ),
    changePassword: (change) =>
      done(transact(db, () => changePassword({ account: findAccount(db, change.accountId) }, change))),
    sessionsOf: async (accountId, now) =>
      db
        .all(
          `SELECT s.*, h.applicant_name AS handler_name FROM sessions s LEFT JOIN accounts h ON h.id = s.handler_id
           WHERE s.account_id = ? AND s.expires_at > ? ORDER BY s.created_at DESC LIMIT 200`,
          accountId,
          now,
        )
        .map((row) => ({
          tokenHash: text(row, 'token_hash'),
          scope: word(row, 'scope', ['full', 'identified', 'code']),
          handlerName: textOrNull(row, 'handler_name'),
          openedAt: number(row, 'created_at'),
          expiresAt: number(row, 'expires_at'),
        })),
    endSession: (accountId, tokenHash) =>
      db.write(
        () =>
          void db.run('DELETE FROM sessions WHERE account_id = ? AND token_hash = ?', accountId, tokenHash),
      ),
    closeAccount: (owner) =>
      done(
        transact(db, () => {
          const open = unfinishedOf(db, owner.accountId, owner.now)
          return closeAccount({ account: findAccount(db, owner.accountId), unfinished: open }, owner)
        }),
      ),
    askReset: (asking) =>
      done(
        transact(db, () => {
          const account = findLogin(db, asking.way, asking.login)?.account ?? null
          return askReset({ ...sendingFacts(db, asking), account }, asking)
        }),
      ),
    finishReset: (finish) =>
      done(
        transact(db, () => {
          const target = findReset(db, finish.resetId)
          const code = findCode(db, 'identity', finish.resetId)
          return finishReset({ target, code, account: accountOr(db, target?.accountId ?? null) }, finish)
        }),
      ),
    noticeFigures: async (occasion, kinds) => noticeFigures(db, occasion, kinds),
    sendNotice: ({ kinds, limit, ...sending }) =>
      transact(db, () => {
        const accounts = db
          .all(
            `${dueSql('a.*', kinds)} AND a.email IS NOT NULL ORDER BY a.created_at LIMIT ?`,
            ...kinds,
            sending.notice.occasion,
            limit,
          )
          .map(readAccount)
        return sendNotice({ ...sending, accounts })
      }),
    auditOf: async (subject) =>
      db.all('SELECT * FROM audit WHERE subject = ? ORDER BY seq', subject).map((row) => ({
        at: number(row, 'at'),
        actor: text(row, 'actor'),
        action: text(row, 'action'),
        subject: text(row, 'subject'),
      })),
  }
}
