import type { RaErrorCode, RaErrorParams, RaErrorParamsOf } from '../shared/ra-contract/errors.ts'

/** Codes that come without params. */
type Bare = { [C in RaErrorCode]: keyof RaErrorParamsOf<C> extends never ? C : never }[RaErrorCode]

/** What follows a code: nothing, or the params declared for it. */
export type RefusalParams<C extends RaErrorCode> = [C] extends [Bare]
  ? readonly []
  : readonly [RaErrorParamsOf<C>]

/** The authority refuses and says why. This is the only exception of this room that is meant for the client. */
export class Refusal<C extends RaErrorCode = RaErrorCode> extends Error {
  override readonly name = 'Refusal'
  readonly code: C
  readonly params: RaErrorParams

  constructor(code: C, ...params: RefusalParams<C>) {
    super(code)
    const [given = {}]: readonly RaErrorParams[] = params
    this.code = code
    this.params = given
  }
}
