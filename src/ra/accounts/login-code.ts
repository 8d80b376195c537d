import type { ContactChannel } from '../../shared/ra-contract/contact.ts'
import type { Clock } from '../clock.ts'
import type { Account, Session } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { codeHash, type SentCode, sendCode } from './codes.ts'
import { type Contact, contactOf } from './contact.ts'
import { deviceOf } from './device.ts'
import { networkOf } from './network.ts'

/** `name`: the sender of the code. */
type Parts = { readonly store: Store; readonly clock: Clock; readonly name: string }

/** Sends the code that turns a session opened by names into a full one. The code belongs to that session alone. */
export async function sendLoginCode(
  { store, clock, name }: Parts,
  { session, account }: { readonly session: Session; readonly account: Account },
  channel: ContactChannel,
  address: string,
): Promise<SentCode & { readonly contact: Contact }> {
  const contact = contactOf(account, channel)
  if (contact === null) throw new Refusal('contact-missing', { channel })
  await store.askForCode({
    accountId: account.id,
    purpose: 'login',
    network: networkOf(address),
    device: deviceOf(account.id, session.clientHash),
    now: clock(),
  })
  const sent = await sendCode(
    store,
    clock,
    { purpose: 'login', subject: session.tokenHash },
    {
      channel,
      to: contact.to,
      text: (digits) =>
        `【${name}】验证码 ${digits}，用于登录证书助手，10 分钟内有效。请勿告诉他人；不是您本人在登录时，请联系我们。`,
    },
  )
  return { ...sent, contact }
}

/** Uses the code up, or refuses. Five wrong tries make the code useless. */
export function redeemLoginCode(
  { store, clock }: Parts,
  { tokenHash, accountId, clientHash }: Session,
  code: string,
): Promise<void> {
  return store.redeemCode({
    purpose: 'login',
    subject: tokenHash,
    codeHash: codeHash('login', tokenHash, code),
    device: deviceOf(accountId, clientHash),
    now: clock(),
  })
}
