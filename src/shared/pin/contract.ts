import { z } from 'zod'
import { base, id } from '../contract/base.ts'
import { pin, strength, tries } from './entry.ts'
import { pinOutcome } from './model.ts'

export const pinContract = {
  verify: base.input(z.object({ tokenId: id, pin, tries })).output(pinOutcome),
  change: base.input(z.object({ tokenId: id, oldPin: pin, newPin: pin, tries, strength })).output(pinOutcome),
}
