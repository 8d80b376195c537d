import { z } from 'zod'

/** One certificate whose end is near or past, in words that lead to its renewal. */
export const reminderView = z.readonly(
  z.object({
    /** Stays the same for one certificate. */
    id: z.string(),
    tokenId: z.string(),
    tokenName: z.string(),
    tokenKind: z.enum(['ukey', 'soft']),
    holder: z.string(),
    /** Whose certificate it is; null where that is not known. */
    issuerId: z.string().nullable(),
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

/** Its part of the snapshot. */
export const remindersSlice = {
  /** Certificates whose end is near or past and that do not rest, the soonest first. */
  reminders: z.array(reminderView).readonly(),
}

export type ReminderView = z.infer<typeof reminderView>
export type SnoozeChoice = z.infer<typeof snoozeChoice>
