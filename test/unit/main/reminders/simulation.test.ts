import { describe, expect, it } from 'vitest'
import { dayMs, thresholds } from './remembered.ts'
import { isNight, type Life, live, type Said, sayingsOf } from './simulation.ts'

const seeds = [20261120, 7] as const

/** Counted by the real days. The days of a wrong clock do not matter. */
const sayingsPerDay = (life: Life): ReadonlyMap<string, readonly Said[]> =>
  Map.groupBy(
    life.said.filter(({ clock, truth }) => clock === truth),
    ({ id, day }) => `${id} ${day}`,
  )

/**
 * A threshold counts as told by its own reminder, or by a later one (of a lower threshold, or after a rest) if the
 * program could not speak in between: asleep, in quiet hours, or because the person let the certificate rest.
 */
const missed = (life: Life) => {
  const lastLook = life.looks.at(-1) ?? 0
  return life.certificates.flatMap((one) =>
    thresholds.flatMap((threshold) => {
      const { reached, own } = sayingsOf(life, one, threshold)
      if (reached > lastLook - 2 * dayMs || own.length > 0) return []
      const lower = life.said.find(
        (said) =>
          said.id === one.id &&
          said.clock === said.truth &&
          said.threshold <= threshold &&
          said.truth >= reached,
      )
      const rested = life.snoozes.get(one.id)?.some((at) => at > reached - 9 * dayMs) ?? false
      return lower || rested ? [] : [`${one.id} at ${threshold}`]
    }),
  )
}

describe.each(seeds)(
  'three years with 200 certificates, sleeps, clock jumps and journeys (seed %i)',
  (seed) => {
    const life = live(seed)

    it('has every kind of event', () => {
      console.log(
        `reminder simulation, seed ${seed}: ${life.looksInAll} looks, ${life.said.length} reminders, ${JSON.stringify(life.jumps)}, snoozed ${[...life.snoozes.values()].flat().length} times`,
      )
      for (const count of Object.values(life.jumps)) expect(count).toBeGreaterThan(5)
      expect(life.certificates).toHaveLength(200)
    })

    it('misses no threshold', () => {
      expect(missed(life)).toEqual([])
    })

    it('tells no threshold twice while its clock is right', () => {
      const twice = life.certificates.flatMap((one) =>
        thresholds
          .filter((threshold) => sayingsOf(life, one, threshold).own.length > 1)
          .map((t) => `${one.id} ${t}`),
      )
      expect(twice).toEqual([])
    })

    it('tells each soon after it is reached, if the program is awake', () => {
      const late = life.certificates.flatMap((one) =>
        thresholds.flatMap((threshold) => {
          const { reached, own } = sayingsOf(life, one, threshold)
          return own.flatMap(({ truth }) => {
            // Looks by day and awake, at least a day after it was due and before it was told.
            const idle = life.looks.filter((at) => at > reached + 1.6 * dayMs && at < truth - 0.6 * dayMs)
            const rested = life.snoozes.get(one.id)?.some((at) => at > reached - 9 * dayMs) ?? false
            return idle.length > 0 && !rested && reached > (life.looks[0] ?? 0)
              ? [`${one.id} at ${threshold}`]
              : []
          })
        }),
      )
      expect(late).toEqual([])
    })

    it('never tells one certificate more than once a day, and none in quiet hours', () => {
      expect([...sayingsPerDay(life).values()].filter((all) => all.length > 1)).toEqual([])
      expect(life.said.filter(({ minutesOfDay }) => isNight(minutesOfDay))).toEqual([])
    })
  },
)
