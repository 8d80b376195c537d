import { DAY, HOUR } from '../clock.ts'

/** The working days of an authority. Days are written as `2026-10-01`, in Chinese time. */
export type Calendar = {
  /** Holidays that are not on a weekend. */
  readonly daysOff: readonly string[]
  /** Saturdays and Sundays on which people work instead. */
  readonly workingWeekends: readonly string[]
  /** The hour of Chinese time at which an office day ends. */
  readonly closesAtHour: number
}

const CHINESE_TIME = 8 * HOUR

/** The day in China at this moment. */
export function chineseDay(at: number): string {
  return new Date(at + CHINESE_TIME).toISOString().slice(0, 10)
}

export function isWorkingDay(calendar: Calendar, day: string): boolean {
  if (calendar.workingWeekends.includes(day)) return true
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !calendar.daysOff.includes(day)
}

/** The end of the office day that is so many working days after the day of `from`. */
export function workingDaysLater(calendar: Calendar, from: number, days: number): number {
  let at = from
  for (let left = days; left > 0; ) {
    at += DAY
    if (isWorkingDay(calendar, chineseDay(at))) left--
  }
  return Date.parse(`${chineseDay(at)}T00:00:00Z`) - CHINESE_TIME + calendar.closesAtHour * HOUR
}
