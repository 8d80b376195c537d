import { z } from 'zod'
import { accountKind } from './account.ts'
import { base64, instant, nothing, ra } from './base.ts'
import { raLimits } from './limits.ts'
import { business } from './request.ts'

export const businessOffer = z.object({
  business,
  accountKinds: z.array(accountKind),
  termsYears: z.array(z.number().int()),
  /** Fen for one year; 0: free. */
  yearlyFeeFen: z.number().int(),
  /** Fen once, whatever the term. */
  singleFeeFen: z.number().int(),
  review: z.boolean(),
  /** A certificate that has expired already needs a signed application form. */
  attachmentWhenExpired: z.boolean(),
})
export type RaBusinessOffer = z.infer<typeof businessOffer>

export const info = ra
  .route({
    method: 'GET',
    path: '/info',
    tags: ['info'],
    summary: 'Who this authority is and what it offers',
  })
  .input(nothing)
  .output(
    z.object({
      name: z.string(),
      version: z.string(),
      serverTime: instant,
      /** true: certificates of this authority prove nothing to anyone. */
      demo: z.boolean(),
      /** Issuing CA first, root last. */
      chain: z.array(base64(raLimits.certificate)),
      crlUrl: z.url(),
      ocspUrl: z.url(),
      operatorUrl: z.url().nullable(),
      offers: z.array(businessOffer),
    }),
  )
