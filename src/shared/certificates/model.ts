import { z } from 'zod'

export const certificateUse = z.enum(['signing', 'encryption', 'both', 'authority', 'unknown'])

/** What a person must know about a certificate without opening it. */
export const certificateView = z.readonly(
  z.object({
    id: z.string(),
    tokenId: z.string(),
    use: certificateUse,
    holder: z.string(),
    issuer: z.string(),
    serial: z.string(),
    keyType: z.string(),
    notBefore: z.string(),
    notAfter: z.string(),
    daysLeft: z.int(),
    /** Part of the validity that has passed, 0 to 1. */
    elapsed: z.number(),
    /** The issuer whose rules apply to it, found from the certificate; null if it is not known. */
    issuerId: z.string().nullable(),
  }),
)

export const pairState = z.enum([
  'valid',
  'expiring',
  'expired',
  'not-yet-valid',
  'suspended',
  'revoked',
  'incomplete',
  'mismatched',
  'clock-wrong',
  /** A newer pair took its place. Its encryption key still opens what was encrypted to it. */
  'kept',
])

/** The signing and the encryption certificate of one holder. To a person they are one thing. */
export const certificatePair = z.readonly(
  z.object({
    id: z.string(),
    state: pairState,
    signing: certificateView.nullable(),
    encryption: certificateView.nullable(),
    /** Whether the private key of the signing certificate is on the same token. */
    usable: z.boolean(),
  }),
)

export const certificateField = z.readonly(
  z.object({ name: z.string(), value: z.string(), group: z.enum(['first', 'identity', 'technical', 'raw']) }),
)

export const chainLink = z.readonly(
  z.object({
    name: z.string(),
    state: z.enum([
      'trusted',
      'valid',
      'expired',
      'unknown-issuer',
      'bad-signature',
      'weak-algorithm',
      'unsupported-algorithm',
      'revoked',
      'not-yet-valid',
      /** Rightly signed, but its authority may not issue it, or it may not be used so. */
      'against-rules',
    ]),
  }),
)

export const revocationStatus = z.readonly(
  z.object({
    state: z.enum(['good', 'revoked', 'unknown', 'not-checked']),
    source: z.enum(['ocsp', 'crl', 'none']),
    at: z.string().nullable(),
    reason: z.string().nullable(),
  }),
)

export const certificateDetails = z.readonly(
  z.object({
    view: certificateView,
    fields: z.array(certificateField).readonly(),
    chain: z.array(chainLink).readonly(),
    revocation: revocationStatus,
    pem: z.string(),
  }),
)

export type CertificateUse = z.infer<typeof certificateUse>
export type CertificateView = z.infer<typeof certificateView>
export type PairState = z.infer<typeof pairState>
export type CertificatePair = z.infer<typeof certificatePair>
export type CertificateField = z.infer<typeof certificateField>
export type ChainLink = z.infer<typeof chainLink>
export type RevocationStatus = z.infer<typeof revocationStatus>
export type CertificateDetails = z.infer<typeof certificateDetails>
