import { z } from 'zod'
import { base, lastTry, pin } from '../contract/base.ts'
import { target } from '../targets/model.ts'

export const issuanceContract = {
  start: base.input(z.object({ target, pin, lastTry })).output(z.object({ transactionId: z.string() })),
}
