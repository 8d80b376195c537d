import { z } from 'zod'
import { base, id, nothing } from '../contract/base.ts'

export const oldCertificatesContract = {
  /**
   * Removes a pair that another one has replaced, with its keys, from a Ukey. `filesGivenUp`: the person knows that what
   * was encrypted to it cannot be opened afterwards.
   */
  remove: base.input(z.object({ tokenId: id, pairId: id, filesGivenUp: z.boolean() })).output(nothing),
}
