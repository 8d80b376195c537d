import { z } from 'zod'
import { base, id, nothing } from '../contract/base.ts'
import { pinEntry, tries } from '../pin/entry.ts'

export const transactionsContract = {
  resume: base.input(z.object({ transactionId: id, pin: pinEntry.optional(), tries })).output(nothing),
  abandon: base.input(z.object({ transactionId: id })).output(nothing),
}
