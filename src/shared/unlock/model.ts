import { z } from 'zod'
import { servicePoint } from '../issuers/model.ts'

const bilingual = z.readonly(z.object({ zh: z.string(), en: z.string() }))

export const unlockChannel = z.enum(['sms', 'mail'])

export const unlockView = z.readonly(
  z.object({
    id: z.string(),
    tokenId: z.string(),
    /** identify: waits for the code that was sent to the reserved number. */
    state: z.enum(['identify', 'choose-channel', 'code-sent', 'done', 'authorised-elsewhere']),
    channels: z.array(z.readonly(z.object({ channel: unlockChannel, masked: z.string() }))).readonly(),
    /** Where the last code went. */
    sentTo: z.string().nullable(),
    /** When another code may be requested. */
    againAt: z.string().nullable(),
    expiresAt: z.string().nullable(),
    /** For the maker's own tool or the service point, if the authority holds no secret of this token. */
    authorisationCode: z.string().nullable(),
  }),
)

/** How a token can be unlocked: online at the authority of its certificate, or at a service point. */
export const unlockWays = z.readonly(
  z.object({
    /** The issuer of that authority; null if the issuer of the certificate is not known. */
    issuerId: z.string().nullable(),
    online: z.boolean(),
    /** The catalogue entry that says why it cannot be done online. */
    reason: z
      .enum(['unlock-not-remote', 'issuer-unknown', 'business-unavailable', 'authority-not-connected'])
      .nullable(),
    hotline: z.string().nullable(),
    servicePoints: z.array(servicePoint).readonly(),
    /** What to bring along. */
    documents: z.array(bilingual).readonly(),
    /** An unlocking of this token that has begun and not ended. */
    begun: unlockView.nullable(),
  }),
)

export type UnlockWays = z.infer<typeof unlockWays>
export type UnlockChannel = z.infer<typeof unlockChannel>
export type UnlockView = z.infer<typeof unlockView>
