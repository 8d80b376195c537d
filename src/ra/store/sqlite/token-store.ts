import type { Store } from '../store.ts'
import type { Database } from './database.ts'
import { findToken, tokenHolders } from './find.ts'
import { readRegistered } from './read.ts'
import { putToken } from './unlock-changes.ts'

type TokenStore = Pick<Store, 'registerToken' | 'token' | 'tokens' | 'tokenHolders'>

export function tokenStore(db: Database): TokenStore {
  return {
    registerToken: (token, at) =>
      db.write(() => {
        putToken(db, { token, at })
        return findToken(db, token.accountId, token) ?? token
      }),
    token: async (accountId, token) => findToken(db, accountId, token),
    tokens: async (accountId) =>
      db.all('SELECT * FROM tokens WHERE account_id = ? LIMIT 200', accountId).map(readRegistered),
    tokenHolders: async (serial) => tokenHolders(db, serial),
  }
}
