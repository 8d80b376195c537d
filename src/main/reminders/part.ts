import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { usualReminderDays } from '../../shared/issuers/issuer-rules.ts'
import type { Authorities } from '../authority/index.ts'
import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import type { Notifications } from '../notifications/notifications.ts'
import { remindersHandlers } from './handlers.ts'
import { createReminders } from './reminders.ts'

type Needs = Pick<Ground, 'home' | 'log' | 'state' | 'events' | 'words'> & {
  readonly authorities: Pick<Authorities, 'now'>
  readonly issuers: Pick<Issuers, 'find'>
  readonly notifications: Pick<Notifications, 'notify'>
}

export const remindersPart = (needs: Needs) => {
  const { home, log, state, events, words, authorities, issuers, notifications } = needs
  const reminders = createReminders({
    path: join(home, 'reminders.json'),
    now: () => authorities.now(),
    rules: () => ({
      thresholds: (issuerId) => issuers.find(issuerId)?.reminderDays ?? usualReminderDays,
      quietHours: state.current().settings.quietHours,
    }),
    words,
    present: state.current,
    show: (shown) => state.change({ reminders: shown }),
    notify: notifications.notify,
    log,
  })
  events.on('tokens-changed', reminders.tokensChanged)
  events.on('settings-changed', ({ before, after }) => {
    const rules = [before, after].map(({ quietHours, language }) => [quietHours, language])
    if (!isDeepStrictEqual(rules[0], rules[1])) reminders.look()
  })
  // The new certificate is in force, so the one that it replaced needs no more reminders.
  events.on('transaction-done', ({ transaction: { previousSerial } }) => {
    if (previousSerial !== undefined) reminders.forget(previousSerial)
  })
  const { start, stop } = reminders
  return { service: reminders, handlers: remindersHandlers(reminders), start, stop }
}
