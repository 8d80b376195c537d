import { z } from 'zod'
import { base, id, nothing, serial } from '../contract/base.ts'
import { pinEntry, tries } from '../pin/entry.ts'
import { target } from '../targets/model.ts'
import { lossReason, replacementOffer } from './model.ts'

/** The authority that issued the lost certificate. */
const at = z.object({ issuerId: id })

const wish = z.readonly(
  z.object({
    issuerId: id,
    /** Serial number of the certificate whose key is lost. */
    serial,
    reason: lossReason,
    /** Suspends the old certificate at once (挂失), so that nobody can use it while the new one is made. */
    suspendFirst: z.boolean(),
    target,
    pin: pinEntry,
    tries,
  }),
)

export const replacementContract = {
  offer: base.input(at).output(replacementOffer),
  suspend: base.input(at.extend({ serial })).output(nothing),
  /** 解除挂失: the suspension ends and the certificate can be used again. */
  resume: base.input(at.extend({ serial })).output(nothing),
  start: base.input(wish).output(z.object({ transactionId: z.string() })),
}

export type ReplacementWish = z.infer<typeof wish>
