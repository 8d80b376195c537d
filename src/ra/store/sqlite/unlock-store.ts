import { redeemCode, sendCode } from '../../rules/code.ts'
import { type Authorisation, authoriseUnlock, closeUnlock, openUnlock } from '../../rules/unlock.ts'
import type { Store } from '../store.ts'
import type { Database } from './database.ts'
import { findCode, findDevice, findToken, findUnlock, tokenOwners } from './find.ts'
import { readCode } from './read.ts'
import { transact } from './transact.ts'

type UnlockStore = Pick<
  Store,
  'sendCode' | 'code' | 'codeOf' | 'redeemCode' | 'openUnlock' | 'unlock' | 'authoriseUnlock' | 'closeUnlock'
>

export function unlockStore(db: Database): UnlockStore {
  return {
    sendCode: async (sending) => {
      const { purpose, subject } = sending.code
      await transact(db, () => sendCode({ before: findCode(db, purpose, subject) }, sending))
    },
    code: async (id) => {
      const row = db.get('SELECT * FROM codes WHERE id = ?', id)
      return row === null ? null : readCode(row)
    },
    codeOf: async (purpose, subject) => findCode(db, purpose, subject),
    redeemCode: async (redemption) => {
      const { purpose, subject, device } = redemption
      const facts = () => ({ code: findCode(db, purpose, subject), device: findDevice(db, device) })
      await transact(db, () => redeemCode(facts(), redemption))
    },
    openUnlock: (unlock) =>
      transact(db, () => openUnlock({ owners: tokenOwners(db, unlock.token.serial) }, { unlock })),
    unlock: async (id) => findUnlock(db, id),
    authoriseUnlock: (authorisation) =>
      transact(db, () => authoriseUnlock(authorisationFacts(db, authorisation), authorisation)),
    closeUnlock: (report) =>
      transact(db, () => closeUnlock({ unlock: findUnlock(db, report.unlockId) }, report)),
  }
}

function authorisationFacts(db: Database, { unlockId }: Authorisation) {
  const unlock = findUnlock(db, unlockId)
  const token = unlock === null ? null : findToken(db, unlock.accountId, unlock.token)
  return { unlock, code: findCode(db, 'unlock', unlockId), keptSecret: token?.unlockSecret ?? null }
}
