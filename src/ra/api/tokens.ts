import { fromBase64 } from '../../pki/bytes.ts'
import { secretOwner } from '../accounts/secret-owner.ts'
import type { RegisteredToken } from '../records.ts'
import { api, requireFullSession, requireSession } from './call.ts'

export const tokensApi = {
  register: api.tokens.register.handler(async ({ input, context }) => {
    const { account } = await requireFullSession(context)
    const { store, ca, clock } = context.services
    const secret = input.unlockSecret === undefined ? null : fromBase64(input.unlockSecret)
    const owner = secretOwner(account.id, input.token)
    const unlockSecret = secret === null ? null : ca.sealing.seal('unlock-secret', secret, owner)
    const registered = await store.registerToken(
      { ...input.token, accountId: account.id, unlockSecret },
      clock(),
    )
    return tokenView(registered)
  }),
  list: api.tokens.list.handler(async ({ context }) => {
    const { account } = await requireSession(context)
    const tokens = await context.services.store.tokens(account.id)
    return { tokens: tokens.map(tokenView) }
  }),
}

function tokenView({ kind, vendor, serial, unlockSecret }: RegisteredToken) {
  return { token: { kind, vendor, serial }, canUnlock: unlockSecret !== null }
}
