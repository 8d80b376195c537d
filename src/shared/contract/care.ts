import { z } from 'zod'
import {
  historyEntry,
  lossReason,
  paymentView,
  pinOutcome,
  replacementOffer,
  snoozeChoice,
  storeFinding,
  unlockChannel,
  unlockView,
  unlockWays,
} from '../models/care.ts'
import { base, exportedFile, id, lastTry, nothing, pin, target } from './base.ts'

const code = z.string().regex(/^[0-9]{6}$/)
const serial = z.string().regex(/^[0-9A-F]{2,40}$/)
const password = z.string().min(1).max(200)
/** 4 MB in base64. */
const file = z
  .string()
  .max(5_700_000)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/)
/** Keeps a PIN that is only discouraged. */
const weak = z.boolean().default(false)
const which = z.object({ tokenId: id.optional(), serial: serial.optional() })

/** Taking care of a certificate: PIN, unlocking, replacement, reminders, backup, history. */
export const care = {
  pin: {
    verify: base.input(z.object({ tokenId: id, pin, lastTry })).output(pinOutcome),
    change: base.input(z.object({ tokenId: id, oldPin: pin, newPin: pin, lastTry, weak })).output(pinOutcome),
  },
  unlock: {
    ways: base.input(z.object({ tokenId: id })).output(unlockWays),
    begin: base
      .input(
        z.object({
          tokenId: id,
          who: z.discriminatedUnion('kind', [
            z.object({ kind: z.literal('account') }),
            z.object({
              kind: z.literal('phone'),
              phone: z.string().regex(/^\+?[0-9]{5,20}$/),
              captchaId: z.string().max(64),
              captcha: z.string().trim().min(1).max(32),
            }),
          ]),
        }),
      )
      .output(unlockView),
    identify: base.input(z.object({ unlockId: id, code })).output(unlockView),
    sendCode: base.input(z.object({ unlockId: id, channel: unlockChannel })).output(unlockView),
    finish: base.input(z.object({ unlockId: id, code, newPin: pin, weak })).output(unlockView),
    cancel: base.input(z.object({ unlockId: id })).output(nothing),
  },
  replacement: {
    offer: base.output(replacementOffer),
    suspend: base.input(z.object({ serial })).output(nothing),
    start: base
      .input(z.object({ serial, reason: lossReason, suspendFirst: z.boolean(), target, pin, lastTry }))
      .output(z.object({ transactionId: z.string() })),
    payment: base.input(z.object({ transactionId: id })).output(paymentView),
    openPayment: base.input(z.object({ transactionId: id })).output(nothing),
  },
  reminders: {
    snooze: base.input(z.object({ reminderId: id, choice: snoozeChoice })).output(nothing),
  },
  backup: {
    create: base.input(z.object({ tokenId: id, pin, password, lastTry })).output(exportedFile),
    moved: base.input(z.object({ tokenId: id })).output(nothing),
    restore: base
      .input(z.object({ file, password, pin, weak }))
      .output(z.object({ tokenIds: z.array(z.string()).readonly() })),
    importPfx: base.input(z.object({ file, password, pin, weak })).output(z.object({ tokenId: z.string() })),
  },
  history: {
    list: base.input(which).output(z.array(historyEntry).readonly()),
    export: base.input(which).output(exportedFile),
  },
  certificateStore: {
    finding: base.output(storeFinding),
    refresh: base.output(nothing),
  },
}
