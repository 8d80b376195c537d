import type { RaErrorCode, RaErrorParams } from '../shared/ra-contract/errors.ts'

/** The authority says no, and why: the one exception of this room that is meant for the client. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RaErrorCode
  readonly params: RaErrorParams

  constructor(code: RaErrorCode, params: RaErrorParams = {}) {
    super(code)
    this.code = code
    this.params = params
  }
}
