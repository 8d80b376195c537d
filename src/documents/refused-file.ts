import type { ReasonCode } from '../shared/documents/reasons.ts'

/** A file that cannot or must not be read further, with the reason that the verdict gives. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile'
  readonly code: ReasonCode
  readonly details: readonly string[]

  constructor(code: ReasonCode, details: readonly string[] = []) {
    super(code)
    this.code = code
    this.details = details
  }
}
