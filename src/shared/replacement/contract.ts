import { z } from 'zod'
import { base, id, nothing, serial } from '../contract/base.ts'
import { pinEntry, tries } from '../pin/entry.ts'
import { target } from '../targets/model.ts'
import { lossReason, replacementOffer } from './model.ts'

/** The authority whose certificate is lost. */
const at = z.object({ issuerId: id })

const wish = z.readonly(
  z.object({
    issuerId: id,
    /** Serial number of the certificate whose key is lost. */
    serial,
    reason: lossReason,
    /** 挂失 at once, before anything else: nobody can use the old certificate while the new one is made. */
    suspendFirst: z.boolean(),
    target,
    pin: pinEntry,
    tries,
  }),
)

export const replacementContract = {
  offer: base.input(at).output(replacementOffer),
  suspend: base.input(at.extend({ serial })).output(nothing),
  start: base.input(wish).output(z.object({ transactionId: z.string() })),
}

export type ReplacementWish = z.infer<typeof wish>
