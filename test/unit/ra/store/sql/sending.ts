import type { Code, Message } from '../../../../../src/ra/records.ts'
import type { Sending } from '../../../../../src/ra/rules/identity/codes.ts'

/** A code for this subject on its way to somebody, at the time 5. */
export function sending(subject: string, to = '13800000001'): Sending {
  const code: Code = {
    ...{ id: `code ${subject}`, purpose: 'identity', subject, codeHash: 'right', triesLeft: 5 },
    ...{ sentAt: 5, expiresAt: 9 },
  }
  const message: Message = { id: `message ${subject}`, channel: 'sms', to, text: 'x', createdAt: 5 }
  return { code, message, paced: to, network: '192.0.2.1', now: 5 }
}

/** The same code as a row. */
export const codeRow = { purpose: 'identity', code_hash: 'right', tries_left: 5, expires_at: 9 }
