import { describe, expect, it } from 'vitest'
import { isQuiet, remindersAt, systemWallClock, type WallClock } from '../../../../src/main/reminders/due.ts'
import type { ReminderMemory } from '../../../../src/main/reminders/memory.ts'
import { dayMs, daysBefore, memoryOf, remembered, rules } from './remembered.ts'

const utc: WallClock = (at) => ({
  day: at.toISOString().slice(0, 10),
  minutes: at.getUTCHours() * 60 + at.getUTCMinutes(),
})
const at = (memory: ReminderMemory, now: Date, quietHours: { from: string; to: string } | null = null) =>
  remindersAt(memory, { ...rules, quietHours }, now, utc)

describe('a certificate whose end is near', () => {
  it('is not mentioned before the first threshold', () => {
    const { due, shown } = at(memoryOf(remembered()), daysBefore(61))
    expect([due, shown]).toEqual([[], []])
  })

  it('is told once at each threshold, and shown from the first one on', () => {
    let memory = memoryOf(remembered())
    const told: number[] = []
    for (let days = 65; days >= -5; days--) {
      const outcome = at(memory, daysBefore(days))
      memory = outcome.memory
      told.push(...outcome.due.map(({ threshold }) => threshold))
      expect(outcome.shown).toHaveLength(days <= 60 ? 1 : 0)
    }
    expect(told).toEqual([60, 30, 15, 7, 3, 1, 0, -1])
  })

  it('is told once if the computer slept through several thresholds', () => {
    const first = at(memoryOf(remembered()), daysBefore(5))
    expect(first.due.map(({ threshold, daysLeft }) => [threshold, daysLeft])).toEqual([[7, 5]])
    expect(at(first.memory, daysBefore(4)).due).toEqual([])
    expect(at(first.memory, daysBefore(3)).due.map(({ threshold }) => threshold)).toEqual([3])
  })

  it('is told at most once a day, and what became due meanwhile is told the next day', () => {
    const late = daysBefore(1, 1)
    const first = at(memoryOf(remembered()), late)
    expect(first.due).toHaveLength(1)
    const sameDay = at(first.memory, new Date(late.getTime() + 2 * 3_600_000))
    expect(sameDay.due).toEqual([])
    const nextDay = at(sameDay.memory, new Date(late.getTime() + 20 * 3_600_000))
    expect(nextDay.due.map(({ threshold }) => threshold)).toEqual([0])
  })

  it('is not told again within twelve hours, although a new day and a new threshold came', () => {
    const late = new Date(2027, 5, 18, 23)
    const soon = remembered({ notAfter: new Date(2027, 5, 20, 16).toISOString() })
    const look = (memory: ReminderMemory, hours: number) =>
      remindersAt(memory, rules, new Date(late.getTime() + hours * 3_600_000))
    const first = look(memoryOf(soon), 0)
    expect(first.due.map(({ threshold }) => threshold)).toEqual([3])
    for (const hours of [2, 11.9]) expect(look(first.memory, hours).due).toEqual([])
    expect(look(first.memory, 12).due.map(({ threshold }) => threshold)).toEqual([1])
  })

  it('waits for the end of quiet hours, over midnight too', () => {
    const night = { from: '22:00', to: '08:00' }
    const [asleep, awake] = [new Date('2027-06-01T23:30:00Z'), new Date('2027-06-02T08:00:00Z')]
    const held = at(memoryOf(remembered()), asleep, night)
    expect(held.due).toEqual([])
    expect(held.shown).toHaveLength(1)
    expect(at(held.memory, awake, night).due).toHaveLength(1)
    expect(isQuiet(night, 7 * 60 + 59)).toBe(true)
    expect(isQuiet({ from: '12:00', to: '14:00' }, 13 * 60)).toBe(true)
    expect(isQuiet({ from: '12:00', to: '14:00' }, 14 * 60)).toBe(false)
  })

  it('rests as long as the person said, then is told again', () => {
    const resting = remembered({ restsUntil: daysBefore(18).toISOString() })
    const quiet = at(memoryOf(resting), daysBefore(20))
    expect([quiet.due, quiet.shown]).toEqual([[], []])
    const again = at(quiet.memory, daysBefore(18, 0.5))
    expect(again.due.map(({ threshold }) => threshold)).toEqual([30])
    expect(again.memory.known[0]).toMatchObject({ restsUntil: null, told: [{ again: true }] })
  })

  it('that nobody wants to hear of is left alone', () => {
    const { due, shown } = at(memoryOf(remembered({ silenced: true })), daysBefore(0))
    expect([due, shown]).toEqual([[], []])
  })

  it('is told by the days of its own issuer', () => {
    const soon = remembered({ id: 'a', issuerId: 'short' })
    const early = remembered({ id: 'b', issuerId: 'long' })
    const thresholds = (issuerId: string | null) => (issuerId === 'long' ? [90] : [30])
    const { due, shown } = remindersAt(
      memoryOf(soon, early),
      { thresholds, quietHours: null },
      daysBefore(80),
      utc,
    )
    expect(due.map(({ certificate, threshold }) => [certificate.id, threshold])).toEqual([['b', 90]])
    expect(shown.map(({ id }) => id)).toEqual(['b'])
  })

  it('is not mentioned if it ended years ago', () => {
    expect(at(memoryOf(remembered()), daysBefore(-400)).due).toEqual([])
  })
})

describe('a clock that was wrong', () => {
  const told = (memory: ReminderMemory, now: Date) => {
    const outcome = at(memory, now)
    return { memory: outcome.memory, said: outcome.due.map(({ threshold }) => threshold) }
  }

  it('ahead: what was told too early is told again at the right time', () => {
    let step = told(memoryOf(remembered()), daysBefore(100))
    step = told(step.memory, daysBefore(10))
    expect(step.said).toEqual([15])
    step = told(step.memory, daysBefore(99))
    expect(step.said).toEqual([])
    const said: number[] = []
    for (let days = 98; days >= -2; days--) {
      step = told(step.memory, daysBefore(days))
      said.push(...step.said)
    }
    expect(said).toEqual([60, 30, 15, 7, 3, 1, 0, -1])
  })

  it('behind: nothing is told twice when it is right again', () => {
    let step = told(memoryOf(remembered()), daysBefore(29))
    expect(step.said).toEqual([30])
    step = told(step.memory, new Date(daysBefore(29).getTime() - 300 * dayMs))
    expect(step.said).toEqual([])
    step = told(step.memory, new Date(daysBefore(29).getTime() + 3_600_000))
    expect(step.said).toEqual([])
    step = told(step.memory, daysBefore(27))
    expect(step.said).toEqual([])
    expect(told(step.memory, daysBefore(15)).said).toEqual([15])
  })

  it('does not make a rest last too long', () => {
    const resting = remembered({ restsUntil: '2040-01-01T09:00:00.000Z' })
    expect(at(memoryOf(resting), daysBefore(10)).due).toHaveLength(1)
  })
})

it('the clock on the wall shows the hour of the day in which a person wants quiet', () => {
  const shown = (hours: number, minutes: number) => systemWallClock(new Date(2026, 10, 9, hours, minutes, 59))
  expect(shown(0, 0)).toEqual({ day: '2026-11-9', minutes: 0 })
  expect(shown(23, 59)).toEqual({ day: '2026-11-9', minutes: 24 * 60 - 1 })
  const quiet = { from: '22:00', to: '07:30' }
  const at = [shown(21, 59), shown(22, 0), shown(7, 29), shown(7, 30)]
  expect(at.map(({ minutes }) => isQuiet(quiet, minutes))).toEqual([false, true, true, false])
})
