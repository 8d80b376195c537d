import { z } from 'zod'

/** A question that only the assistant's own window may ask: a PIN or a consent. */
export const promptView = z.readonly(
  z.object({
    id: z.string(),
    kind: z.enum(['pin', 'consent']),
    /** Who asks, in words the person knows; null when it is the assistant itself. */
    asker: z.string().nullable(),
    purpose: z.enum(['sign', 'login', 'decrypt', 'issue', 'change-pin', 'unlock', 'delete']),
    tokenId: z.string().nullable(),
    certificateId: z.string().nullable(),
    expiresAt: z.string().nullable(),
  }),
)

/** Its part of the snapshot. */
export const promptSlice = { prompt: promptView.nullable() }

export type PromptView = z.infer<typeof promptView>
