import type { Certificate, SigningScheme } from '../../pki/index.ts'
import type { Trust } from '../judgement/trust.ts'

/** Where a seal goes: millimetres from the top left corner of a page as it is seen. Pages count from 1. */
export type StampPlace =
  | { readonly kind: 'page'; readonly page: number; readonly left: number; readonly top: number }
  | { readonly kind: 'every-page'; readonly left: number; readonly top: number }
  /** 骑缝章: cut into strips that stand at the right edges of all pages. */
  | { readonly kind: 'across-edges'; readonly top: number }

export type SigningRequest = {
  readonly certificate: Certificate
  /** None: a signature that is not seen. */
  readonly places: readonly StampPlace[]
  readonly time: Date
  /** What the signer, the seal and the signatures that are there already are judged by; no root if not given. */
  readonly trust?: Omit<Trust, 'now'>
  /** The person was told that signatures in the file are invalid, and goes on. */
  readonly overRefused?: boolean
}

/** A file that waits for its signature. */
export type DocumentToSign = {
  /** The bytes that the signature covers. */
  readonly toBeSigned: Uint8Array
  /** What a token is given in place of them, and by which scheme. */
  readonly digest: Uint8Array
  readonly scheme: SigningScheme
  /** The signed file. Takes the signature as DER, or r and s side by side as tokens answer. */
  readonly finish: (signature: Uint8Array) => Uint8Array
}
