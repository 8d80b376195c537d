import { expect, it } from 'vitest'
import type { ReadableSeal } from '../../../../src/shared/models/index.ts'
import { newSealsOf } from '../../../../src/shared/upgrade/rows.ts'
import { seal } from '../../../ui/scenes/seal.ts'
import { pair, snapshotWith, ukey } from '../../../world.ts'

const pairs = ['c1', 'c2'].map((id) => pair('valid', { id, tokenId: 'ukey-1', days: 200 }))
const [mine, other] = pairs.map(({ signing }) => signing)

const shownWith = (...seals: readonly ReadableSeal[]) =>
  newSealsOf(
    { ...snapshotWith({ tokens: [ukey({ pairs })] }), seals },
    { issuerId: mine?.issuerId ?? '', serial: mine?.serial ?? '' },
  ).map(({ id }) => id)

it('only the seals of the new certificate are shown, whatever else is on its token', () => {
  const own = seal({ id: 'own', certificateId: mine?.id ?? '' })
  expect(shownWith(seal({ id: 'foreign', certificateId: other?.id ?? '' }), own)).toEqual(['own'])
  expect(shownWith({ ...own, state: 'revoked' })).toEqual([])
  expect(
    newSealsOf({ ...snapshotWith({ tokens: [] }), seals: [own] }, { issuerId: 'demo', serial: null }),
  ).toEqual([])
})
