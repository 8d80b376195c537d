import type { ClockMemory, ReminderMemory, Told } from './memory.ts'

const day = 86_400_000
const at = (instant: string): number => Date.parse(instant)

const withTold = (memory: ReminderMemory, change: (told: Told) => readonly Told[]): ReminderMemory => ({
  ...memory,
  known: memory.known.map((one) => ({ ...one, told: one.told.flatMap(change) })),
})

/** The clock is where it would be had it never gone back: what was told before the jump is true after all. */
const isReturn = ({ last, jump }: ClockMemory, now: number): boolean =>
  jump !== null && now > at(last) + day && Math.abs(now - (at(jump.from) + at(last) - at(jump.to))) <= day

const doubtAll = (memory: ReminderMemory, now: number): ReminderMemory =>
  withTold(memory, (told) => [at(told.at) > now + day ? { ...told, doubtful: true } : told])

/** What was told later than the jump began was told by a clock that was ahead at another time: it stays in doubt. */
const believeUntil = (memory: ReminderMemory, end: number): ReminderMemory =>
  withTold(memory, (told) => [at(told.at) <= end ? { ...told, doubtful: false } : told])

/** Time has gone on to where a doubtful word stands: it was said too early, and counts for nothing. */
const dropPassed = (memory: ReminderMemory, now: number): ReminderMemory =>
  isInDoubt(memory) ? withTold(memory, (told) => (told.doubtful && at(told.at) <= now ? [] : [told])) : memory

const isInDoubt = ({ known }: ReminderMemory): boolean =>
  known.some(({ told }) => told.some(({ doubtful }) => doubtful))

/**
 * Brings the memory to a new time. A clock that goes back by more than a day was wrong before or is wrong now;
 * what was told meanwhile is doubted until it shows which. A sleep looks like a jump forward and is none.
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
