/** Why a byte string was refused: stable codes that callers may switch on. */
export type PkiReason =
  | 'too-large'
  | 'too-costly'
  | 'too-deep'
  | 'truncated'
  | 'trailing-bytes'
  | 'unexpected-tag'
  | 'bad-length'
  | 'bad-integer'
  | 'bad-boolean'
  | 'bad-bit-string'
  | 'bad-oid'
  | 'bad-string'
  | 'bad-time'
  | 'bad-value'
  | 'bad-text-encoding'
  | 'unsupported-version'
  | 'unsupported-algorithm'
  | 'mismatched-algorithm'
  | 'duplicate-extension'
  | 'unknown-critical-extension'
  | 'bad-point'
  | 'bad-private-key'
  | 'bad-signature'
  | 'bad-ciphertext'
  | 'bad-padding'
  | 'wrong-key'
  | 'wrong-password'
  | 'not-a-recipient'
  | 'missing-field'

/**
 * The only error of this room. It names the structure, the reason and, where known, the offset. It never holds a
 * secret.
 */
export class PkiError extends Error {
  override readonly name = 'PkiError'
  readonly structure: string
  readonly reason: PkiReason
  readonly offset: number | null

  constructor(structure: string, reason: PkiReason, offset: number | null = null) {
    super(offset === null ? `${structure}: ${reason}` : `${structure}: ${reason} at byte ${offset}`)
    this.structure = structure
    this.reason = reason
    this.offset = offset
  }
}
