import { z } from 'zod'
import { tokenKind } from '../../shared/models/index.ts'

const instant = z.iso.datetime()

const told = z.readonly(
  z.object({
    threshold: z.int(),
    at: instant,
    /** The local day when it was told. Travel does not change it. */
    day: z.string(),
    /** It was told after a rest that the person chose, not because a threshold was reached. */
    again: z.boolean(),
    /** The clock went back to before this. It counts only if the clock turns out to have been wrong since. */
    doubtful: z.boolean(),
  }),
)

const remembered = z.readonly(
  z.object({
    /** Token and fingerprint: the same however often the key is plugged in. */
    id: z.string(),
    tokenId: z.string(),
    tokenName: z.string(),
    tokenKind,
    holder: z.string(),
    /** The issuer whose rules apply. Files of older versions lack it, and the next look at the key adds it. */
    issuerId: z.string().nullable().default(null),
    serial: z.string(),
    notAfter: instant,
    told: z.array(told).readonly(),
    restsUntil: instant.nullable(),
    /** The person wants to be told on this morning, and not before. Files of older versions lack it. */
    chosen: instant.nullable().default(null),
    /** The person wants no more reminders for this certificate. */
    silenced: z.boolean(),
  }),
)

const clockMemory = z.readonly(
  z.object({
    /** The clock at the last look. */
    last: instant,
    /** The last jump back, while it is not known which side of it was right. */
    jump: z.readonly(z.object({ from: instant, to: instant })).nullable(),
  }),
)

/**
 * What is kept between two starts: certificates, also of keys that are not plugged in, and what was told about them.
 */
export const reminderMemory = z.readonly(
  z.object({
    format: z.literal(1),
    clock: clockMemory.nullable(),
    known: z.array(remembered).readonly(),
  }),
)

export type Told = z.infer<typeof told>
export type Remembered = z.infer<typeof remembered>
export type ClockMemory = z.infer<typeof clockMemory>
export type ReminderMemory = z.infer<typeof reminderMemory>

export const emptyMemory: ReminderMemory = { format: 1, clock: null, known: [] }
