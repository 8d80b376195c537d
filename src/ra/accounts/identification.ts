import type { Clock } from '../clock.ts'
import type { Account } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { codeHash, type SentCode, sendCode } from './codes.ts'
import { clientHashOf, deviceOf } from './device.ts'
import { answererAs, type Visitor } from './login.ts'
import { networkOf } from './network.ts'
import type { TriesDesk } from './tries.ts'

/** `name`: who sends the code. */
type Parts = {
  readonly store: Store
  readonly clock: Clock
  readonly tries: TriesDesk
  readonly name: string
}

type Asked = { readonly phone: string; readonly tokenSerial: string }

/** Sends a code to the reserved number when token and number belong together. */
export async function sendIdentificationCode(
  parts: Parts,
  asked: Asked,
  visitor: Visitor,
): Promise<SentCode & { readonly identificationId: string }> {
  const { store, clock, name } = parts
  const { id } = await holderOf(parts, asked, visitor)
  await store.askForCode({
    accountId: id,
    purpose: 'identify',
    network: networkOf(visitor.address),
    device: deviceOf(id, visitor.clientHash),
    now: clock(),
  })
  const text = (digits: string) =>
    `【${name}】验证码 ${digits}，用于核实您的身份，10 分钟内有效。请勿告诉他人。`
  const message = { channel: 'sms', to: asked.phone, text } as const
  const sent = await sendCode(store, clock, { purpose: 'identify', subject: id }, message)
  const code = await store.codeOf('identify', id)
  return { ...sent, identificationId: code?.id ?? '' }
}

/** The account that this token belongs to, if the number is the one it reserved. */
async function holderOf(
  { store, tries }: Parts,
  { phone, tokenSerial }: Asked,
  visitor: Visitor,
): Promise<Pick<Account, 'id'>> {
  const name = `identify ${tokenSerial}`
  const holders = await store.tokenHolders(tokenSerial)
  // Anybody may register a token under any number: with two holders, the device of one must not help with the other.
  const [only] = holders.length === 1 ? holders : []
  const by = answererAs(only?.id ?? null, visitor)
  await tries.requireOpen(name, by)
  const account = holders.find((one) => one.phone === phone)
  if (account === undefined) throw new Refusal('phone-differs', { triesLeft: await tries.wrong(name, by) })
  await tries.right(name, by)
  return account
}

/** Whom the code identifies; it is used up, or the wrong try is counted. */
export async function redeemIdentificationCode(
  { store, clock }: Parts,
  given: { readonly identificationId: string; readonly code: string; readonly clientId?: string | undefined },
): Promise<Account> {
  const code = await store.code(given.identificationId)
  if (code === null || code.purpose !== 'identify') throw new Refusal('code-stale')
  const { purpose, subject } = code
  await store.redeemCode({
    purpose,
    subject,
    codeHash: codeHash(purpose, subject, given.code),
    device: deviceOf(subject, clientHashOf(given.clientId)),
    now: clock(),
  })
  const account = await store.account(subject)
  if (account === null || account.closed) throw new Refusal('account-closed')
  return account
}
