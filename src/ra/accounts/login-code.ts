import type { ContactChannel } from '../../shared/ra-contract/contact.ts'
import { type Clock, DAY, HOUR } from '../clock.ts'
import type { Account, Session } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { codeHash, type SentCode, sendCode } from './codes.ts'
import { type Contact, contactOf } from './contact.ts'

/**
 * Each code allows five tries, so these limits also bound the guesses: a hundred a day among a million codes, however
 * many sessions somebody opens.
 */
const AN_HOUR_FROM_ONE_ADDRESS = 5
const A_DAY_OF_ONE_ACCOUNT = 20

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
  const now = clock()
  const here = `codes ${account.id} ${address}`
  await store.countSending({ name: here, most: AN_HOUR_FROM_ONE_ADDRESS, length: HOUR, now })
  await store.countSending({ name: `codes ${account.id}`, most: A_DAY_OF_ONE_ACCOUNT, length: DAY, now })
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
  { tokenHash }: Session,
  code: string,
): Promise<void> {
  return store.redeemCode({
    purpose: 'login',
    subject: tokenHash,
    codeHash: codeHash('login', tokenHash, code),
    now: clock(),
  })
}
