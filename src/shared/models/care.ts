import { z } from 'zod'
import { errorCode } from '../errors/codes.ts'
import { pinState } from './token.ts'
import { errorReport } from './transaction.ts'

/**
 * The tries as the token told them, before and after something was done with the PIN; nothing after it where the
 * token left as soon as it was done.
 */
export const pinOutcome = z.readonly(z.object({ before: pinState, after: pinState.nullable() }))

/** One certificate whose end is near or past, in words that lead to its renewal. */
export const reminderView = z.readonly(
  z.object({
    /** Stays the same for one certificate. */
    id: z.string(),
    tokenId: z.string(),
    tokenName: z.string(),
    tokenKind: z.enum(['ukey', 'soft']),
    holder: z.string(),
    notAfter: z.string(),
    daysLeft: z.int(),
    /** The certificate's token is present now. */
    present: z.boolean(),
    /** null when the token is away: the pages know the certificate only while it is here. */
    certificateId: z.string().nullable(),
    /** A week of rest does not reach past the last day. */
    weekOffered: z.boolean(),
  }),
)

export const snoozeChoice = z.enum(['tomorrow', 'week', 'never'])

export const historyKind = z.enum([
  'issued',
  'renewed',
  'replaced',
  'suspended',
  'pin-changed',
  'pin-locked',
  'unlocked',
  'backed-up',
  'moved',
  'restored',
  'imported',
  'signed',
  'logged-in',
  'decrypted',
])

/** What was done with a certificate. No PIN, no key, no content of what was signed. */
export const historyEntry = z.readonly(
  z.object({
    at: z.string(),
    kind: historyKind,
    tokenId: z.string(),
    tokenName: z.string(),
    holder: z.string().nullable(),
    /** Serial number of the certificate; null where it concerns the whole token. */
    serial: z.string().nullable(),
    /** For whom it was signed, or which reason was given. */
    detail: z.string().nullable(),
  }),
)

const bilingual = z.readonly(z.object({ zh: z.string(), en: z.string() }))

export const unlockChannel = z.enum(['sms', 'mail'])

export const unlockView = z.readonly(
  z.object({
    id: z.string(),
    tokenId: z.string(),
    /** identify: the code that was sent to the reserved number is awaited. */
    state: z.enum(['identify', 'choose-channel', 'code-sent', 'done', 'authorised-elsewhere']),
    channels: z.array(z.readonly(z.object({ channel: unlockChannel, masked: z.string() }))).readonly(),
    /** Where the last code went. */
    sentTo: z.string().nullable(),
    /** When another code may be asked for. */
    againAt: z.string().nullable(),
    expiresAt: z.string().nullable(),
    /** For the maker's own tool or the service point, where the authority holds no secret of this token. */
    authorisationCode: z.string().nullable(),
  }),
)

/** How a token can be unlocked: at the authority that was chosen, and otherwise at a service point. */
export const unlockWays = z.readonly(
  z.object({
    online: z.boolean(),
    /** Why it cannot be done online. */
    reason: errorCode.nullable(),
    hotline: z.string().nullable(),
    servicePoints: z
      .array(z.readonly(z.object({ name: z.string(), address: z.string(), phone: z.string().nullable() })))
      .readonly(),
    /** What to bring along. */
    documents: z.array(bilingual).readonly(),
    /** An unlocking of this token that was begun and has not ended. */
    begun: unlockView.nullable(),
  }),
)

export const lossReason = z.enum(['lost', 'damaged', 'compromised'])

/** A certificate of the account that can be replaced. */
export const replaceableCertificate = z.readonly(
  z.object({
    serial: z.string(),
    holder: z.string(),
    notAfter: z.string(),
    status: z.enum(['active', 'suspended']),
    tokenKind: z.enum(['ukey', 'soft']).nullable(),
    tokenSerial: z.string().nullable(),
    /** Its token is plugged in now. */
    present: z.boolean(),
  }),
)

export const replacementOffer = z.readonly(
  z.object({
    certificates: z.array(replaceableCertificate).readonly(),
    /** What a replacement costs, in fen. */
    feeFen: z.int(),
  }),
)

/** What is to be paid for a business that waits for it. */
export const paymentView = z.readonly(
  z.object({
    number: z.string(),
    totalFen: z.int(),
    state: z.enum(['unpaid', 'paid', 'closed', 'refund-due']),
    payUrl: z.string().nullable(),
    /** null: nobody looks transfers up there; the hotline tells where to pay. */
    payee: z.readonly(z.object({ name: z.string(), account: z.string(), bank: z.string() })).nullable(),
  }),
)

/** How the system's own certificate store stands: one line of the system check. */
export const storeFinding = z.readonly(
  z.object({
    state: z.enum(['off', 'fine', 'absent', 'failed']),
    store: z.string(),
    registered: z.int(),
    /** This system's commands were run against the real store when the program was made. */
    verified: z.boolean(),
    report: errorReport.nullable(),
  }),
)

export type StoreFinding = z.infer<typeof storeFinding>
export type PinOutcome = z.infer<typeof pinOutcome>
export type ReminderView = z.infer<typeof reminderView>
export type SnoozeChoice = z.infer<typeof snoozeChoice>
export type HistoryKind = z.infer<typeof historyKind>
export type HistoryEntry = z.infer<typeof historyEntry>
export type UnlockWays = z.infer<typeof unlockWays>
export type UnlockChannel = z.infer<typeof unlockChannel>
export type UnlockView = z.infer<typeof unlockView>
export type LossReason = z.infer<typeof lossReason>
export type ReplaceableCertificate = z.infer<typeof replaceableCertificate>
export type ReplacementOffer = z.infer<typeof replacementOffer>
export type PaymentView = z.infer<typeof paymentView>
