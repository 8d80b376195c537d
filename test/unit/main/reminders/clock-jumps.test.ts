import { describe, expect, it } from 'vitest'
import { atTime } from '../../../../src/main/reminders/clock-jumps.ts'
import type { ReminderMemory } from '../../../../src/main/reminders/memory.ts'

const day = 86_400_000
const start = Date.parse('2026-03-10T08:00:00.000Z')
const later = (days: number, milliseconds = 0): Date => new Date(start + days * day + milliseconds)
const text = (days: number, milliseconds = 0): string => later(days, milliseconds).toISOString()

type Told = ReminderMemory['known'][number]['told'][number]
const told = (at: string, doubtful = false): Told => ({
  ...{ threshold: 30, at, day: at.slice(0, 10), again: false, doubtful },
})
const memory = (clock: ReminderMemory['clock'], ...all: readonly Told[]): ReminderMemory =>
  ({ clock, known: [{ id: 'a', told: all }] }) as unknown as ReminderMemory
const toldIn = ({ known }: ReminderMemory) =>
  known.flatMap((one) => one.told.map(({ at, doubtful }) => [at, doubtful]))
/** The clock went from day 20 back to day 10. */
const jump = { from: text(20), to: text(10) }

describe('what was told, when the clock', () => {
  it('is looked at for the first time, stays as it was', () => {
    const next = atTime(memory(null, told(text(5))), later(0))
    expect(next.clock).toEqual({ last: text(0), jump: null })
    expect(toldIn(next)).toEqual([[text(5), false]])
  })

  it.each([
    ['goes on', 5],
    ['goes on after months of sleep', 200],
    ['goes back by a day', -1],
  ])('%s, stays as it was', (_, days) => {
    const next = atTime(memory({ last: text(0), jump: null }, told(text(0))), later(days))
    expect(next.clock).toEqual({ last: text(days), jump: null })
    expect(toldIn(next)).toEqual([[text(0), false]])
  })

  it('goes back by more than a day, is in doubt if it is more than a day ahead now', () => {
    const before = memory({ last: text(20), jump: null }, told(text(10)), told(text(11)), told(text(11, 1)))
    const next = atTime(before, later(10))
    expect(next.clock).toEqual({ last: text(10), jump })
    expect(toldIn(next)).toEqual([
      [text(10), false],
      [text(11), false],
      [text(11, 1), true],
    ])
  })

  it('goes back by a moment more than a day, is in doubt', () => {
    const next = atTime(memory({ last: text(1, 1), jump: null }, told(text(1, 1))), later(0))
    expect(next.clock?.jump).toEqual({ from: text(1, 1), to: text(0) })
    expect(toldIn(next)).toEqual([[text(1, 1), true]])
  })

  it.each([
    ['where it would be without the jump', 21, 0],
    ['a day less', 20, 0],
    ['a day more', 22, 0],
  ])('comes back to %s, was right', (_, days) => {
    // One day went by since the jump: the clock would be at day 21.
    const next = atTime(memory({ last: text(11), jump }, told(text(15), true)), later(days))
    expect(next.clock).toEqual({ last: text(days), jump: null })
    expect(toldIn(next)).toEqual([[text(15), false]])
  })

  it('comes back, stays in doubt if it was told more than a day after the jump began', () => {
    const before = memory({ last: text(11), jump }, told(text(21), true), told(text(21, 1), true))
    expect(toldIn(atTime(before, later(21)))).toEqual([
      [text(21), false],
      [text(21, 1), true],
    ])
  })

  it.each([
    ['a moment too early', 20, -1],
    ['a moment too late', 22, 1],
  ])('comes back %s, was told too early and does not count', (_, days, milliseconds) => {
    const next = atTime(memory({ last: text(11), jump }, told(text(15), true)), later(days, milliseconds))
    expect(toldIn(next)).toEqual([])
    expect(next.clock?.jump).toBeNull()
  })

  it('goes on from the earlier time, is dropped when its time has come, and until then the jump is kept', () => {
    const before = memory(
      { last: text(11), jump },
      told(text(12), true),
      told(text(11), false),
      told(text(13), true),
    )
    const next = atTime(before, later(12))
    expect(toldIn(next)).toEqual([
      [text(11), false],
      [text(13), true],
    ])
    expect(next.clock).toEqual({ last: text(12), jump })
    const last = atTime(next, later(13))
    expect(toldIn(last)).toEqual([[text(11), false]])
    expect(last.clock).toEqual({ last: text(13), jump: null })
  })
})
