import { describe, expect, it } from 'vitest'
import { isWorkingDay, workingDaysLater } from '../../../src/ra/rules/calendar.ts'
import { demoCalendar } from '../../../src/ra/rules/demo-calendar.ts'

const china = (text: string) => Date.parse(`${text}+08:00`)
const later = (from: string, days: number) =>
  new Date(workingDaysLater(demoCalendar, china(from), days) + 8 * 3600 * 1000).toISOString().slice(0, 16)

describe('working days', () => {
  it('leave out weekends', () => {
    expect(later('2026-11-26T10:00', 1)).toBe('2026-11-27T17:00')
    expect(later('2026-11-27T10:00', 1)).toBe('2026-11-30T17:00')
    expect(later('2026-11-28T10:00', 3)).toBe('2026-12-02T17:00')
  })

  it('leave out holidays, and count the weekends that are worked instead', () => {
    expect(later('2026-09-30T09:00', 1)).toBe('2026-10-08T17:00')
    expect(later('2026-10-08T09:00', 2)).toBe('2026-10-10T17:00')
    expect(later('2026-02-13T09:00', 3)).toBe('2026-02-25T17:00')
  })

  it('are those of China, also when it is still yesterday elsewhere', () => {
    expect(later('2026-11-27T00:30', 1)).toBe('2026-11-30T17:00')
    expect(later('2026-11-26T23:30', 1)).toBe('2026-11-27T17:00')
  })

  it('have no day off on a weekend, and no worked day within the week', () => {
    const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 !== 0
    expect(demoCalendar.daysOff.filter((day) => !weekday(day))).toEqual([])
    expect(demoCalendar.workingWeekends.filter(weekday)).toEqual([])
    expect(demoCalendar.workingWeekends.every((day) => isWorkingDay(demoCalendar, day))).toBe(true)
  })
})
