import { z } from 'zod'
import { base, code, id, nothing } from '../contract/base.ts'
import { pin, strength } from '../pin/entry.ts'
import { unlockChannel, unlockView, unlockWays } from './model.ts'

/** Who asks: the account that is logged in, or a person who has the phone with the reserved number. */
const who = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('account') }).readonly(),
  z
    .object({
      kind: z.literal('phone'),
      phone: z.string().regex(/^\+?[0-9]{5,20}$/),
      captchaId: z.string().max(64),
      captcha: z.string().trim().min(1).max(32),
    })
    .readonly(),
])

export const unlockContract = {
  ways: base.input(z.object({ tokenId: id })).output(unlockWays),
  begin: base.input(z.object({ tokenId: id, who })).output(unlockView),
  identify: base.input(z.object({ unlockId: id, code })).output(unlockView),
  sendCode: base.input(z.object({ unlockId: id, channel: unlockChannel })).output(unlockView),
  finish: base.input(z.object({ unlockId: id, code, newPin: pin, strength })).output(unlockView),
  cancel: base.input(z.object({ unlockId: id })).output(nothing),
}

export type UnlockWho = z.infer<typeof who>
