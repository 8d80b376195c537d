import { type Clock, MINUTE, SECOND } from '../clock.ts'
import { randomDigits, randomId, secretHash } from '../random.ts'
import type { Code } from '../records.ts'
import type { Store } from '../store/store.ts'

const LIFETIME = 10 * MINUTE
const SPACING = 60 * SECOND
const TRIES = 5

export type SentCode = { readonly expiresAt: number; readonly againAt: number }

/** The stored form of a code. It is useless for another purpose or subject. */
export function codeHash(purpose: Code['purpose'], subject: string, code: string): string {
  return secretHash(`${purpose} ${subject} ${code}`)
}

/** Sends six digits to the outbox. A new code makes the code before it useless. */
export async function sendCode(
  store: Store,
  clock: Clock,
  code: { readonly purpose: Code['purpose']; readonly subject: string },
  message: {
    readonly channel: 'sms' | 'mail'
    readonly to: string
    readonly text: (digits: string) => string
  },
): Promise<SentCode> {
  const now = clock()
  const digits = randomDigits(6)
  await store.sendCode({
    code: {
      id: randomId(),
      purpose: code.purpose,
      subject: code.subject,
      codeHash: codeHash(code.purpose, code.subject, digits),
      triesLeft: TRIES,
      sentAt: now,
      expiresAt: now + LIFETIME,
    },
    message: {
      id: randomId(),
      channel: message.channel,
      to: message.to,
      text: message.text(digits),
      createdAt: now,
    },
    spacing: SPACING,
  })
  return { expiresAt: now + LIFETIME, againAt: now + SPACING }
}
