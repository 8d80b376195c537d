import { describe, expect, it } from 'vitest'
import { concernsOf } from '../../../../src/shared/health/assistant-health.ts'
import { placeOfConcern } from '../../../../src/shared/health/concern-place.ts'
import { hashOf, type Place, placeOf } from '../../../../src/shared/places/place.ts'
import { pair, pinWith, type SceneWish, snapshotWith, ukey } from '../../../world.ts'

const leads = (wish: SceneWish): Place | null => {
  const [first] = concernsOf(snapshotWith(wish))
  return first === undefined ? null : placeOfConcern(first)
}

describe('the word 需要处理', () => {
  it.each<[string, SceneWish, Place]>([
    [
      'a locked Ukey',
      { tokens: [ukey({ pin: pinWith({ locked: true, triesLeft: 0 }) })] },
      { page: 'unlock', tokenId: 'ukey-1' },
    ],
    [
      'a Ukey with one try left',
      { tokens: [ukey({ pin: pinWith({ lastTry: true, triesLeft: 1 }) })] },
      { page: 'pin', tokenId: 'ukey-1' },
    ],
    [
      'an expired certificate',
      { tokens: [ukey({ pairs: [pair('expired', { id: 'c9', tokenId: 'ukey-1', days: -3 })] })] },
      { page: 'certificate', certificateId: 'c9-s' },
    ],
    [
      'a wrong clock',
      { connection: { state: 'online', reason: null, checkedAt: null, clockSkewSeconds: 7_200 } },
      { page: 'diagnosis', step: 'clock' },
    ],
  ])('leads from %s to its reason', (_, wish, place) => {
    expect(leads(wish)).toEqual(place)
    expect(placeOf(hashOf(place))).toEqual(place)
  })

  it('leads nowhere while all is well', () => {
    expect(leads({ tokens: [ukey()] })).toBeNull()
  })
})
