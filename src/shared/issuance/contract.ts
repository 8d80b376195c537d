import { z } from 'zod'
import { base, id, nothing, pin, tries } from '../contract/base.ts'
import { target } from '../targets/model.ts'

export const issuanceContract = {
  start: base.input(z.object({ target, pin, tries })).output(z.object({ transactionId: z.string() })),
  resume: base.input(z.object({ transactionId: id, pin: pin.optional(), tries })).output(nothing),
  abandon: base.input(z.object({ transactionId: id })).output(nothing),
}
