import { redeemCode, sendCode } from '../../rules/code.ts'
import { type Authorisation, authoriseUnlock, closeUnlock, openUnlock } from '../../rules/unlock.ts'
import type { Store } from '../store.ts'
import { findCode, findDevice, findToken, findUnlock, tokenOwners } from './find.ts'
import { readCode } from './read.ts'
import type { Sql } from './sql.ts'
import { transact } from './transact.ts'

type UnlockStore = Pick<
  Store,
  'sendCode' | 'code' | 'codeOf' | 'redeemCode' | 'openUnlock' | 'unlock' | 'authoriseUnlock' | 'closeUnlock'
>

export function unlockStore(db: Sql): UnlockStore {
  return {
    sendCode: async (sending) => {
      const { purpose, subject } = sending.code
      await transact(db, function* () {
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
      await transact(db, function* () {
        return redeemCode(yield* facts(), redemption)
      })
    },
    openUnlock: (unlock) =>
      transact(db, function* () {
        return openUnlock({ owners: yield* tokenOwners(db, unlock.token.serial) }, { unlock })
      }),
    unlock: (id) => db.read(() => findUnlock(db, id)),
    authoriseUnlock: (authorisation) =>
      transact(db, function* () {
        return authoriseUnlock(yield* authorisationFacts(db, authorisation), authorisation)
      }),
    closeUnlock: (report) =>
      transact(db, function* () {
        return closeUnlock({ unlock: yield* findUnlock(db, report.unlockId) }, report)
      }),
  }
}

function* authorisationFacts(db: Sql, { unlockId }: Authorisation) {
  const unlock = yield* findUnlock(db, unlockId)
  const token = unlock === null ? null : yield* findToken(db, unlock.accountId, unlock.token)
  return { unlock, code: yield* findCode(db, 'unlock', unlockId), keptSecret: token?.unlockSecret ?? null }
}
