import { daysUntil } from '../certificates/certificate-view.ts'
import { atTime } from './clock-jumps.ts'
import type { Remembered, ReminderMemory, Told } from './memory.ts'

export type QuietHours = { readonly from: string; readonly to: string }

export type ReminderRules = {
  /** Days before the end at which an issuer reminds. 0 is the last day; negative numbers come after it. */
  readonly thresholds: (issuerId: string | null) => readonly number[]
  /** When the person does not want to be disturbed. */
  readonly quietHours: QuietHours | null
}

/** What a clock on the wall shows. */
export type WallClock = (at: Date) => { readonly day: string; readonly minutes: number }

export const systemWallClock: WallClock = (at) => ({
  day: `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`,
  minutes: at.getHours() * 60 + at.getMinutes(),
})

export type Due = { readonly certificate: Remembered; readonly threshold: number; readonly daysLeft: number }

export type Outcome = {
  /** What to tell now. */
  readonly due: readonly Due[]
  /** What to show on the first page. */
  readonly shown: readonly Remembered[]
  readonly memory: ReminderMemory
}

const hour = 3_600_000
const longestRest = 8 * 24 * hour
/** A person chooses a day within a year. */
export const furthestChoice = 366 * 24 * hour
/** After so many days past its end, nobody waits for the renewal of a certificate. */
const relic = -366

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

export const isQuiet = (quiet: QuietHours | null, minutes: number): boolean => {
  if (quiet === null) return false
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)]
  return from <= to ? minutes >= from && minutes < to : minutes >= from || minutes < to
}

/** The lowest threshold that is reached. */
const reached = (daysLeft: number, thresholds: readonly number[]): number | null => {
  const all = thresholds.filter((threshold) => daysLeft <= threshold)
  return all.length === 0 ? null : Math.min(...all)
}

/** Once a day. A traveller's new day may begin early, so there are also twelve hours between two reminders. */
const isToldToday = (told: readonly Told[], now: Date, wall: WallClock): boolean =>
  told.some(({ at, day }) => {
    const then = new Date(at)
    return (
      Math.abs(now.getTime() - then.getTime()) < 12 * hour || [day, wall(then).day].includes(wall(now).day)
    )
  })

/** The day that the person chose: it has not come, it has come, or there is none. */
const chosenDay = ({ chosen }: Remembered, now: Date): 'ahead' | 'come' | null => {
  if (chosen === null) return null
  const left = Date.parse(chosen) - now.getTime()
  // A day that nobody could choose today was chosen under a wrong clock.
  if (left > furthestChoice) return null
  return left > 0 ? 'ahead' : 'come'
}

const rests = (one: Remembered, now: Date): boolean => {
  if (chosenDay(one, now) === 'ahead') return true
  const { restsUntil } = one
  if (restsUntil === null) return false
  const left = Date.parse(restsUntil) - now.getTime()
  // A rest cannot be longer than a week. If it is, a wrong clock set it.
  return left > 0 && left <= longestRest
}

const isToldSince = (chosen: string | null, told: readonly Told[]): boolean =>
  chosen !== null && told.some(({ at, doubtful }) => !doubtful && at >= chosen)

const dueOf = (one: Remembered, rules: ReminderRules, now: Date, wall: WallClock): Due | null => {
  const daysLeft = daysUntil(new Date(one.notAfter), now)
  const wanted = chosenDay(one, now) === 'come' && !isToldSince(one.chosen, one.told)
  const threshold = reached(daysLeft, rules.thresholds(one.issuerId)) ?? (wanted ? daysLeft : null)
  if (threshold === null || one.silenced || daysLeft < relic || rests(one, now)) return null
  const told = one.told.filter(({ doubtful }) => !doubtful)
  const isNew = told.every((earlier) => earlier.threshold > threshold)
  if (!isNew && one.restsUntil === null && !wanted) return null
  const held = isQuiet(rules.quietHours, wall(now).minutes) || isToldToday(told, now, wall)
  return held ? null : { certificate: one, threshold, daysLeft }
}

const isShown = (one: Remembered, { thresholds }: ReminderRules, now: Date): boolean => {
  const daysLeft = daysUntil(new Date(one.notAfter), now)
  return (
    (reached(daysLeft, thresholds(one.issuerId)) !== null || chosenDay(one, now) === 'come') &&
    daysLeft >= relic &&
    !one.silenced &&
    !rests(one, now)
  )
}

const withTold = (
  one: Remembered,
  { threshold }: Due,
  now: Date,
  { day }: ReturnType<WallClock>,
): Remembered => ({
  ...one,
  restsUntil: null,
  told: [
    ...one.told,
    { threshold, day, at: now.toISOString(), again: one.restsUntil !== null, doubtful: false },
  ].slice(-40),
})

/** What to tell at a moment. It follows only from the memory, the rules and the time. */
export const remindersAt = (
  before: ReminderMemory,
  rules: ReminderRules,
  now: Date,
  wall: WallClock = systemWallClock,
): Outcome => {
  const memory = atTime(before, now)
  const due = memory.known.flatMap((one) => dueOf(one, rules, now, wall) ?? [])
  const dueOfOne = new Map(due.map((one) => [one.certificate.id, one]))
  const known = memory.known.map((one) => {
    const its = dueOfOne.get(one.id)
    return its === undefined ? one : withTold(one, its, now, wall(now))
  })
  return { due, shown: known.filter((one) => isShown(one, rules, now)), memory: { ...memory, known } }
}
