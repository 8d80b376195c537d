import { describe, expect, it } from 'vitest'
import { hashOf, type Place, placeOf, placeOfRoute } from '../../../src/renderer/place/place.ts'
import { route } from '../../../src/shared/models/index.ts'

const places: readonly Place[] = [
  { page: 'home' },
  { page: 'certificates' },
  { page: 'certificate', certificateId: 'soft:1/签名?#' },
  { page: 'issue', tokenId: null },
  { page: 'issue', tokenId: 'ukey/1 #2' },
  { page: 'login' },
  { page: 'restore' },
  { page: 'settings', section: 'about' },
  { page: 'prompt' },
]

describe('the address of a place', () => {
  it.each(places.map((place) => [hashOf(place), place] as const))(
    '%s leads back to its place',
    (hash, place) => {
      expect(placeOf(hash)).toEqual(place)
    },
  )

  it.each(['', '#', '#/', '#/nowhere', '#/home/extra'])('"%s" is home', (hash) => {
    expect(placeOf(hash)).toEqual({ page: 'home' })
  })

  it('survives a broken escape', () => {
    expect(placeOf('#/certificate/%E4%ZZ')).toEqual({ page: 'certificates' })
  })

  it.each(route.options)('the route %s of the main process has a place', (name) => {
    expect(placeOfRoute({ sequence: 1, route: name, tokenId: null }).page).not.toBe('prompt')
  })

  it('of an issuance that begins in the tray has the token it was asked for', () => {
    const sent = { sequence: 1, route: 'issue', tokenId: 'ukey/1 #2' } as const
    expect(placeOfRoute(sent)).toEqual({ page: 'issue', tokenId: 'ukey/1 #2' })
  })
})
