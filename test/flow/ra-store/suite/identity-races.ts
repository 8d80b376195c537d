import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../../random.ts'
import { rules } from '../identity-races.ts'
import type { Place } from '../place.ts'

/** A part of `npm run fault -- identity`. */
const RUNS = 8

/** What several people do at the same moment to accounts, old accounts and handlers. */
export function identityRaceCases(place: () => Place): void {
  describe('whoever comes first,', () => {
    it.each(Object.entries(rules))('%s', async (name, rule) => {
      for (let run = 0; run < RUNS; run++)
        expect(await rule(place(), randomFrom(run)), `${name}, run ${run}`).toEqual([])
    })
  })
}
