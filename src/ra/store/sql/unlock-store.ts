import type { Code } from '../../records.ts'
import { redeemCode, sendCode } from '../../rules/code.ts'
import { type Authorisation, authoriseUnlock, closeUnlock, openUnlock } from '../../rules/unlock.ts'
import type { Store } from '../store.ts'
import { findCode, findDevice, findToken, findUnlock, tokenOwners } from './find.ts'
import { readCode } from './read.ts'
import type { Sql, Subject } from './sql.ts'
import { transact } from './transact.ts'
import { heldDevice } from './tries-store.ts'

type UnlockStore = Pick<
  Store,
  'sendCode' | 'code' | 'codeOf' | 'redeemCode' | 'openUnlock' | 'unlock' | 'authoriseUnlock' | 'closeUnlock'
>

export function unlockStore(db: Sql): UnlockStore {
  return {
    sendCode: async (sending) => {
      const { purpose, subject } = sending.code
      await transact(db.holding(heldCode(purpose, subject)), function* () {
        return sendCode({ before: yield* findCode(db, purpose, subject) }, sending)
      })
    },
    code: (id) =>
      db.read(function* () {
        const row = yield* db.get('SELECT * FROM codes WHERE id = ?', id)
        return row === null ? null : readCode(row)
      }),
    codeOf: (purpose, subject) => db.read(() => findCode(db, purpose, subject)),
    redeemCode: async (redemption) => {
      const { purpose, subject, device } = redemption
      function* facts() {
        return { code: yield* findCode(db, purpose, subject), device: yield* findDevice(db, device) }
      }
      await transact(db.holding(heldCode(purpose, subject), ...heldDevice(device)), function* () {
        return redeemCode(yield* facts(), redemption)
      })
    },
    openUnlock: (unlock) =>
      transact(db, function* () {
        return openUnlock({ owners: yield* tokenOwners(db, unlock.token.serial) }, { unlock })
      }),
    unlock: (id) => db.read(() => findUnlock(db, id)),
    authoriseUnlock: (authorisation) =>
      transact(
        db.holding({ of: 'unlock', id: authorisation.unlockId }, heldCode('unlock', authorisation.unlockId)),
        function* () {
          return authoriseUnlock(yield* authorisationFacts(db, authorisation), authorisation)
        },
      ),
    closeUnlock: (report) =>
      transact(db.holding({ of: 'unlock', id: report.unlockId }), function* () {
        return closeUnlock({ unlock: yield* findUnlock(db, report.unlockId) }, report)
      }),
  }
}

function heldCode(purpose: Code['purpose'], subject: string): Subject {
  return { of: 'name', id: `code ${purpose} ${subject}` }
}

function* authorisationFacts(db: Sql, { unlockId }: Authorisation) {
  const unlock = yield* findUnlock(db, unlockId)
  const token = unlock === null ? null : yield* findToken(db, unlock.accountId, unlock.token)
  return { unlock, code: yield* findCode(db, 'unlock', unlockId), keptSecret: token?.unlockSecret ?? null }
}
