import { z } from 'zod'

/** Whether the authority can be reached, in words that lead to a next step. */
export const connection = z.readonly(
  z.object({
    state: z.enum(['unknown', 'online', 'offline']),
    /** The code in the error catalogue that says why it is offline. */
    reason: z.string().nullable(),
    checkedAt: z.string().nullable(),
    /** Seconds by which the computer's clock is ahead of the authority's; null until they were compared. */
    clockSkewSeconds: z.number().nullable(),
  }),
)

/**
 * The part of the snapshot that belongs to this business, by issuer id. It has only the authorities that were asked so
 * far.
 */
export const connectionSlice = { connections: z.readonly(z.record(z.string(), connection)) }

export type Connection = z.infer<typeof connection>
