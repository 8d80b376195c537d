import { z } from 'zod'
import { pinRule } from './token.ts'

export const issuerView = z.readonly(
  z.object({
    id: z.string(),
    name: z.string(),
    nameEn: z.string(),
    /** The authority inside: for trying out and training; marked wherever it shows. */
    demonstration: z.boolean(),
    pinRule,
    /** null where the authority does not say. */
    retryLimit: z.int().nullable(),
    reminderDays: z.array(z.int()).readonly(),
    hotline: z.string().nullable(),
  }),
)

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

export type IssuerView = z.infer<typeof issuerView>
export type Connection = z.infer<typeof connection>
