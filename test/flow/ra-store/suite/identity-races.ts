import { describe, expect, it } from 'vitest'
import type { Store } from '../../../../src/ra/store/store.ts'
import { randomFrom } from '../../../random.ts'
import { rules } from '../identity-races.ts'
import { today } from '../identity-world.ts'
import type { Place } from '../place.ts'
import { refusal } from '../world.ts'

/** A part of `npm run fault -- identity`. */
const RUNS = 8

/** What several people do at the same moment to accounts, old accounts and handlers. */
export function identityRaceCases(place: () => Place): void {
  describe('whoever comes first,', () => {
    it.each(Object.entries(rules))('%s', async (name, rule) => {
      for (let run = 0; run < RUNS; run++)
        expect(await rule(place(), randomFrom(run)), `${name}, run ${run}`).toEqual([])
    })

    it('a number that another dossier has is passed over, and one is left', async () => {
      const { store, other } = place()
      const opening = { purpose: 'registration', kind: 'person', accountId: null, clientHash: null } as const
      const numbers = ['SF-20261120-00000001', 'SF-20261120-00000002']
      const open = (at: Store, id: string) => at.openDossier({ ...opening, id, numbers, now: today })
      const both = await Promise.all([open(store, 'number-a'), open(other, 'number-b')])
      expect(both.map(({ number }) => number).toSorted()).toEqual(numbers)
      expect((await refusal(open(store, 'number-c'))).code).toBe('server-busy')
    })
  })
}
