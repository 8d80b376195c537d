import { z } from 'zod'
import { tokenKind } from '../../shared/models/index.ts'

const instant = z.iso.datetime()

const told = z.readonly(
  z.object({
    threshold: z.int(),
    at: instant,
    /** The day on the wall when it was told: a journey does not make it another. */
    day: z.string(),
    /** Told after a rest that the person asked for, not because a threshold was reached. */
    again: z.boolean(),
    /** The clock went back to before this: it counts only if it turns out that the clock was wrong since. */
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
    /** Whose rules count for it; files of older versions do not say, and the next look at the key does. */
    issuerId: z.string().nullable().default(null),
    serial: z.string(),
    notAfter: instant,
    told: z.array(told).readonly(),
    restsUntil: instant.nullable(),
    /** The person does not want to hear of this certificate any more. */
    silenced: z.boolean(),
  }),
)

const clockMemory = z.readonly(
  z.object({
    /** The clock at the last look. */
    last: instant,
    /** The last jump back, as long as it is not known which side of it was right. */
    jump: z.readonly(z.object({ from: instant, to: instant })).nullable(),
  }),
)

/** What is kept between two starts: certificates of keys that may not be plugged in now, and what was told of them. */
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
