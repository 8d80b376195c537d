import { describe, expect, it } from 'vitest'
import { neededDrivers } from '../../../../src/shared/business/drivers.ts'
import { hallOf } from '../../../../src/shared/business/hall.ts'
import {
  type BusinessBar,
  type BusinessKind,
  offersFor,
  subjectsOf,
} from '../../../../src/shared/business/offers.ts'
import { isOffline } from '../../../../src/shared/connection/is-offline.ts'
import type { Connection, Snapshot } from '../../../../src/shared/models/index.ts'
import { demo, pair, pinWith, type SceneWish, snapshotWith, soft, trademark, ukey } from '../../../world.ts'

const snapshotOf = (wish: SceneWish): Snapshot => ({ revision: 1, at: '', ...snapshotWith(wish) })

const barsOf = (wish: SceneWish): Readonly<Partial<Record<BusinessKind, BusinessBar | null>>> => {
  const snapshot = snapshotOf(wish)
  const [subject] = subjectsOf(snapshot)
  if (subject === undefined) throw new Error('nothing is plugged in')
  return Object.fromEntries(offersFor(snapshot, subject).map(({ kind, bar }) => [kind, bar]))
}

const ofDemo = (days = 20, rest = {}) =>
  ukey({ pairs: [pair('expiring', { id: 'c', tokenId: 'ukey-1', days, demonstration: true })], ...rest })

const offline: Connection = {
  state: 'offline',
  reason: 'network-none',
  checkedAt: null,
  clockSkewSeconds: null,
}

describe('the businesses of a certificate', () => {
  it('are all possible that its state and its authority allow', () => {
    expect(barsOf({ issuer: demo, tokens: [ofDemo()] })).toEqual({
      ...{ issue: null, renew: null, upgrade: null, replacement: null, pin: null, rehearsal: null },
      ...{ unlock: 'pin-not-locked', backup: 'ukey-stays' },
    })
    expect(barsOf({ issuer: demo, tokens: [soft()] })).toMatchObject({ backup: null })
  })

  it('follow the PIN of the token', () => {
    const locked = pinWith({ locked: true, triesLeft: 0 })
    expect(barsOf({ issuer: demo, tokens: [ofDemo(20, { pin: locked })] })).toMatchObject({
      ...{ issue: 'pin-locked', pin: 'pin-locked', unlock: null },
    })
    const unset = pinWith({ initialised: false })
    expect(barsOf({ issuer: demo, tokens: [ofDemo(20, { pin: unset })] })).toMatchObject({
      pin: 'pin-not-set',
    })
  })

  it('that an authority has to do wait for the network; those of the Ukey alone do not', () => {
    expect(barsOf({ issuer: demo, tokens: [ofDemo()], connection: offline })).toEqual({
      ...{ issue: 'offline', renew: 'offline', upgrade: 'offline', replacement: 'offline' },
      ...{ unlock: 'pin-not-locked', pin: null, backup: 'ukey-stays', rehearsal: null },
    })
  })

  it('are those of its own issuer, not of the chosen one', () => {
    const lacking = { ...demo, id: 'lacking', businesses: ['issue' as const] }
    const far = { ...trademark, connected: false }
    const of = (issuerId: string | null) =>
      barsOf({
        issuer: demo,
        issuers: [demo, lacking, far],
        tokens: [ukey({ pairs: [pair('valid', { id: 'c', tokenId: 'ukey-1', days: 9, issuerId })] })],
      })
    expect(of('lacking')).toMatchObject({
      renew: 'issuer-lacks',
      upgrade: 'issuer-lacks',
      replacement: 'issuer-lacks',
    })
    expect(of(far.id)).toMatchObject({ renew: 'issuer-not-connected', upgrade: 'issuer-not-connected' })
    expect(of(null)).toMatchObject({ renew: 'issuer-unknown', replacement: 'issuer-unknown' })
  })

  it('of an empty Ukey begin with the first certificate', () => {
    expect(barsOf({ issuer: demo, tokens: [ukey({ pairs: [] })] })).toMatchObject({
      ...{ issue: null, renew: 'no-certificate', upgrade: 'no-certificate', rehearsal: 'nothing-encrypted' },
    })
  })

  it('are not listed for a certificate that another one has replaced', () => {
    const pairs = [
      pair('kept', { id: 'old', tokenId: 'ukey-1', days: -9 }),
      pair('valid', { id: 'new', tokenId: 'ukey-1', days: 300 }),
    ]
    expect(subjectsOf({ tokens: [ukey({ pairs })] }).map(({ id }) => id)).toEqual(['pair-new'])
  })
})

describe('the pages of authorities', () => {
  const link = { about: null, recommended: false, address: 'https://example.org/' }
  const named = (id: string, zh: string | null) => ({
    ...{ ...link, id, name: { zh: id, en: id }, region: zh === null ? null : { zh, en: zh } },
  })

  it('are grouped by region over all issuers, those for the whole country first', () => {
    const regions = hallOf([
      { ...demo, links: [named('a', '上海'), named('b', null)] },
      { ...trademark, links: [named('c', '上海')] },
    ])
    expect(
      regions.map(({ region, links }) => [region?.zh ?? null, links.map(({ link: { id } }) => id)]),
    ).toEqual([
      [null, ['b']],
      ['上海', ['a', 'c']],
    ])
  })

  it('are barred only where no authority can be reached', () => {
    const online: Connection = { ...offline, state: 'online', reason: null }
    expect(isOffline({ issuer: demo, connections: {} })).toBe(false)
    expect(isOffline({ issuer: demo, connections: { demo: offline } })).toBe(true)
    expect(isOffline({ issuer: demo, connections: { demo: offline, other: online } })).toBe(false)
  })
})

it('the driver of a Ukey that is here is found, that of one without is missing', () => {
  const snapshot = snapshotOf({
    tokens: [ukey(), soft()],
    troubles: [
      {
        id: 'x',
        report: { code: 'driver-missing', params: { vendor: '华大' } },
        ...{ vendor: '华大', driverId: 'huada', usbId: null, systemWords: null, downloadPage: null },
      },
    ],
  })
  expect(neededDrivers(snapshot).map(({ state, driver }) => [state, driver?.id])).toEqual([
    ['missing', 'huada'],
    ['found', 'minghua'],
  ])
})
