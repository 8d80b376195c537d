import type { Store } from '../store.ts'
import { findToken, tokenHolders } from './find.ts'
import { readRegistered } from './read.ts'
import type { Sql } from './sql.ts'
import { putToken } from './unlock-changes.ts'

type TokenStore = Pick<Store, 'registerToken' | 'token' | 'tokens' | 'tokenHolders'>

export function tokenStore(db: Sql): TokenStore {
  return {
    registerToken: (token, at) =>
      db.holding({ of: 'account', id: token.accountId }).write(function* () {
        yield* putToken(db, { token, at })
        return (yield* findToken(db, token.accountId, token)) ?? token
      }),
    token: (accountId, token) => db.read(() => findToken(db, accountId, token)),
    tokens: (accountId) =>
      db.read(function* () {
        return (yield* db.all('SELECT * FROM tokens WHERE account_id = ? LIMIT 200', accountId)).map(
          readRegistered,
        )
      }),
    tokenHolders: (serial) => db.read(() => tokenHolders(db, serial)),
  }
}
