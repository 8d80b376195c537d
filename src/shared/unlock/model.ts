import { z } from 'zod'

const bilingual = z.readonly(z.object({ zh: z.string(), en: z.string() }))

export const unlockChannel = z.enum(['sms', 'mail'])

export const unlockView = z.readonly(
  z.object({
    id: z.string(),
    tokenId: z.string(),
    /** identify: the code that was sent to the reserved number is awaited. */
    state: z.enum(['identify', 'choose-channel', 'code-sent', 'done', 'authorised-elsewhere']),
    channels: z.array(z.readonly(z.object({ channel: unlockChannel, masked: z.string() }))).readonly(),
    /** Where the last code went. */
    sentTo: z.string().nullable(),
    /** When another code may be asked for. */
    againAt: z.string().nullable(),
    expiresAt: z.string().nullable(),
    /** For the maker's own tool or the service point, where the authority holds no secret of this token. */
    authorisationCode: z.string().nullable(),
  }),
)

/** How a token can be unlocked: at the authority that was chosen, and otherwise at a service point. */
export const unlockWays = z.readonly(
  z.object({
    online: z.boolean(),
    /** The entry of the catalogue that says why it cannot be done online. */
    reason: z.enum(['unlock-not-remote', 'business-unavailable', 'authority-not-connected']).nullable(),
    hotline: z.string().nullable(),
    servicePoints: z
      .array(z.readonly(z.object({ name: z.string(), address: z.string(), phone: z.string().nullable() })))
      .readonly(),
    /** What to bring along. */
    documents: z.array(bilingual).readonly(),
    /** An unlocking of this token that was begun and has not ended. */
    begun: unlockView.nullable(),
  }),
)

export type UnlockWays = z.infer<typeof unlockWays>
export type UnlockChannel = z.infer<typeof unlockChannel>
export type UnlockView = z.infer<typeof unlockView>
