import type { ClockMemory, ReminderMemory, Told } from './memory.ts'

const day = 86_400_000
const at = (instant: string): number => Date.parse(instant)

const withTold = (memory: ReminderMemory, change: (told: Told) => readonly Told[]): ReminderMemory => ({
  ...memory,
  known: memory.known.map((one) => ({ ...one, told: one.told.flatMap(change) })),
})

/** Whether the clock is back where it would be without the jump. Then what was told before the jump was right. */
const isReturn = ({ last, jump }: ClockMemory, now: number): boolean =>
  jump !== null && now > at(last) + day && Math.abs(now - (at(jump.from) + at(last) - at(jump.to))) <= day

const doubtAll = (memory: ReminderMemory, now: number): ReminderMemory =>
  withTold(memory, (told) => [at(told.at) > now + day ? { ...told, doubtful: true } : told])

/**
 * Trusts what was told until the jump began. What was told later came from another time when the clock was ahead, and
 * stays in doubt.
 */
const believeUntil = (memory: ReminderMemory, end: number): ReminderMemory =>
  withTold(memory, (told) => [at(told.at) <= end ? { ...told, doubtful: false } : told])

/** Drops a doubtful reminder once its time has come: it was told too early and does not count. */
const dropPassed = (memory: ReminderMemory, now: number): ReminderMemory =>
  isInDoubt(memory) ? withTold(memory, (told) => (told.doubtful && at(told.at) <= now ? [] : [told])) : memory

const isInDoubt = ({ known }: ReminderMemory): boolean =>
  known.some(({ told }) => told.some(({ doubtful }) => doubtful))

/**
 * Brings the memory to a new time. If a clock goes back by more than a day, it was wrong before or is wrong now. What
 * was told in that stretch is in doubt until it is clear which. A sleep looks like a jump forward and is none.
 */
export const atTime = (memory: ReminderMemory, moment: Date): ReminderMemory => {
  const now = moment.getTime()
  const last = moment.toISOString()
  const { clock } = memory
  if (clock === null) return { ...memory, clock: { last, jump: null } }
  if (now < at(clock.last) - day) {
    return { ...doubtAll(memory, now), clock: { last, jump: { from: clock.last, to: last } } }
  }
  if (clock.jump !== null && isReturn(clock, now)) {
    const believed = believeUntil(memory, at(clock.jump.from) + day)
    return { ...believed, clock: { last, jump: null } }
  }
  const after = dropPassed(memory, now)
  return { ...after, clock: { last, jump: isInDoubt(after) ? clock.jump : null } }
}
