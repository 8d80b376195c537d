import { z } from 'zod'
import { pinRule } from '../tokens/model.ts'

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

/** Its part of the snapshot. */
export const issuersSlice = {
  issuer: issuerView,
  issuers: z.array(issuerView).readonly(),
}

export type IssuerView = z.infer<typeof issuerView>
