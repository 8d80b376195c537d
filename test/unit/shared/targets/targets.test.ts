import { describe, expect, it } from 'vitest'
import type { Snapshot, TokenView } from '../../../../src/shared/models/index.ts'
import {
  endingWith,
  firstChoice,
  isStillFree,
  planOf,
  ukeyChoices,
} from '../../../../src/shared/targets/targets.ts'
import {
  demo,
  longCompany,
  pair,
  pinWith,
  signedIn,
  snapshotWith,
  soft,
  trademark,
  ukey,
} from '../../../world.ts'

const withTokens = (tokens: readonly TokenView[], rest: Partial<Snapshot> = {}): Snapshot => ({
  ...snapshotWith({ tokens, ...rest }),
  revision: 1,
  at: '2026-11-20T00:00:00.000Z',
})

describe('where a new certificate goes', () => {
  it('is the plugged Ukey before the soft certificate', () => {
    expect(firstChoice(withTokens([soft(), ukey()]), null)).toEqual({ kind: 'ukey', tokenId: 'ukey-1' })
  })

  it('is the soft certificate when nothing is plugged in', () => {
    expect(firstChoice(withTokens([]), null)).toEqual({ kind: 'soft' })
  })

  it('is the token that the person came from', () => {
    const tokens = [ukey(), ukey({ id: 'ukey-2' }), soft()]
    expect(firstChoice(withTokens(tokens), 'ukey-2')).toEqual({ kind: 'ukey', tokenId: 'ukey-2' })
    expect(firstChoice(withTokens(tokens), 'soft-1')).toEqual({ kind: 'soft' })
  })

  it('is an empty Ukey before one that holds a certificate', () => {
    const tokens = [ukey(), ukey({ id: 'ukey-2', pairs: [] })]
    expect(firstChoice(withTokens(tokens), null)).toEqual({ kind: 'ukey', tokenId: 'ukey-2' })
  })

  it('is never by itself a Ukey whose certificate another one has replaced', () => {
    const old = ukey({
      id: 'ukey-2',
      pairs: [pair('revoked', { id: 'c9', tokenId: 'ukey-2', days: 90 })],
    })
    expect(firstChoice(withTokens([old, ukey()]), null)).toEqual({ kind: 'ukey', tokenId: 'ukey-1' })
    const inForce = soft({ pairs: [pair('valid', { id: 'c2', tokenId: 'soft-1', days: 90 })] })
    expect(firstChoice(withTokens([old, inForce]), null)).toEqual({ kind: 'soft' })
    expect(firstChoice(withTokens([old, inForce]), 'ukey-2')).toEqual({ kind: 'ukey', tokenId: 'ukey-2' })
  })

  it('is never by itself the lost Ukey that is plugged in all the same', () => {
    const tokens = [ukey(), ukey({ id: 'ukey-2', serial: 'B2' })]
    const other = { kind: 'ukey', tokenId: 'ukey-2' }
    expect(firstChoice(withTokens(tokens), null, (token) => token.id === 'ukey-1')).toEqual(other)
    expect(firstChoice(withTokens([ukey()]), null, (token) => token.id === 'ukey-1')).toEqual({
      kind: 'soft',
    })
  })

  it.each([
    ['locked', ukey({ pin: pinWith({ locked: true }) })],
    ['notSet', ukey({ pin: pinWith({ initialised: false }) })],
    ['lacks', ukey({ capabilities: ['rsa-sign'] })],
    ['busy', ukey({ busy: 'signing' })],
  ] as const)('is never a Ukey with the obstacle "%s"', (obstacle, token) => {
    const snapshot = withTokens([token])
    expect(ukeyChoices(snapshot)).toEqual([{ token, obstacle }])
    expect(firstChoice(snapshot, token.id)).toEqual({ kind: 'soft' })
    expect(isStillFree(snapshot, { kind: 'ukey', tokenId: token.id })).toBe(false)
  })

  it('is no longer free once the Ukey was pulled out', () => {
    expect(isStillFree(withTokens([]), { kind: 'ukey', tokenId: 'ukey-1' })).toBe(false)
  })

  it('is described correctly: first or again, empty or replaced', () => {
    const snapshot = withTokens([ukey(), ukey({ id: 'ukey-2', pairs: [] }), soft()])
    expect(planOf(snapshot, { kind: 'ukey', tokenId: 'ukey-1' }, trademark.id)).toBe('ukeyReplace')
    expect(planOf(snapshot, { kind: 'ukey', tokenId: 'ukey-2' }, trademark.id)).toBe('ukeyEmpty')
    expect(planOf(snapshot, { kind: 'soft' }, trademark.id)).toBe('softAgain')
    expect(planOf(withTokens([]), { kind: 'soft' }, trademark.id)).toBe('softFirst')
  })
})

describe('what a new certificate replaces', () => {
  const target = { kind: 'ukey', tokenId: 'ukey-1' } as const
  const holding = (issuerId: string | null) =>
    withTokens([ukey({ pairs: [pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 9, issuerId })] })])

  it('is never a certificate of another authority on the same Ukey', () => {
    expect(planOf(holding(trademark.id), target, trademark.id)).toBe('ukeyReplace')
    expect(planOf(holding(null), target, trademark.id)).toBe('ukeyReplace')
    expect(planOf(holding(demo.id), target, trademark.id)).toBe('ukeyEmpty')
  })
})

describe('what ends with a new certificate', () => {
  const holding = (state: 'valid' | 'revoked', holder: string) => [
    pair(state, { id: 'c2', tokenId: 'soft-1', days: 100, holder }),
  ]
  const target = { kind: 'ukey', tokenId: 'ukey-1' } as const
  const endingBeside = (other: TokenView) =>
    endingWith(
      withTokens([ukey(), other], { accounts: [{ issuerId: trademark.id, account: signedIn }] }),
      target,
      trademark.id,
    ).map(({ id }) => id)

  it('is the same holder’s certificate on another token', () => {
    expect(endingBeside(soft({ pairs: holding('valid', longCompany) }))).toEqual(['soft-1'])
  })

  it('is never somebody else’s, nor one that no longer works', () => {
    expect(endingBeside(soft({ pairs: holding('valid', '王芳') }))).toEqual([])
    expect(endingBeside(soft({ pairs: holding('revoked', longCompany) }))).toEqual([])
  })

  it('is never one of another authority, nor one whose issuer is not known', () => {
    const of = (issuerId: string | null) =>
      soft({
        pairs: [pair('valid', { id: 'c2', tokenId: 'soft-1', days: 100, holder: longCompany, issuerId })],
      })
    expect([endingBeside(of(demo.id)), endingBeside(of(null))]).toEqual([[], []])
  })

  it('is not the one on the token itself, which the plan already describes', () => {
    const own = ukey({ pairs: holding('valid', longCompany) })
    expect(
      endingWith(
        withTokens([own], { accounts: [{ issuerId: trademark.id, account: signedIn }] }),
        target,
        trademark.id,
      ),
    ).toEqual([])
  })
})
