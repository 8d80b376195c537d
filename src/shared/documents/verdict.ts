import type { Reason } from './reasons.ts'

/** A signed file of GB/T 33190, of ISO 32000, or a message of GM/T 0010 (PKCS#7). */
export type DocumentKind = 'ofd' | 'pdf' | 'cms'

/**
 * `undecided`: nothing is wrong as far as it could be checked, but something that matters could not be. `unreadable`:
 * the file is none of the known kinds.
 */
export type Outcome = 'valid' | 'undecided' | 'invalid' | 'unsigned' | 'unreadable'

export type Integrity = 'intact' | 'altered' | 'unknown'

/** What of the document the signature protects. `open` names what it leaves out. */
export type Coverage =
  | { readonly state: 'whole' }
  | { readonly state: 'part'; readonly open: readonly string[] }
  | { readonly state: 'nothing' }
  | { readonly state: 'unknown' }

export type CertificateFacts = {
  readonly subject: string
  readonly issuer: string
  readonly serial: string
  readonly validFrom: string
  readonly validTo: string
  /** SHA-256 of the certificate, in hexadecimal. */
  readonly fingerprint: string
}

export type Signer =
  | { readonly state: 'named'; readonly certificate: CertificateFacts }
  | { readonly state: 'unknown' }

export type SealFacts =
  | { readonly state: 'none' }
  | {
      readonly state: 'sealed'
      readonly name: string
      readonly number: string
      readonly standard: string
      readonly maker: string
      readonly validFrom: string
      readonly validTo: string
    }

/** Where the signer's certificate leads. `names` begin with the signer. */
export type Chain =
  | { readonly state: 'trusted'; readonly names: readonly string[] }
  | { readonly state: 'untrusted'; readonly names: readonly string[] }
  | { readonly state: 'not-checked' }

/** `claimed`: by the signer alone. `stamped`: by a time stamp that was verified. */
export type SigningTime =
  | { readonly state: 'stamped'; readonly at: string; readonly authority: string }
  | { readonly state: 'claimed'; readonly at: string }
  | { readonly state: 'none' }

/** What came into the file after this signature. */
export type AddedAfter =
  | { readonly state: 'nothing' }
  | { readonly state: 'harmless'; readonly what: readonly string[] }
  | { readonly state: 'visible'; readonly what: readonly string[] }
  | { readonly state: 'unknown' }

export type SignatureForm = 'seal' | 'gm-cms' | 'cms' | 'bare'

export type SignatureVerdict = {
  /** Its name in the file. */
  readonly id: string
  readonly form: SignatureForm
  readonly outcome: Exclude<Outcome, 'unsigned' | 'unreadable'>
  readonly integrity: Integrity
  readonly coverage: Coverage
  readonly signer: Signer
  readonly seal: SealFacts
  readonly chain: Chain
  readonly time: SigningTime
  readonly addedAfter: AddedAfter
  /** In the order in which they were found; the steps are those of docs/documents.md. */
  readonly reasons: readonly Reason[]
}

export type FileVerdict = {
  /** null if it is none of the known kinds. */
  readonly kind: DocumentKind | null
  readonly outcome: Outcome
  readonly signatures: readonly SignatureVerdict[]
  /** About the file as a whole. */
  readonly reasons: readonly Reason[]
}
