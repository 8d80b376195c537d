import { fromBase64, toBase64 } from '../../pki/bytes.ts'
import { PkiError } from '../../pki/pki-error.ts'
import { normaliseSm2PublicKey, sm2Encrypt, wipe } from '../../pki/sm2/index.ts'
import { codeHash, sendCode } from '../accounts/codes.ts'
import { contactOf, maskedContacts } from '../accounts/contact.ts'
import { secretOwner } from '../accounts/secret-owner.ts'
import { iso, MINUTE } from '../clock.ts'
import { randomDigits, randomId } from '../random.ts'
import type { Account, Unlock } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { demoUnlockSecret } from '../seed/unlock-secrets.ts'
import type { Services } from '../services.ts'
import { api, type Call, requireSession } from './call.ts'

const LIFETIME = 30 * MINUTE

export const unlocksApi = {
  open: api.unlocks.open.handler(async ({ input, context }) => {
    const { account } = await requireSession(context)
    const { store, clock } = context.services
    const unlock = await store.openUnlock({
      id: randomId(),
      accountId: account.id,
      token: input.token,
      state: 'opened',
      recipientKey: null,
      sealedSecret: null,
      authorisationCode: null,
      createdAt: clock(),
      expiresAt: clock() + LIFETIME,
    })
    return { unlock: unlockView(unlock, account) }
  }),
  sendCode: api.unlocks.sendCode.handler(async ({ input, context }) => {
    const { services, address } = context
    await services.limits.codes(address)
    const { unlock, account } = await requireUnlock(context, input.unlockId)
    if (unlock.state !== 'opened') throw new Refusal('unlock-used')
    const contact = contactOf(account, input.channel)
    if (contact === null) throw new Refusal('contact-missing', { channel: input.channel })
    const sent = await sendCode(
      services.store,
      services.clock,
      { purpose: 'unlock', subject: unlock.id },
      {
        channel: input.channel,
        to: contact.to,
        text: (digits) =>
          `【${services.name}】验证码 ${digits}，用于解锁尾号 ${unlock.token.serial.slice(-4)} 的${unlock.token.kind === 'soft' ? '软证书' : ' Ukey'}，10 分钟内有效。`,
      },
    )
    return { masked: contact.masked, expiresAt: iso(sent.expiresAt), againAt: iso(sent.againAt) }
  }),
  authorise: api.unlocks.authorise.handler(async ({ input, context }) => {
    const { services } = context
    const { unlock, account } = await requireUnlock(context, input.unlockId)
    if (unlock.token.serial !== input.tokenSerial) {
      throw new Refusal('token-differs', { serial: input.tokenSerial })
    }
    const recipientKey = publicKey(input.recipientKey)
    const authorised = await authorise(services, unlock, recipientKey, input.code)
    return {
      unlock: unlockView(authorised, account),
      sealedSecret: authorised.sealedSecret === null ? null : toBase64(authorised.sealedSecret),
      authorisationCode: authorised.authorisationCode ?? '',
    }
  }),
  report: api.unlocks.report.handler(async ({ input, context }) => {
    const { store, ca, clock } = context.services
    const { unlock, account } = await requireUnlock(context, input.unlockId)
    const secret = input.unlockSecret === undefined ? null : fromBase64(input.unlockSecret)
    const owner = secretOwner(account.id, unlock.token)
    const sealed = secret === null ? null : ca.sealing.seal('unlock-secret', secret, owner)
    const closed = await store.closeUnlock({
      unlockId: unlock.id,
      outcome: input.outcome,
      newSecret: sealed,
      now: clock(),
    })
    return { unlock: unlockView(closed, account) }
  }),
}

async function requireUnlock(call: Call, unlockId: string) {
  const { account } = await requireSession(call)
  const unlock = await call.services.store.unlock(unlockId)
  if (unlock === null || unlock.accountId !== account.id) throw new Refusal('unlock-unknown')
  if (unlock.expiresAt <= call.services.clock()) throw new Refusal('unlock-expired')
  return { unlock, account }
}

/** How often the answer is made again because the token got another secret meanwhile. */
const ATTEMPTS = 3

/** The answer is made before the transaction, and kept only if its secret is still the token's. */
async function authorise(
  services: Services,
  unlock: Unlock,
  recipientKey: Uint8Array,
  code: string,
): Promise<Unlock> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const token = await services.store.token(unlock.accountId, unlock.token)
    const keptSecret = token?.unlockSecret ?? null
    const authorised = await services.store.authoriseUnlock({
      unlockId: unlock.id,
      recipientKey,
      codeHash: codeHash('unlock', unlock.id, code),
      keptSecret,
      sealedSecret: secretFor(services, unlock, keptSecret, recipientKey),
      authorisationCode: `${randomDigits(4)}-${randomDigits(4)}-${randomDigits(4)}`,
      now: services.clock(),
    })
    if (authorised !== null) return authorised
  }
  throw new Refusal('server-busy')
}

/** The token's own secret: opened here, and at once sealed again for the client that asks. */
function secretFor(
  { ca, demo }: Services,
  { token, accountId }: Unlock,
  kept: Uint8Array | null,
  recipientKey: Uint8Array,
): Uint8Array | null {
  const known = demo ? demoUnlockSecret(token) : null
  const secret = kept === null ? known : ca.sealing.open('unlock-secret', kept, secretOwner(accountId, token))
  if (secret === null) return null
  const sealed = sm2Encrypt(recipientKey, secret)
  wipe(secret)
  return sealed
}

function publicKey(base64: string): Uint8Array {
  try {
    return normaliseSm2PublicKey(fromBase64(base64))
  } catch (error) {
    if (error instanceof PkiError) throw new Refusal('recipient-key-unsuitable')
    throw error
  }
}

function unlockView(unlock: Unlock, account: Account) {
  return {
    id: unlock.id,
    state: unlock.state,
    token: unlock.token,
    channels: maskedContacts(account),
    expiresAt: iso(unlock.expiresAt),
  }
}
