import { createHash } from 'node:crypto'
import type { ContactChannel } from '../../../shared/ra-contract/contact.ts'
import { randomDigits, randomId } from '../../random.ts'
import { chineseDay } from '../../rules/calendar.ts'
import { CODE_LIVES, CODE_TRIES, type Sending } from '../../rules/identity/codes.ts'
import type { Fresh } from '../../rules/identity/dossier.ts'
import { codeHash } from '../codes.ts'

export type NewCode = {
  /** What the code is for; it is useless for anything else. */
  readonly subject: string
  readonly channel: ContactChannel
  /** Where it goes, and what the pace is counted by: the address or login that was typed. */
  readonly to: string
  readonly paced: string
  readonly network: string
  /** The name of the authority, and what the code is for, in words. */
  readonly sender: string
  readonly purpose: string
  readonly now: number
}

/** A code and its message, made before it is known whether it goes out. */
export function newSending({ subject, channel, to, paced, network, sender, purpose, now }: NewCode): Sending {
  const digits = randomDigits(6)
  const text = `【${sender}】验证码 ${digits}，用于${purpose}，5 分钟内有效。请勿告诉他人；不是您本人操作的，请不要理会。`
  return {
    code: {
      ...{ id: randomId(), purpose: 'identity', subject, codeHash: identityCodeHash(subject, digits) },
      ...{ triesLeft: CODE_TRIES, sentAt: now, expiresAt: now + CODE_LIVES },
    },
    message: { id: randomId(), channel, to, text, createdAt: now },
    ...{ paced, network, now },
  }
}

export function identityCodeHash(subject: string, digits: string): string {
  return codeHash('identity', subject, digits)
}

/** What a dossier may be called by people: SF-20261127-12345678. */
export function dossierNumbers(now: number): readonly string[] {
  const day = chineseDay(now).replaceAll('-', '')
  return Array.from({ length: 4 }, () => `SF-${day}-${randomDigits(8)}`)
}

/** Names for an account, for a handler who is registered on the spot, and a 机构代码. */
export function freshNames(country: string): Fresh {
  const account = () => ({ id: randomId(), userName: `u${randomDigits(12)}` })
  return { account: account(), handler: account(), organisationCode: `${country}${randomDigits(12)}` }
}

export function contentDigest(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('base64url')
}
