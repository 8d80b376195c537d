import { describe, expect, it } from 'vitest'
import { progressOf } from '../../../../src/main/transactions/progress.ts'
import { chosenTarget, isTargetPresent, presentOf } from '../../../../src/main/transactions/targets.ts'
import type { TokenFacts } from '../../../../src/native/index.ts'
import { onDevice, typed } from '../given.ts'
import { keyringOf } from '../keyring-of.ts'
import { pinStateOf, tokenAtHand } from '../token-at-hand.ts'
import { businesses } from './businesses-of.ts'
import { throughStep } from './recorded.ts'

const progressAfter = (records: ReturnType<typeof throughStep>) => {
  const progress = progressOf(records, businesses())
  if (!progress) throw new Error('these records do not fit together')
  return progress
}
const withFacts = (facts: Partial<TokenFacts>) => keyringOf([tokenAtHand({ facts }).present])

describe('the token that is chosen for a new certificate', () => {
  const chosen = (facts: Partial<TokenFacts>, given = typed(), kind: 'ukey' | 'holding' = 'ukey') =>
    chosenTarget(withFacts(facts).keyring, { kind, tokenId: 'token-1' }, given, 'one')

  it('is written down with what is known about it', () => {
    expect(chosen({})).toEqual({
      ...{ kind: 'ukey', tokenId: 'token-1', name: '办公室', vendor: '明华', serial: 'S1' },
    })
  })

  it('has its maker’s name if it has none of its own', () => {
    expect(chosen({ label: '' }).name).toBe('明华')
  })

  it('is a soft one with the identity of its transaction', () => {
    expect(chosenTarget(keyringOf().keyring, { kind: 'soft' }, typed(), 'one')).toEqual({
      ...{ kind: 'soft', tokenId: 'soft:one', name: '软证书', vendor: 'soft', serial: 'one' },
    })
  })

  it('must be here', () => {
    const absent = () =>
      chosenTarget(withFacts({}).keyring, { kind: 'ukey', tokenId: 'token-2' }, typed(), 'one')
    expect(absent).toThrow(expect.objectContaining({ code: 'token-absent' }))
  })

  it('must be a Ukey if a Ukey was chosen, and need not be one if it holds the keys that stay', () => {
    expect(() => chosen({ kind: 'soft' })).toThrow(expect.objectContaining({ code: 'token-absent' }))
    expect(chosen({ kind: 'soft' }, typed(), 'holding').kind).toBe('soft')
  })

  it.each([
    ['token-lacks', { capabilities: [] }],
    ['pin-locked', { pin: pinStateOf({ locked: true }) }],
    ['pin-not-initialised', { pin: pinStateOf({ initialised: false }) }],
    ['last-try-unconfirmed', { pin: pinStateOf({ lastTry: true }) }],
    ['pin-length', { pinRule: { min: 7, max: 16 } }],
  ] as const)('is refused with %s if nobody can log in', (code, facts) => {
    expect(() => chosen(facts)).toThrow(expect.objectContaining({ code }))
  })

  it('takes the last try that the person has confirmed', () => {
    const facts = { pin: pinStateOf({ lastTry: true }) }
    expect(chosen(facts, typed('123456', 'last-confirmed')).tokenId).toBe('token-1')
  })

  it('gets a typed PIN only if it has no keypad of its own', () => {
    expect(() => chosen({}, onDevice)).toThrow(expect.objectContaining({ code: 'pin-needed' }))
    expect(chosen({ pin: pinStateOf({ entryOnDevice: true }) }, onDevice).tokenId).toBe('token-1')
  })
})

describe('the presence of a token', () => {
  it('is asked by its id', () => {
    const one = tokenAtHand()
    expect(presentOf(keyringOf([one.present]).keyring, 'token-1')).toBe(one.present)
    expect(presentOf(keyringOf([one.present]).keyring, 'token-2')).toBeUndefined()
  })

  it('is no obstacle for a soft token that is still to be made', () => {
    const isThere = (records: Parameters<typeof progressAfter>[0], ids: readonly string[] = []) =>
      isTargetPresent(
        keyringOf(ids.map((id) => tokenAtHand({ facts: { id } }).present)).keyring,
        progressAfter(records),
      )
    expect(isThere(throughStep('request', 'soft'))).toBe(true)
    expect(isThere(throughStep('keypair', 'soft'))).toBe(false)
    expect(isThere(throughStep('request'))).toBe(false)
    expect(isThere(throughStep('request'), ['token-1'])).toBe(true)
  })
})
