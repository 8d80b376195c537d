import { describe, expect, it } from 'vitest'
import { certificatesStep } from '../../../../../src/main/diagnosis/steps/certificates.ts'
import type { PairState } from '../../../../../src/shared/models/index.ts'
import { pair, ukey } from '../../../../world.ts'
import { computer, figuresIn, saidIn } from '../step-world.ts'

const { worldWith } = computer()

describe('the check of the certificates', () => {
  const check = (...tokens: readonly ReturnType<typeof ukey>[]) =>
    certificatesStep.check(worldWith({}, { tokens }))
  const withPair = (state: PairState, days = 9, rest = {}) =>
    ukey({ nickname: '小明', pairs: [pair(state, { id: 'c', tokenId: 'ukey-1', days }, rest)] })

  it.each([
    ['incomplete', 'certificate-half', 'attention'],
    ['mismatched', 'certificate-mismatched', 'problem'],
    ['revoked', 'certificate-revoked', 'problem'],
    ['suspended', 'certificate-suspended', 'attention'],
    ['expired', 'certificate-expired', 'problem'],
    ['expiring', 'certificate-expiring', 'attention'],
    ['not-yet-valid', 'certificate-not-yet', 'attention'],
  ] as const)('tells of one that is %s and leads to it', (state, kind, level) => {
    const findings = check(withPair(state))
    expect(saidIn(findings)).toEqual([[kind, level]])
    expect(findings[0]?.place).toEqual({ page: 'certificate', certificateId: 'c-s' })
  })

  it('says nothing of one that is all right', () => {
    expect(check(withPair('valid'))).toEqual([])
    expect(check(withPair('clock-wrong'))).toEqual([])
  })

  it('counts the days that are left, or that have gone', () => {
    expect(figuresIn(check(withPair('expiring', 9)))).toMatchObject([{ days: 9 }])
    expect(figuresIn(check(withPair('expired', -4)))).toMatchObject([{ days: 4 }])
  })

  it('says of a certificate without its key that this is a problem', () => {
    const findings = check(withPair('valid', 9, { usable: false }))
    expect(saidIn(findings)).toEqual([['certificate-keyless', 'problem']])
    expect(figuresIn(findings)).toMatchObject([{ name: '小明' }])
  })

  it('tells of certificates that cannot be read, and not that there is none', () => {
    const findings = check(ukey({ nickname: '小明', pairs: [], unreadable: 2 }))
    expect(saidIn(findings)).toEqual([['certificate-unreadable', 'problem']])
    expect(figuresIn(findings)).toEqual([{ name: '小明', count: 2 }])
  })

  it('tells of a Ukey without a certificate, where one can be had; an empty soft token is nothing', () => {
    const findings = check(ukey({ pairs: [], unreadable: 0 }))
    expect(saidIn(findings)).toEqual([['certificate-none', 'attention']])
    expect(findings[0]?.place).toEqual({ page: 'issue', tokenId: 'ukey-1' })
    expect(check(ukey({ kind: 'soft', pairs: [], unreadable: 0 }))).toEqual([])
  })
})
