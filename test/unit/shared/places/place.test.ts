import { describe, expect, it } from 'vitest'
import { pageNames, pageOf } from '../../../../src/shared/places/pages.ts'
import { hashOf, type Place, place as placeModel, placeOf } from '../../../../src/shared/places/place.ts'
import { texts } from '../../../../src/shared/text/index.ts'

const places: readonly Place[] = [
  { page: 'home' },
  { page: 'certificates' },
  { page: 'certificate', certificateId: 'soft:1/签名?#' },
  { page: 'issue', tokenId: null },
  { page: 'issue', tokenId: 'ukey/1 #2' },
  { page: 'pin', tokenId: 'ukey-1' },
  { page: 'login', issuerId: null },
  { page: 'login', issuerId: 'demo' },
  { page: 'replacement', issuerId: 'demo' },
  { page: 'renewal', certificateId: 'ukey/1#ab' },
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

  it.each(['', '#', '#/', '#/home'])('"%s" is the first page', (hash) => {
    expect(placeOf(hash)).toEqual({ page: 'home' })
  })

  it.each([
    '#/nowhere',
    '#/home/extra',
    '#/certificate',
    '#/pin',
    '#/settings/nothing',
    '#/issue/a/b',
    '#/constructor',
    '#/certificate/%E4%ZZ',
  ])('"%s" leads nowhere, and is no other page', (hash) => {
    expect(placeOf(hash)).toBeNull()
  })

  it('of the settings without a section is that of the first one', () => {
    expect(placeOf('#/settings')).toEqual({ page: 'settings', section: 'user' })
  })
})

describe('a place that comes from another process', () => {
  it.each(places)('passes as %o', (place) => {
    expect(placeModel.parse(place)).toEqual(place)
  })

  it.each([
    null,
    'home',
    {},
    { page: 'nowhere' },
    { page: 'toString' },
    { page: 'home', tokenId: 'x' },
    { page: 'pin' },
    { page: 'pin', tokenId: null },
    { page: 'pin', tokenId: 7 },
    { page: 'certificate', certificateId: 'x', tokenId: 'y' },
    { page: 'settings', section: 'nothing' },
    { page: 'pin', tokenId: 'x'.repeat(401) },
  ])('is refused as %j', (value) => {
    expect(placeModel.safeParse(value).success).toBe(false)
  })
})

/** Items that depend on who is logged in. */
const ofTheAccount = new Set(['login', 'centre', 'old-account'])

describe('the table of pages', () => {
  it.each(pageNames)('gives %s a title in both languages', (name) => {
    for (const language of ['zh-CN', 'en'] as const) expect(pageOf(name).title(texts(language))).toMatch(/\S/)
  })

  it('lights an item of the rail that exists', () => {
    for (const name of pageNames) {
      const { below } = pageOf(name)
      if (below !== null && !ofTheAccount.has(below)) expect(pageOf(below).rail, name).toBeDefined()
    }
  })
})
