import { describe, expect, it } from 'vitest'
import type { PairState } from '../../../../src/shared/certificates/model.ts'
import {
  isSealAtHand,
  openingKeys,
  sealsFor,
  signingCertificates,
} from '../../../../src/shared/documents/signing-certificates.ts'
import type { Place } from '../../../../src/shared/places/place.ts'
import type { ReadableSeal } from '../../../../src/shared/seals/model.ts'
import { certificate, pair, pinWith, soft, ukey } from '../../../world.ts'

const holding = (state: PairState, rest: Parameters<typeof ukey>[0] = {}, usable = true) =>
  ukey({ pairs: [pair(state, { id: 'c1', tokenId: 'ukey-1', days: 30 }, { usable })], ...rest })

const first = (token: ReturnType<typeof ukey>) => {
  const [one] = signingCertificates([token])
  return one && [one.obstacle, one.next]
}

const certificates: Place = { page: 'certificates' }
const issue: Place = { page: 'issue', tokenId: 'ukey-1' }

describe('a certificate that is here to sign with', () => {
  it.each<[PairState, string | null, Place | null]>([
    ['valid', null, null],
    ['expiring', null, null],
    ['clock-wrong', null, null],
    ['expired', 'expired', { page: 'renewal', certificateId: 'c1-s' }],
    ['not-yet-valid', 'not-yet-valid', null],
    ['suspended', 'suspended', certificates],
    ['revoked', 'revoked', issue],
    ['incomplete', 'unusable', certificates],
    ['mismatched', 'unusable', certificates],
  ])('of a pair that is %s has the obstacle %s', (state, obstacle, next) => {
    expect(first(holding(state))).toEqual([obstacle, next])
  })

  it('needs its key, a PIN that is set, one that is not locked, and a token that is free, in this order', () => {
    const busy = { busy: 'issue' }
    const locked = { ...busy, pin: pinWith({ locked: true }) }
    const notSet = { ...busy, pin: pinWith({ initialised: false, locked: true }) }
    expect(first(holding('valid', notSet, false))).toEqual(['keyless', issue])
    expect(first(holding('valid', notSet))).toEqual(['pin-not-set', { page: 'pin', tokenId: 'ukey-1' }])
    expect(first(holding('valid', locked))).toEqual(['locked', { page: 'unlock', tokenId: 'ukey-1' }])
    expect(first(holding('valid', busy))).toEqual(['busy', null])
    expect(first(holding('expired', notSet, false))?.[0]).toBe('expired')
  })

  it('comes before those with an obstacle; the others keep their order', () => {
    const found = signingCertificates([
      holding('expired'),
      soft(),
      ukey({ id: 'u3', pairs: [pair('valid', { id: 'c3', tokenId: 'u3', days: 3 })] }),
      ukey({ id: 'u4', pairs: [pair('revoked', { id: 'c4', tokenId: 'u4', days: 3 })] }),
    ])
    expect(found.map(({ view }) => view.id)).toEqual(['c2-s', 'c3-s', 'c1-s', 'c4-s'])
    expect(found.map(({ token }) => token.id)).toEqual(['soft-1', 'u3', 'ukey-1', 'u4'])
  })

  it('is none of a pair that was replaced, and none that is missing', () => {
    expect(signingCertificates([holding('kept')])).toEqual([])
    const wish = { id: 'c1', tokenId: 'ukey-1', days: 30 }
    expect(signingCertificates([ukey({ pairs: [pair('valid', wish, { signing: null })] })])).toEqual([])
  })
})

const seal = (rest: Partial<ReadableSeal> = {}): ReadableSeal => ({
  ...{ kind: 'seal', id: 's1', tokenId: 'ukey-1', number: '1', name: '公章', type: 'organisation' },
  ...{ vendor: '', maker: '演示机构', standard: 'GB/T 38540', admits: [], state: 'usable' },
  ...{ createdAt: '2026-01-01', validFrom: '2026-01-01', validTo: '2027-01-01', certificateId: 'c1-s' },
  picture: { kind: 'named', format: 'svg', width: 40, height: 40 },
  ...rest,
})
const view = certificate({ id: 'c1-s', tokenId: 'ukey-1', days: 30 })

describe('the seals of a certificate', () => {
  it('lie on its token, can be used, and are for it', () => {
    const fitting = seal()
    const others = [
      seal({ tokenId: 'soft-1' }),
      seal({ state: 'expired' }),
      seal({ certificateId: 'c2-s' }),
      seal({ certificateId: null }),
      { kind: 'unreadable', id: 's2', tokenId: 'ukey-1' } as const,
    ]
    expect(sealsFor([...others, fitting], view)).toEqual([fitting])
    expect(sealsFor(others, view)).toEqual([])
  })

  it('are at hand if a certificate that can sign now has one', () => {
    expect(isSealAtHand([holding('valid')], [seal()])).toBe(true)
    expect(isSealAtHand([holding('valid')], [])).toBe(false)
    expect(isSealAtHand([holding('expired')], [seal()])).toBe(false)
    expect(isSealAtHand([holding('expired'), soft()], [seal()])).toBe(false)
  })
})

describe('the keys that may open a sealed file', () => {
  it('are those of encryption certificates, also of a pair that was replaced', () => {
    const tokens = [holding('kept'), soft()]
    expect(openingKeys(tokens).map(({ view, token, kept }) => [view.id, token.id, kept])).toEqual([
      ['c1-e', 'ukey-1', true],
      ['c2-e', 'soft-1', false],
    ])
  })

  it('are those of a certificate for both uses, and of none that only signs', () => {
    const wish = { id: 'c1', tokenId: 'ukey-1', days: 30 }
    const alone = (use: 'both' | 'signing') =>
      ukey({ pairs: [pair('valid', wish, { signing: certificate({ ...wish, use }), encryption: null })] })
    expect(openingKeys([alone('both')]).map(({ view }) => view.id)).toEqual(['c1'])
    expect(openingKeys([alone('signing')])).toEqual([])
    expect(
      openingKeys([ukey({ pairs: [pair('valid', wish, { signing: null, encryption: null })] })]),
    ).toEqual([])
  })
})
