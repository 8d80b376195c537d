import { z } from 'zod'
import { base64, id, instant, nothing, ra, serialNumber } from './base.ts'
import { raLimits } from './limits.ts'
import { told } from './told.ts'

/** applied: waits to be made. */
export const sealState = z.enum(['applied', 'issued', 'revoked'])
export type RaSealState = z.infer<typeof sealState>

export const seal = z.object({
  /** Also the number inside the seal, by which anybody who has the seal can ask about it. */
  id,
  state: sealState,
  name: told(200),
  type: z.enum(['organisation', 'personal']),
  /** The signature certificate that may use it. */
  serial: serialNumber,
  appliedAt: instant,
  issuedAt: instant.nullable(),
  revokedAt: instant.nullable(),
  /** SESeal of GB/T 38540; null until it is made. */
  der: base64(raLimits.seal).nullable(),
})
export type RaSeal = z.infer<typeof seal>

const tags = ['seals']

export const seals = {
  list: ra
    .route({ method: 'GET', path: '/seals', tags, summary: 'Electronic seals of the account' })
    .input(nothing)
    .output(z.object({ seals: z.array(seal) })),
  status: ra
    .route({
      method: 'GET',
      path: '/seals/{sealId}/status',
      tags,
      summary: 'Whether a seal is in force, for anybody; an application counts as unknown',
    })
    .input(z.object({ sealId: id }))
    .output(z.object({ status: z.enum(['issued', 'revoked', 'unknown']), revokedAt: instant.nullable() })),
}
