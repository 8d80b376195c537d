import { z } from 'zod'
import { base, id, lastTry, pin, weak } from '../contract/base.ts'
import { pinOutcome } from './model.ts'

export const pinContract = {
  verify: base.input(z.object({ tokenId: id, pin, lastTry })).output(pinOutcome),
  change: base.input(z.object({ tokenId: id, oldPin: pin, newPin: pin, lastTry, weak })).output(pinOutcome),
}
