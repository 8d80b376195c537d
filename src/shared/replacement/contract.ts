import { z } from 'zod'
import { base, id, lastTry, nothing, pin, serial, target } from '../contract/base.ts'
import { paymentView } from '../orders/model.ts'
import { lossReason, replacementOffer } from './model.ts'

export const replacementContract = {
  offer: base.output(replacementOffer),
  suspend: base.input(z.object({ serial })).output(nothing),
  start: base
    .input(z.object({ serial, reason: lossReason, suspendFirst: z.boolean(), target, pin, lastTry }))
    .output(z.object({ transactionId: z.string() })),
  payment: base.input(z.object({ transactionId: id })).output(paymentView),
  openPayment: base.input(z.object({ transactionId: id })).output(nothing),
}
