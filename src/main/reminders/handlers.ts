import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { Reminders } from './reminders.ts'

export type RemindersService = Pick<Reminders, 'snooze'>

export const remindersHandlers = (reminders: RemindersService): Slice<'reminders'> => ({
  reminders: {
    snooze: api.reminders.snooze.handler(({ input }) => reminders.snooze(input.reminderId, input.choice)),
  },
})
