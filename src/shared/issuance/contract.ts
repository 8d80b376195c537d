import { z } from 'zod'
import { base, id, nothing } from '../contract/base.ts'
import { pinEntry, tries } from '../pin/entry.ts'
import { target } from '../targets/model.ts'

export const issuanceContract = {
  /** `issuerId`: the authority that issues; for a renewal that of the certificate. */
  start: base
    .input(z.object({ issuerId: id, target, pin: pinEntry, tries }))
    .output(z.object({ transactionId: z.string() })),
  resume: base.input(z.object({ transactionId: id, pin: pinEntry.optional(), tries })).output(nothing),
  abandon: base.input(z.object({ transactionId: id })).output(nothing),
}
