import { z } from 'zod'
import { base64, nothing, ra, words } from './base.ts'
import { raLimits } from './limits.ts'

export const tokenKind = z.enum(['ukey', 'soft'])

/** The thing that holds the keys, as the client sees it. */
export const token = z.object({ kind: tokenKind, vendor: words(64), serial: words(64) })
export type RaToken = z.infer<typeof token>

export const tokens = {
  register: ra
    .route({
      method: 'POST',
      path: '/tokens',
      tags: ['tokens'],
      summary: 'Register a token of the account; may leave a secret with which it can be unlocked later',
    })
    .input(
      z.object({
        token,
        /** Administrator's PIN of a Ukey, or the recovery secret of a soft token. Kept sealed. */
        unlockSecret: base64(raLimits.unlockSecret).optional(),
      }),
    )
    .output(z.object({ token, canUnlock: z.boolean() })),
  list: ra
    .route({ method: 'GET', path: '/tokens', tags: ['tokens'], summary: 'Tokens of the account' })
    .input(nothing)
    .output(z.object({ tokens: z.array(z.object({ token, canUnlock: z.boolean() })) })),
}
