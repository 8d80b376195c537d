import { z } from 'zod'

/**
 * new: the certificates are for a new key pair. same: the signing key and the encryption key stay, and only their
 * certificates change.
 */
export const keyRule = z.enum(['new', 'same'])
export type RaKeyRule = z.infer<typeof keyRule>
