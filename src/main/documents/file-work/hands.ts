import type { SignScheme } from '../../../native/index.ts'
import type { Certificate } from '../../../pki/index.ts'

/** Who signs, and the certificates that are sent along. */
export type FileSigner = { readonly certificate: Certificate; readonly chain: readonly Certificate[] }

/**
 * How the key of a sealed file is at hand: the key itself, or only a token that opens parts of the content inside and
 * never shows the key.
 */
export type ContentKey = { readonly kind: 'shown'; readonly key: Uint8Array } | { readonly kind: 'inside' }

/** What file work needs of tokens. It knows nothing of PINs and sessions. */
export type Hands = {
  /** Signs a digest (SM2: SM3(Z ‖ message)) with the key of the signer. */
  sign(digest: Uint8Array, scheme: SignScheme): Promise<Uint8Array>
  /** The key for a sealed file whose first bytes (DER) these are. */
  openKey(head: Uint8Array): Promise<ContentKey>
  /** Opens a part of that file inside the token. `last` takes the padding away. */
  openPart(iv: Uint8Array, data: Uint8Array, last: boolean): Promise<Uint8Array>
  /** Tells the temporary name before anything is written under it. */
  writing(temporary: string): void
}
