import { z } from 'zod'

/** How far the authority can be reached, in words that lead to a next step. */
export const connection = z.readonly(
  z.object({
    state: z.enum(['unknown', 'online', 'offline']),
    /** Code of the error catalogue that says why it is offline. */
    reason: z.string().nullable(),
    checkedAt: z.string().nullable(),
    /** Computer's clock minus the authority's, in seconds; null until compared. */
    clockSkewSeconds: z.number().nullable(),
  }),
)

/** Its part of the snapshot: by the issuer's id, only those that were asked so far. */
export const connectionSlice = { connections: z.readonly(z.record(z.string(), connection)) }

export type Connection = z.infer<typeof connection>
