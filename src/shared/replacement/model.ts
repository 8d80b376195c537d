import { z } from 'zod'

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
    /** Whether its token is plugged in now. */
    present: z.boolean(),
  }),
)

export const replacementOffer = z.readonly(
  z.object({
    certificates: z.array(replaceableCertificate).readonly(),
    /** The price of a replacement, in fen. */
    feeFen: z.int(),
  }),
)

export type LossReason = z.infer<typeof lossReason>
export type ReplaceableCertificate = z.infer<typeof replaceableCertificate>
export type ReplacementOffer = z.infer<typeof replacementOffer>
