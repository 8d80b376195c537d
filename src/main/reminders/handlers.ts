import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { Reminders } from './reminders.ts'

export type RemindersService = Pick<Reminders, 'snooze' | 'remindOn'>

export const remindersHandlers = (reminders: RemindersService): Slice<'reminders'> => ({
  reminders: {
    remindOn: api.reminders.remindOn.handler(({ input }) => reminders.remindOn(input.reminderId, input.date)),
    snooze: api.reminders.snooze.handler(({ input }) => reminders.snooze(input.reminderId, input.choice)),
  },
})
