import { z } from 'zod'

/** A certificate that ends soon or has ended, in words that lead to its renewal. */
export const reminderView = z.readonly(
  z.object({
    /** The same every time for one certificate. */
    id: z.string(),
    tokenId: z.string(),
    tokenName: z.string(),
    tokenKind: z.enum(['ukey', 'soft']),
    holder: z.string(),
    /** The issuer of the certificate; null if it is not known. */
    issuerId: z.string().nullable(),
    notAfter: z.string(),
    daysLeft: z.int(),
    /** Whether the certificate's token is plugged in now. */
    present: z.boolean(),
    /** null if the token is away, because the pages know a certificate only while its token is here. */
    certificateId: z.string().nullable(),
    /** Whether a rest of a week is offered. It is not if the last day would pass meanwhile. */
    weekOffered: z.boolean(),
  }),
)

export const snoozeChoice = z.enum(['tomorrow', 'week', 'never'])

/** The part of the snapshot that belongs to this business. */
export const remindersSlice = {
  /** Certificates that end soon or have ended and are not silenced for now, the earliest first. */
  reminders: z.array(reminderView).readonly(),
}

export type ReminderView = z.infer<typeof reminderView>
export type SnoozeChoice = z.infer<typeof snoozeChoice>
