import { z } from 'zod'
import { base, id } from '../contract/base.ts'
import { pinEntry, tries } from '../pin/entry.ts'
import { target } from '../targets/model.ts'

export const issuanceContract = {
  /** `issuerId`: the authority that issues. For a renewal it is the authority of the certificate. */
  start: base
    .input(z.object({ issuerId: id, target, pin: pinEntry, tries }))
    .output(z.object({ transactionId: z.string() })),
}
