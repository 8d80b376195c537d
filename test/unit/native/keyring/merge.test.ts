import { describe, expect, it } from 'vitest'
import { mergeTokens } from '../../../../src/native/keyring/merge.ts'
import type { PresentToken } from '../../../../src/native/token.ts'
import type { Capability, PinState } from '../../../../src/shared/models/index.ts'

type Wish = {
  readonly id: string
  readonly serial?: string
  readonly driver?: string
  readonly can?: readonly Capability[]
  readonly certificates?: readonly string[]
  readonly keys?: readonly (Uint8Array | null)[]
}
const nobody = () => Promise.reject(new Error('no token is asked while lists are joined'))

const pin: PinState = {
  ...{ triesLeft: null, triesMax: null, countLow: false, lastTry: false },
  ...{ locked: false, isDefault: false, initialised: true, entryOnDevice: false },
}

/** What a look at a library says about one key. */
const seen = (wish: Wish): PresentToken => ({
  token: {
    ...{ id: wish.id, kind: 'ukey', facts: nobody, certificates: nobody, verifyPin: nobody },
    ...{ changePin: nobody, unlock: nobody, withSession: nobody },
  },
  facts: {
    ...{ id: wish.id, kind: 'ukey', driverId: wish.driver ?? 'maker', vendor: 'Maker', model: 'Key' },
    ...{ serial: wish.serial ?? 'S1', label: wish.id, pin, pinRule: { min: 6, max: 16 } },
    capabilities: wish.can ?? [],
  },
  certificates: (wish.certificates ?? []).map((objectId) => ({
    ...{ objectId, keyId: '01', label: objectId, der: new Uint8Array() },
  })),
  keys: (wish.keys ?? []).map((publicKey) => ({ keyId: '01', label: 'key', type: 'sm2', publicKey })),
  seals: [],
})
const merged = (...sources: readonly (readonly PresentToken[])[]): readonly string[] =>
  mergeTokens(sources).map(({ facts }) => facts.id)
const both = (one: Omit<Wish, 'id'>, other: Omit<Wish, 'id'>) =>
  merged([seen({ id: 'one', ...one })], [seen({ id: 'other', ...other })])

const key = Uint8Array.of(4, 1, 2)
const sm2: readonly Capability[] = ['sm2-sign']
const serial16 = '0123456789abcdef'

describe('two libraries that show keys', () => {
  it('show one key under one id once', () => {
    expect(mergeTokens([[seen({ id: 'a' })], [seen({ id: 'a', serial: 'other' })]])).toHaveLength(1)
  })

  it('show one key if its number and a certificate are the same', () => {
    const a = { certificates: ['c0', 'c1'] }
    expect(both(a, { certificates: ['c1', 'c2'] })).toEqual(['one'])
    expect(both(a, { certificates: ['c2'] })).toEqual(['one', 'other'])
    expect(both(a, { certificates: ['c1'], serial: 'S2' })).toEqual(['one', 'other'])
  })

  it('show one key if its number and a public key are the same', () => {
    expect(both({ keys: [key] }, { keys: [Uint8Array.of(9), Uint8Array.of(4, 1, 2)] })).toEqual(['one'])
    expect(both({ keys: [key] }, { keys: [Uint8Array.of(4, 1, 3)] })).toEqual(['one', 'other'])
    expect(both({ keys: [null] }, { keys: [null] })).toEqual(['one', 'other'])
    expect(both({ keys: [key] }, { keys: [key], serial: 'S2' })).toEqual(['one', 'other'])
  })

  it('may know a number whole and by its first 16 letters, whichever comes first', () => {
    const alike = (a: string, b: string) =>
      both({ serial: a, certificates: ['c'] }, { serial: b, certificates: ['c'] }).length === 1
    expect(alike(serial16, `${serial16}XYZ`)).toBe(true)
    expect(alike(`${serial16}XYZ`, serial16)).toBe(true)
    expect(alike(serial16.slice(1), `${serial16.slice(1)}XYZ`)).toBe(false)
    expect(alike(`${serial16}X`, `${serial16}XYZ`)).toBe(false)
    expect(alike(serial16, `Z${serial16}`)).toBe(false)
    expect(alike('', '')).toBe(false)
    expect(alike('', serial16)).toBe(false)
  })

  it('of one maker may show one blank key; of two makers they are two', () => {
    expect(both({}, {})).toEqual(['one'])
    expect(both({}, { driver: 'another' })).toEqual(['one', 'other'])
    expect(both({}, { serial: 'S2' })).toEqual(['one', 'other'])
  })

  it('show one key where one of them shows nothing, if both can do SM2', () => {
    expect(both({ can: sm2 }, { can: sm2, certificates: ['c'] })).toEqual(['other'])
    expect(both({ can: sm2, certificates: ['c'] }, { can: sm2 })).toEqual(['one'])
    expect(both({ can: sm2 }, { certificates: ['c'] })).toEqual(['one', 'other'])
    expect(both({}, { can: sm2, certificates: ['c'] })).toEqual(['one', 'other'])
    expect(both({ can: sm2, certificates: ['b'] }, { can: sm2, certificates: ['c'] })).toEqual([
      'one',
      'other',
    ])
  })
})

describe('of two libraries that show one key', () => {
  const shared = { certificates: ['c'] }

  it('the one that can do SM2 is taken, wherever it stands', () => {
    expect(both(shared, { ...shared, can: sm2 })).toEqual(['other'])
    expect(both({ ...shared, can: sm2 }, shared)).toEqual(['one'])
  })

  it('the first is taken if they can do the same', () => {
    expect(both(shared, shared)).toEqual(['one'])
    expect(both({ ...shared, can: sm2 }, { ...shared, can: sm2 })).toEqual(['one'])
  })

  it('the one that shows something is taken before the one that shows nothing', () => {
    const list = mergeTokens([[seen({ id: 'a' })], [seen({ id: 'a', keys: [key] })]])
    expect(list.map(({ keys }) => keys.length)).toEqual([1])
    const turned = mergeTokens([[seen({ id: 'a', keys: [key] })], [seen({ id: 'a' })]])
    expect(turned.map(({ keys }) => keys.length)).toEqual([1])
  })

  it('SM2 counts more than what is shown', () => {
    const list = mergeTokens([[seen({ id: 'a', keys: [key] })], [seen({ id: 'a', can: sm2 })]])
    expect(list.map(({ facts }) => facts.capabilities)).toEqual([sm2])
  })
})

describe('the list of keys', () => {
  it('keeps the order of its sources, the better entry in the place of the worse', () => {
    const first = [seen({ id: 'a', certificates: ['c'] }), seen({ id: 'b', serial: 'S2' })]
    const second = [seen({ id: 'z', serial: 'S9' }), seen({ id: 'A', certificates: ['c'], can: sm2 })]
    expect(merged(first, second)).toEqual(['A', 'b', 'z'])
    expect(merged()).toEqual([])
    expect(merged([], first)).toEqual(['a', 'b'])
  })

  it('never joins two entries of one library, even if nothing tells them apart', () => {
    expect(merged([seen({ id: 'a' }), seen({ id: 'b' })])).toEqual(['a', 'b'])
    expect(merged([], [seen({ id: 'a' }), seen({ id: 'a' })])).toEqual(['a', 'a'])
  })

  it('gives each of two entries a twin of its own: the second stays when the twin is taken', () => {
    expect(merged([seen({ id: 'a' })], [seen({ id: 'b' }), seen({ id: 'c' })])).toEqual(['a', 'c'])
  })
})
