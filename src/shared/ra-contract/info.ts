import { z } from 'zod'
import { accountKind } from './account.ts'
import { address, base64, instant, nothing, ra } from './base.ts'
import { raLimits } from './limits.ts'
import { business } from './request.ts'
import { told } from './told.ts'

export const businessOffer = z.object({
  business,
  accountKinds: z.array(accountKind),
  termsYears: z.array(z.number().int()),
  /** Price in fen for one year; 0 means free. */
  yearlyFeeFen: z.number().int(),
  /** Price in fen that is paid once, whatever the term. */
  singleFeeFen: z.number().int(),
  review: z.boolean(),
  /** Whether an expired certificate needs a signed application form. */
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
      name: told(200),
      version: told(64),
      serverTime: instant,
      /** true: certificates of this authority prove nothing to anybody. */
      demo: z.boolean(),
      /** Issuing CA first, root last. */
      chain: z.array(base64(raLimits.certificate)).max(10),
      crlUrl: address,
      ocspUrl: address,
      operatorUrl: address.nullable(),
      offers: z.array(businessOffer).max(50),
    }),
  )
