import { describe, expect, it } from 'vitest'
import { pinStep } from '../../../../../src/main/diagnosis/steps/pin.ts'
import type { TokenView } from '../../../../../src/shared/models/index.ts'
import { pinWith, soft, ukey } from '../../../../world.ts'
import { computer, figuresIn, saidIn } from '../step-world.ts'

const { worldWith } = computer()
const check = (...tokens: readonly TokenView[]) => pinStep.check(worldWith({}, { tokens }))
const ofPin = (rest: Partial<TokenView['pin']>) => check(ukey({ pin: pinWith(rest) }))

describe('the check of PINs', () => {
  it('is made where a token is', () => {
    expect(pinStep.when(worldWith({}, { tokens: [] }))).toBe(false)
    expect(pinStep.when(worldWith({}, { tokens: [ukey()] }))).toBe(true)
    expect(check(ukey(), soft())).toEqual([])
  })

  it.each<[string, Partial<TokenView['pin']>, readonly (readonly string[])[]]>([
    ['is not set, whatever else', { initialised: false, locked: true }, [['pin-unset', 'problem']]],
    [
      'is locked, whatever else',
      { locked: true, isDefault: true, triesLeft: 0 },
      [['pin-locked', 'problem']],
    ],
    ['has its last try', { lastTry: true, triesLeft: 1 }, [['pin-last-try', 'problem']]],
    ['has three tries left of ten', { triesLeft: 3 }, [['pin-low', 'attention']]],
    ['has four tries left of ten', { triesLeft: 4 }, []],
    ['has three tries left of three', { triesLeft: 3, triesMax: 3 }, []],
    ['has tries that nobody counts', { triesLeft: null }, []],
    ['has two tries left of nobody knows how many', { triesLeft: 2, triesMax: null }, []],
    ['is still the first one', { isDefault: true }, [['pin-default', 'attention']]],
  ])('says of a PIN that it %s', (_, pin, said) => {
    expect(saidIn(ofPin(pin))).toEqual(said)
  })

  it('leads to where the PIN is unlocked or changed, and says how many tries are left', () => {
    const unlock = { place: { page: 'unlock', tokenId: 'ukey-1' } }
    expect(ofPin({ locked: true })).toMatchObject([unlock])
    expect(ofPin({ lastTry: true })).toMatchObject([unlock])
    expect(ofPin({ isDefault: true })).toMatchObject([{ place: { page: 'pin', tokenId: 'ukey-1' } }])
    expect(figuresIn(ofPin({ triesLeft: 3 }))).toMatchObject([{ tries: 3 }])
  })

  it('asks nobody to change the PIN of a soft file, which its holder chose', () => {
    expect(check(soft({ pin: pinWith({ isDefault: true }) }))).toEqual([])
  })
})
