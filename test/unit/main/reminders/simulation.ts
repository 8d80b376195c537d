import { daysUntil } from '../../../../src/main/certificates/certificate-view.ts'
import { type Due, remindersAt, type WallClock } from '../../../../src/main/reminders/due.ts'
import type { Remembered, ReminderMemory } from '../../../../src/main/reminders/memory.ts'
import { snoozed } from '../../../../src/main/reminders/snooze.ts'
import { below, type Random, randomFrom } from '../../../random.ts'
import { dayMs, remembered, thresholds } from './remembered.ts'

const hour = 3_600_000
const minute = 60_000
const quietHours = { from: '22:00', to: '08:00' } as const

export type Said = {
  readonly id: string
  readonly threshold: number
  /** The time that the clock showed, and the real time. */
  readonly clock: number
  readonly truth: number
  readonly again: boolean
  readonly minutesOfDay: number
  readonly day: string
}

export type Life = {
  readonly certificates: readonly Remembered[]
  readonly said: readonly Said[]
  /** Moments by day when the program looked while its clock was right. */
  readonly looks: readonly number[]
  readonly looksInAll: number
  readonly jumps: {
    readonly forward: number
    readonly back: number
    readonly zones: number
    readonly sleeps: number
  }
  readonly snoozes: ReadonlyMap<string, readonly number[]>
}

const shifted =
  (zone: number): WallClock =>
  (at) => {
    const local = new Date(at.getTime() + zone * hour)
    return {
      day: local.toISOString().slice(0, 10),
      minutes: local.getUTCHours() * 60 + local.getUTCMinutes(),
    }
  }

const start = Date.parse('2026-11-20T01:00:00.000Z')

const certificatesFor = (count: number, days: number, random: Random) =>
  Array.from({ length: count }, (_, index) =>
    remembered({
      id: `token-${index}#1`,
      serial: String(index),
      // At every hour of the day, from soon after the start to long after the end.
      notAfter: new Date(
        start + (70 + below(random, days)) * dayMs + below(random, 24 * 60) * minute,
      ).toISOString(),
    }),
  )

/**
 * Years of one computer: used now and then by day, asleep at night and sometimes for weeks, carried through time zones,
 * its clock sometimes wrong for some hours and then right again. The person snoozes at times.
 */
export const live = (seed: number, years = 3, count = 200): Life => {
  const random = randomFrom(seed)
  const end = start + years * 365 * dayMs
  const certificates = certificatesFor(count, years * 365 - 100, random)
  const said: Said[] = []
  const looks: number[] = []
  const snoozes = new Map<string, number[]>()
  const jumps = { forward: 0, back: 0, zones: 0, sleeps: 0 }
  let memory: ReminderMemory = { format: 1, clock: null, known: certificates }
  let looksInAll = 0
  let zone = 8
  let error = 0

  const snooze = ({ certificate }: Due, truth: number): void => {
    const choice = below(random, 2) === 0 ? 'tomorrow' : 'week'
    const known = memory.known.map((one) =>
      one.id === certificate.id ? snoozed(one, choice, new Date(truth + error)) : one,
    )
    memory = { ...memory, known }
    snoozes.set(certificate.id, [...(snoozes.get(certificate.id) ?? []), truth])
  }

  const look = (truth: number): void => {
    const wall = shifted(zone)
    const now = new Date(truth + error)
    const outcome = remindersAt(memory, { thresholds: () => thresholds, quietHours }, now, wall)
    memory = outcome.memory
    looksInAll += 1
    if (error === 0 && !isNight(wall(now).minutes)) looks.push(truth)
    for (const due of outcome.due) {
      const { minutes, day } = wall(now)
      const { id, restsUntil } = due.certificate
      const again = restsUntil !== null
      said.push({
        id,
        threshold: due.threshold,
        clock: now.getTime(),
        truth,
        again,
        minutesOfDay: minutes,
        day,
      })
      if (error === 0 && below(random, 12) === 0) snooze(due, truth)
    }
  }

  /** Makes the clock wrong for some hours, then right again. */
  const wrongFor = (truth: number, by: number): number => {
    error = by
    const hours = 1 + below(random, 9)
    for (let n = 0; n < hours; n++) look(truth + n * hour)
    error = 0
    look(truth + hours * hour)
    return truth + hours * hour
  }

  for (let truth = start; truth < end; truth += 30 * minute) {
    look(truth)
    const fate = below(random, 6000)
    if (fate < 6) {
      jumps.sleeps += 1
      truth += (2 + below(random, 38)) * dayMs
    } else if (fate < 9) {
      jumps.forward += 1
      truth = wrongFor(truth, (50 + below(random, 900)) * dayMs + below(random, 24) * hour)
    } else if (fate < 12) {
      jumps.back += 1
      truth = wrongFor(truth, -((2 + below(random, 900)) * dayMs + below(random, 24) * hour))
    } else if (fate < 16) {
      jumps.zones += 1
      zone = [8, 8, -5, 0, 12, -8][below(random, 6)] ?? 8
    } else if (fate < 130) truth += (6 + below(random, 8)) * hour // a night, or an afternoon with the lid closed
  }
  return { certificates, said, looks, looksInAll, jumps, snoozes }
}

export const isNight = (minutes: number): boolean => minutes >= 22 * 60 || minutes < 8 * 60

/** The reminders for one threshold of one certificate. */
export const sayingsOf = (life: Life, one: Remembered, threshold: number) => {
  const reached = Date.parse(one.notAfter) - (threshold + 1) * dayMs
  // Told while the clock was right, as its own reminder.
  const own = life.said.filter(
    (said) => said.id === one.id && said.threshold === threshold && !said.again && said.clock === said.truth,
  )
  return { reached, own }
}

export { daysUntil, start }
