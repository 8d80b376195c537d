import { z } from 'zod'
import { base64, id, instant, ra } from './base.ts'
import { contactChannel, maskedContact } from './contact.ts'
import { token } from './token.ts'
import { told } from './told.ts'

export const unlockState = z.enum(['opened', 'authorised', 'done', 'failed', 'expired'])

const unlockView = z.object({
  id,
  state: unlockState,
  token,
  /** Where a code can be sent. */
  channels: z.array(maskedContact).max(10),
  expiresAt: instant,
})

const tags = ['unlock']

export const unlocks = {
  open: ra
    .route({ method: 'POST', path: '/unlocks', tags, summary: 'Ask to unlock a token of the account' })
    .input(z.object({ token }))
    .output(z.object({ unlock: unlockView })),
  sendCode: ra
    .route({ method: 'POST', path: '/unlocks/{unlockId}/code', tags, summary: 'Send a code by SMS or mail' })
    .input(z.object({ unlockId: id, channel: contactChannel }))
    .output(z.object({ masked: told(320), expiresAt: instant, againAt: instant })),
  authorise: ra
    .route({
      method: 'POST',
      path: '/unlocks/{unlockId}/authorise',
      tags,
      summary: 'Redeem the code. One use; the same recipient key gets the same answer again',
    })
    .input(
      z.object({
        unlockId: id,
        code: z.string().regex(/^[0-9]{6}$/),
        tokenSerial: z.string().min(1).max(64),
        /** SM2 public key (04||X||Y) that the caller made for this one answer. */
        recipientKey: base64(65),
      }),
    )
    .output(
      z.object({
        unlock: unlockView,
        /**
         * The unlock secret that was left at registration, as SM2Cipher for the recipient key; null if none was left.
         */
        sealedSecret: base64(512).nullable(),
        /** 授权码 for the vendor's own tool or the service point. */
        authorisationCode: told(100),
      }),
    ),
  report: ra
    .route({
      method: 'POST',
      path: '/unlocks/{unlockId}/report',
      tags,
      summary: 'Tell how it ended; a new unlock secret may be left',
    })
    .input(
      z.object({
        unlockId: id,
        outcome: z.enum(['done', 'failed']),
        unlockSecret: base64(256).optional(),
      }),
    )
    .output(z.object({ unlock: unlockView })),
}
