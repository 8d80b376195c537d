import { z } from 'zod'
import { base, id, nothing } from '../contract/base.ts'
import { snoozeChoice } from './model.ts'

export const remindersContract = {
  /** Tells about a certificate on a day that the person chose, whatever its end. */
  remindOn: base.input(z.object({ reminderId: id, date: z.iso.date() })).output(nothing),
  snooze: base.input(z.object({ reminderId: id, choice: snoozeChoice })).output(nothing),
}
