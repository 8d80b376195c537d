import type { Crl } from './crl.ts'
import type { Certificate } from './model.ts'

export type ChainReason =
  | 'expired'
  | 'not-yet-valid'
  | 'unknown-issuer'
  /** There were more possible issuers than could be tried in a short time. */
  | 'not-all-tried'
  | 'bad-signature'
  | 'unsupported-algorithm'
  | 'weak-algorithm'
  | 'wrong-usage'
  | 'issuer-not-a-ca'
  | 'path-too-long'
  | 'revoked'
  | 'revocation-unknown'
  | 'unknown-critical-extension'
  /** An authority above may not certify one of its names. */
  | 'name-not-permitted'
  /** The path must end under a policy, and ends under none that is acceptable. */
  | 'no-valid-policy'

export type ChainProblem = { readonly certificate: Certificate; readonly reason: ChainReason }

export type ChainResult = {
  readonly ok: boolean
  /** From the certificate asked about up to the trusted one, as far as it could be built. */
  readonly path: readonly Certificate[]
  /** Everything that is wrong, the leaf's problems first; empty exactly when `ok`. */
  readonly problems: readonly ChainProblem[]
}

export type ChainOptions = {
  /** Certificates that are trusted as they are: roots, or a pinned authority. */
  readonly trusted: readonly Certificate[]
  readonly intermediates?: readonly Certificate[]
  /** The moment asked about; now if not given. */
  readonly at?: Date
  /** What the leaf is to be used for; any use if not given. */
  readonly purpose?: 'signing' | 'encryption'
  /** The extended key usage that it must have for that, if it is no holder's. */
  readonly extendedPurpose?: string
  /** Policies that are acceptable where one is required; any if not given. */
  readonly policies?: readonly string[]
  /** Whether a policy is required even if no authority demands one (RFC 5280 6.1.1 e). */
  readonly requirePolicy?: boolean
  readonly inhibitPolicyMapping?: boolean
  readonly inhibitAnyPolicy?: boolean
  readonly crls?: readonly Crl[]
  /** Whether it is a problem if a certificate has no valid list of its issuer. */
  readonly requireRevocation?: boolean
}
