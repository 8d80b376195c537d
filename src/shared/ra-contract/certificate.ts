import { z } from 'zod'
import { base64, id, instant, nothing, ra, serialNumber, words } from './base.ts'
import { raLimits } from './limits.ts'
import { token } from './token.ts'
import { told } from './told.ts'

/** pending: issued, not yet confirmed by the client. discarded: the request ended without confirmation. */
export const certificateStatus = z.enum([
  'pending',
  'active',
  'suspended',
  'superseded',
  'revoked',
  'expired',
  'discarded',
])
export type RaCertificateStatus = z.infer<typeof certificateStatus>

export const certificateUsage = z.enum(['signature', 'encryption'])
export type RaCertificateUsage = z.infer<typeof certificateUsage>

export const revocationReason = z.enum([
  'key-compromised',
  'lost',
  'affiliation-changed',
  'superseded',
  'no-longer-used',
])
export type RaRevocationReason = z.infer<typeof revocationReason>

export const certificate = z.object({
  serial: serialNumber,
  usage: certificateUsage,
  /** Connects the signature and the encryption certificate of one issuance. */
  pairId: id,
  status: certificateStatus,
  subject: told(2000),
  issuer: told(2000),
  notBefore: instant,
  notAfter: instant,
  token: token.nullable(),
  revokedAt: instant.nullable(),
  revocationReason: told(100).nullable(),
  der: base64(raLimits.certificate),
})
export type RaCertificate = z.infer<typeof certificate>

const tags = ['certificates']

export const certificates = {
  list: ra
    .route({ method: 'GET', path: '/certificates', tags, summary: 'All certificates of the account' })
    .input(nothing)
    .output(z.object({ certificates: z.array(certificate) })),
  get: ra
    .route({ method: 'GET', path: '/certificates/{serial}', tags, summary: 'One certificate' })
    .input(z.object({ serial: serialNumber }))
    .output(certificate),
  revoke: ra
    .route({ method: 'POST', path: '/certificates/{serial}/revoke', tags, summary: 'Revoke the pair' })
    .input(z.object({ serial: serialNumber, reason: revocationReason, note: words(200).optional() }))
    .output(z.object({ certificates: z.array(certificate) })),
  suspend: ra
    .route({
      method: 'POST',
      path: '/certificates/{serial}/suspend',
      tags,
      summary: 'Suspend the pair at once (挂失)',
    })
    .input(z.object({ serial: serialNumber }))
    .output(z.object({ certificates: z.array(certificate) })),
  resume: ra
    .route({
      method: 'POST',
      path: '/certificates/{serial}/resume',
      tags,
      summary: 'End the suspension (解挂)',
    })
    .input(z.object({ serial: serialNumber }))
    .output(z.object({ certificates: z.array(certificate) })),
}
