import { describe, expect, it } from 'vitest'
import { pairStateOf } from '../../../../src/main/tokens/pair-state.ts'
import { type HeldPair, pairCertificates, type StoredKey } from '../../../../src/native/index.ts'
import { dualCertificates } from '../dual-certificates.ts'

const day = 86_400_000
const now = new Date('2026-11-20T04:00:00Z')
const days = (count: number): Date => new Date(now.getTime() + count * day)

const pairOf = (from: Date, to: Date, without?: 'signing' | 'encryption'): HeldPair => {
  const stored = dualCertificates(from, to).filter(({ label }) => label !== without)
  const [pair] = pairCertificates(stored, []).pairs
  if (!pair) throw new Error('no pair')
  return pair
}

const stateOf = (pair: HeldPair, context: Partial<Parameters<typeof pairStateOf>[1]> = {}) =>
  pairStateOf(pair, {
    now,
    trueNow: () => context.now ?? now,
    remindFrom: () => 60,
    issuerOf: () => 'demo',
    standing: () => 'good',
    ...context,
  })

describe('the state of a pair of certificates', () => {
  it.each([
    ['valid', days(-10), days(200)],
    ['valid', days(-10), days(61.5)],
    ['expiring', days(-300), days(60.1)],
    ['expiring', days(-300), days(0.2)],
    ['expired', days(-400), days(-0.1)],
    ['not-yet-valid', days(1), days(300)],
  ])('is %s from %s to %s', (state, from, to) => {
    expect(stateOf(pairOf(from, to))).toBe(state)
  })

  it('follows the reminder days of its own issuer, or the usual ones if the issuer is not known', () => {
    const pair = pairOf(days(-300), days(40.5))
    const remindFrom = (issuerId: string | null) => (issuerId === 'early' ? 60 : 30)
    expect(stateOf(pair, { remindFrom, issuerOf: () => 'early' })).toBe('expiring')
    expect(stateOf(pair, { remindFrom, issuerOf: () => 'late' })).toBe('valid')
    expect(stateOf(pair, { remindFrom, issuerOf: () => null })).toBe('valid')
  })

  it('follows the time of its own authority', () => {
    const pair = pairOf(days(-10), days(200))
    const trueNow = (issuerId: string | null) => (issuerId === 'ahead' ? days(300) : now)
    expect(stateOf(pair, { trueNow, issuerOf: () => 'ahead' })).toBe('clock-wrong')
    expect(stateOf(pair, { trueNow, issuerOf: () => 'other' })).toBe('valid')
  })

  it('is incomplete without its other half', () => {
    expect(stateOf(pairOf(days(-1), days(300), 'encryption'))).toBe('incomplete')
    expect(stateOf(pairOf(days(-1), days(300), 'signing'))).toBe('incomplete')
  })

  it('says first that it is revoked, then that it has expired', () => {
    const expired = pairOf(days(-400), days(-1), 'encryption')
    expect(stateOf(expired)).toBe('expired')
    expect(stateOf(expired, { standing: () => 'revoked' })).toBe('revoked')
  })

  it('is mismatched when the key beside the certificate is another one', () => {
    const stored = dualCertificates(days(-1), days(300))
    const other = new Uint8Array(65).fill(7)
    const keys = stored.map(({ keyId }): StoredKey => ({ keyId, label: '', type: 'sm2', publicKey: other }))
    const [pair] = pairCertificates(stored, keys).pairs
    expect(pair && stateOf(pair)).toBe('mismatched')
  })

  it('blames the clock if all is well at the authority’s time', () => {
    const pair = pairOf(days(-10), days(200))
    expect(stateOf(pair, { now: days(-30), trueNow: () => now })).toBe('clock-wrong')
    expect(stateOf(pair, { now: days(300), trueNow: () => now })).toBe('clock-wrong')
  })

  it('does not blame a wrong clock that leads to the same state', () => {
    const pair = pairOf(days(-10), days(200))
    expect(stateOf(pair, { now: days(5), trueNow: () => now })).toBe('valid')
    expect(stateOf(pair, { now: days(150), trueNow: () => now })).toBe('valid')
  })
})
