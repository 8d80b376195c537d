import { z } from 'zod'
import { base, id, lastTry, nothing, pin } from '../contract/base.ts'

export const transactionsContract = {
  resume: base.input(z.object({ transactionId: id, pin: pin.optional(), lastTry })).output(nothing),
  abandon: base.input(z.object({ transactionId: id })).output(nothing),
}
