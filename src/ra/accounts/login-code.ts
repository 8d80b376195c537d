import type { ContactChannel } from '../../shared/ra-contract/contact.ts'
import { type Clock, DAY, HOUR, SECOND } from '../clock.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import type { Account, Attempts, Session } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import { codeHash, type SentCode, sendCode } from './codes.ts'
import { type Contact, contactOf } from './contact.ts'

/**
 * Each code may be tried five times, so these also bound the guesses: a hundred a day among a million codes,
 * however many sessions somebody opens.
 */
const AN_HOUR_FROM_ONE_ADDRESS = 5
const A_DAY_OF_ONE_ACCOUNT = 20

type Parts = Pick<Services, 'store' | 'clock' | 'name'>

/** Sends the code that turns a session opened by names into a full one. It belongs to that session alone. */
export async function sendLoginCode(
  { store, clock, name }: Parts,
  { session, account }: { readonly session: Session; readonly account: Account },
  channel: ContactChannel,
  address: string,
): Promise<SentCode & { readonly contact: Contact }> {
  const contact = contactOf(account, channel)
  if (contact === null) throw new Refusal('contact-missing', { channel })
  await countCode(store, clock, `codes ${account.id} ${address}`, AN_HOUR_FROM_ONE_ADDRESS, HOUR)
  await countCode(store, clock, `codes ${account.id}`, A_DAY_OF_ONE_ACCOUNT, DAY)
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

/** Uses the code up, or refuses; five wrong tries make it useless. */
export function redeemLoginCode(
  { store, clock }: Parts,
  { tokenHash }: Session,
  code: string,
): Promise<void> {
  return store.redeemCode('login', tokenHash, codeHash('login', tokenHash, code), clock())
}

/** Lets so many through in the time that begins with the first. */
async function countCode(
  store: Store,
  clock: Clock,
  name: string,
  most: number,
  length: number,
): Promise<void> {
  const now = clock()
  const { failures, pausedUntil } = await store.changeAttempts(name, now, (before) =>
    oneMore(before, now, length),
  )
  if (failures <= most) return
  throw new Refusal('too-many-codes', { seconds: Math.ceil((pausedUntil - now) / SECOND) })
}

function oneMore(before: Attempts, now: number, length: number): Attempts {
  const left = before.pausedUntil - now
  // Longer than it ever lasts: the clock has been set back since.
  if (left <= 0 || left > length) return { failures: 1, pauses: 0, pausedUntil: now + length }
  return { ...before, failures: before.failures + 1 }
}
