import type { AlgorithmIdentifier } from './algorithm.ts'
import type { BasicConstraints, Extension, KeyUsage } from './extensions.ts'
import type { Identity } from './identity.ts'
import type { DistinguishedName } from './names.ts'
import type { PublicKey } from './public-key.ts'

/** What the key of a certificate is for, by its key usage (GM/T 0015; never by where it was stored). */
/** `unknown`: it does not say. `neither`: it says what it is for, and that is neither signing nor encryption. */
export type CertificateUse = 'signing' | 'encryption' | 'both' | 'ca' | 'neither' | 'unknown'

/** A certificate of any kind, read as a whole; nothing in it is filled in later. */
export type Certificate = {
  /** DER of the whole certificate. */
  readonly raw: Uint8Array
  /** DER of the part that is signed. */
  readonly tbs: Uint8Array
  readonly version: 1 | 2 | 3
  readonly serial: Uint8Array
  /** Serial number in upper-case hexadecimal without the sign pad. */
  readonly serialHex: string
  readonly signatureAlgorithm: AlgorithmIdentifier & { readonly name: string }
  readonly signature: Uint8Array
  readonly issuer: DistinguishedName
  readonly subject: DistinguishedName
  readonly notBefore: Date
  readonly notAfter: Date
  readonly spkiDer: Uint8Array
  readonly publicKey: PublicKey
  readonly use: CertificateUse
  /** null when the extension is absent: then every use is allowed (RFC 5280 4.2.1.3). */
  readonly keyUsage: ReadonlySet<KeyUsage> | null
  readonly extendedKeyUsage: readonly string[]
  readonly basicConstraints: BasicConstraints | null
  readonly subjectKeyId: Uint8Array | null
  readonly authorityKeyId: Uint8Array | null
  readonly crlUrls: readonly string[]
  readonly ocspUrls: readonly string[]
  readonly caIssuerUrls: readonly string[]
  readonly identity: Identity
  readonly extensions: readonly Extension[]
}
