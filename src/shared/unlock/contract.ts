import { z } from 'zod'
import { base, code, id, nothing, pin, weak } from '../contract/base.ts'
import { unlockChannel, unlockView, unlockWays } from './model.ts'

export const unlockContract = {
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
}
