import { z } from 'zod'
import { base, id, nothing } from '../contract/base.ts'
import { snoozeChoice } from './model.ts'

export const remindersContract = {
  snooze: base.input(z.object({ reminderId: id, choice: snoozeChoice })).output(nothing),
}
