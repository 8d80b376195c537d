import type { SnoozeChoice } from '../../shared/models/index.ts'
import { furthestChoice } from './due.ts'
import type { Remembered } from './memory.ts'

const day = 86_400_000
const morning = 9

const laterMorning = (now: Date, days: number): Date =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morning)

/** A rest of a week is offered only if the last day comes after it. */
export const isWeekOffered = (notAfter: string, now: Date): boolean =>
  Date.parse(notAfter) - now.getTime() > 8 * day

/** The morning of a day that the person chose; null if that is not after today or more than a year away. */
export const chosenMorning = (date: string, now: Date): Date | null => {
  const [years = 0, month = 1, days = 1] = date.split('-').map(Number)
  const at = new Date(years, month - 1, days, morning)
  const left = at.getTime() - now.getTime()
  return left > 0 && left <= furthestChoice ? at : null
}

/** Lets a certificate rest until a later morning, or for good. */
export const snoozed = (one: Remembered, choice: SnoozeChoice, now: Date): Remembered => {
  if (choice === 'never') return { ...one, silenced: true, chosen: null }
  const week = choice === 'week' && isWeekOffered(one.notAfter, now)
  return { ...one, chosen: null, restsUntil: laterMorning(now, week ? 7 : 1).toISOString() }
}
