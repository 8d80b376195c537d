import { isDeepStrictEqual } from 'node:util'
import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import type { ReminderView, SnoozeChoice, TokenView } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { daysUntil } from '../certificates/certificate-view.ts'
import type { Notification } from '../shell/shell.ts'
import { type Due, type ReminderRules, remindersAt } from './due.ts'
import type { Remembered, ReminderMemory } from './memory.ts'
import { notificationsFor } from './notifications.ts'
import { readReminders, writeReminders } from './reminder-file.ts'
import { afterSighting, withoutSerial } from './sighting.ts'
import { chosenMorning, isWeekOffered, snoozed } from './snooze.ts'

export type Reminders = {
  start(): void
  /** The tokens that are present have changed. Before the first look is over, nothing is concluded from them. */
  tokensChanged(): void
  /** To be called when the rules or the words may have changed. */
  look(): void
  snooze(id: string, choice: SnoozeChoice): void
  /** Tells about a certificate on the morning of this day and not before. */
  remindOn(id: string, date: string): void
  /** Ends the reminders for a certificate that was replaced or moved away. */
  forget(serial: string): void
  stop(): void
}

export type RemindersParts = {
  readonly path: string
  readonly now: () => Date
  readonly rules: () => ReminderRules
  readonly words: () => Texts
  readonly present: () => { readonly settled: boolean; readonly tokens: readonly TokenView[] }
  readonly show: (reminders: readonly ReminderView[]) => void
  readonly notify: (notification: Notification) => void
  readonly log: (line: string) => void
}

/** Short enough to notice a sleep or a clock change soon, long enough to cost nothing. */
const pause = 5 * 60_000
const hour = 3_600_000

const viewOf = (one: Remembered, here: ReadonlySet<string>, now: Date): ReminderView => {
  const { id, tokenId, tokenName, tokenKind, holder, issuerId, notAfter } = one
  const present = here.has(tokenId)
  return {
    id,
    tokenId,
    tokenName,
    tokenKind,
    holder,
    issuerId,
    notAfter,
    daysLeft: daysUntil(new Date(notAfter), now),
    present,
    certificateId: present ? id : null,
    weekOffered: isWeekOffered(notAfter, now),
  }
}

/** What did not change stays the same object, so that most are compared at a glance. */
const isSame = (one: readonly Remembered[], other: readonly Remembered[]): boolean =>
  one.length === other.length &&
  one.every((entry, at) => entry === other[at] || isDeepStrictEqual(entry, other[at]))

const bySoonest = (one: ReminderView, other: ReminderView): number => one.daysLeft - other.daysLeft

/** Checks now and then what to tell, and tells it. `remindersAt` makes all the decisions. */
export const createReminders = (parts: RemindersParts): Reminders => {
  let memory = readReminders(parts.path, parts.log)
  let written = memory
  let shown = '[]'
  let timer: NodeJS.Timeout | undefined

  const isWorthWriting = (): boolean => {
    const age = Date.parse(memory.clock?.last ?? '') - Date.parse(written.clock?.last ?? '')
    return !isSame(memory.known, written.known) || !(Math.abs(age) < hour)
  }

  const keep = (next: ReminderMemory): void => {
    memory = next
    if (!isWorthWriting()) return
    try {
      writeReminders(parts.path, memory)
      written = memory
    } catch (error) {
      if (!isAssistantError(error)) throw error
      parts.log(`the reminders could not be kept: ${error.code}`)
    }
  }

  const tell = (due: readonly Due[]): void => {
    for (const notification of notificationsFor(due, parts.words())) parts.notify(notification)
  }

  const look = (): void => {
    const now = parts.now()
    const { tokens } = parts.present()
    const outcome = remindersAt(memory, parts.rules(), now)
    keep(outcome.memory)
    const here = new Set(tokens.map(({ id }) => id))
    const views = outcome.shown.map((one) => viewOf(one, here, now)).sort(bySoonest)
    const text = JSON.stringify(views)
    if (text !== shown) parts.show(views)
    shown = text
    tell(outcome.due)
  }

  const known = (id: string): Remembered => {
    const found = memory.known.find((one) => one.id === id)
    if (!found) throw new AssistantError('not-found')
    return found
  }

  return {
    start: () => {
      timer = setInterval(look, pause)
      timer.unref()
      look()
    },
    look,
    tokensChanged: () => {
      const { settled, tokens } = parts.present()
      if (!settled) return
      keep(afterSighting(memory, tokens))
      look()
    },
    snooze: (id, choice) => {
      const after = snoozed(known(id), choice, parts.now())
      keep({ ...memory, known: memory.known.map((one) => (one.id === id ? after : one)) })
      look()
    },
    remindOn: (id, date) => {
      const at = chosenMorning(date, parts.now())
      if (at === null) throw new AssistantError('input-invalid')
      const after = { ...known(id), silenced: false, restsUntil: null, chosen: at.toISOString() }
      keep({ ...memory, known: memory.known.map((one) => (one.id === id ? after : one)) })
      look()
    },
    forget: (serial) => {
      keep(withoutSerial(memory, serial))
      look()
    },
    stop: () => clearInterval(timer),
  }
}
