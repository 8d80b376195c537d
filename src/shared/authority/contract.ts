import { z } from 'zod'
import { base, id, nothing } from '../contract/base.ts'
import { demonstrationDesk } from './model.ts'

const at = z.object({ issuerId: id })

export const authorityContract = {
  /** null for every authority but the one inside. */
  desk: base.input(at).output(demonstrationDesk.nullable()),
  /** Opens the desk in the system's browser. */
  openDesk: base.input(at).output(nothing),
}
