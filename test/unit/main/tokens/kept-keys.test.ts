import { describe, expect, it } from 'vitest'
import { createTokenViews, type ViewContext } from '../../../../src/main/tokens/token-views.ts'
import type { PresentToken } from '../../../../src/native/index.ts'
import { type Certificate, fingerprintSha256 } from '../../../../src/pki/index.ts'
import { assistantTone } from '../../../../src/shared/health/assistant-health.ts'
import { calmState } from '../calm-state.ts'
import { dualCertificates } from '../dual-certificates.ts'

const day = 86_400_000
const now = new Date('2026-11-20T04:00:00Z')
const from = (days: number) => new Date(now.getTime() + days * day)

const pairOf = (start: number, end: number, holder = '北京示例公司') =>
  dualCertificates(from(start), from(end), holder)

const tokenWith = (id: string, certificates: PresentToken['certificates']): PresentToken =>
  ({
    facts: {
      id,
      kind: 'ukey',
      driverId: 'x',
      vendor: 'v',
      model: 'm',
      serial: id,
      label: 'l',
      pin: { initialised: true, locked: false, triesLeft: 8, isDefault: false },
      pinRule: { min: 6, max: 16 },
      capabilities: [],
    },
    certificates,
    keys: [],
    seals: [],
  }) as unknown as PresentToken

const context = (revoked: readonly string[] = []): ViewContext => ({
  now,
  trueNow: () => now,
  remindFrom: () => 30,
  standing: (certificate: Certificate) =>
    revoked.includes(fingerprintSha256(certificate)) ? 'revoked' : 'good',
  issuerOf: () => 'demo',
  busy: () => null,
  nickname: () => null,
  knowledge: 0,
})

const statesOf = (tokens: readonly PresentToken[], revoked: readonly string[] = []) =>
  createTokenViews()(tokens, context(revoked)).map(({ pairs }) => pairs.map(({ state }) => state))

const current = pairOf(-10, 355)
const old = pairOf(-400, -35)
const encryptionOf = (pair: PresentToken['certificates']) => pair.slice(1)

describe('an old pair is kept for its files, and nobody is bothered about it,', () => {
  it('if a newer one of the same holder is in use, on this token or another', () => {
    expect(statesOf([tokenWith('a', [...current, ...old])])).toEqual([['valid', 'kept']])
    expect(statesOf([tokenWith('a', current), tokenWith('b', old)])).toEqual([['valid'], ['kept']])
  })

  it('if only its encryption half is left beside the newer pair, whenever it ends', () => {
    const half = encryptionOf(pairOf(-200, 165))
    expect(statesOf([tokenWith('a', [...current, ...half])])).toEqual([['valid', 'kept']])
  })

  it('so the assistant finds nothing to do', () => {
    const tokens = createTokenViews()([tokenWith('a', [...current, ...old])], context())
    expect(assistantTone({ ...calmState(() => now).current(), tokens })).toBe('good')
  })
})

describe('an old pair is not kept', () => {
  it('while nothing has taken its place', () => {
    expect(statesOf([tokenWith('a', old)])).toEqual([['expired']])
    expect(statesOf([tokenWith('a', [...pairOf(-10, 355, '别人'), ...old])])).toEqual([['valid', 'expired']])
  })

  it('if the newer one is over too', () => {
    expect(statesOf([tokenWith('a', [...pairOf(-300, -5), ...old])])).toEqual([['expired', 'expired']])
  })

  it('if its encryption key is not here', () => {
    expect(statesOf([tokenWith('a', [...current, ...old.slice(0, 1)])])).toEqual([['valid', 'expired']])
  })

  it('if it is a half pair on a token of its own, which a new issuance completes', () => {
    const half = encryptionOf(pairOf(-200, 165))
    expect(statesOf([tokenWith('a', current), tokenWith('b', half)])).toEqual([['valid'], ['incomplete']])
  })
})

it('the views stay the same objects while the same pairs are kept', () => {
  const views = createTokenViews()
  const tokens = [tokenWith('a', [...current, ...old]), tokenWith('b', pairOf(-5, 300, '别人'))]
  expect(views(tokens, context())).toBe(views(tokens, context()))
})
