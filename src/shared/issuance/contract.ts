import { z } from 'zod'
import { base, id, lastTry, nothing, pin } from '../contract/base.ts'
import { target } from '../targets/model.ts'

export const issuanceContract = {
  /** `issuerId`: the authority that issues; for a renewal that of the certificate. */
  start: base
    .input(z.object({ issuerId: id, target, pin, lastTry }))
    .output(z.object({ transactionId: z.string() })),
  resume: base.input(z.object({ transactionId: id, pin: pin.optional(), lastTry })).output(nothing),
  abandon: base.input(z.object({ transactionId: id })).output(nothing),
}
