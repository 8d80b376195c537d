import { describe, expect, it } from 'vitest'
import { halfWidth, isRefused, newPinRule, pinWeakness } from '../../../../src/shared/pin/new-pin.ts'

describe('a new PIN', () => {
  it.each([
    ['12345678', 'default'],
    ['admin123', 'default'],
    ['111111', 'repeat'],
    ['121212', 'repeat'],
    ['abcabc', 'repeat'],
    ['112211', 'repeat'],
    ['123456', 'sequence'],
    ['987654', 'sequence'],
    ['7654321', 'sequence'],
    ['567890', 'sequence'],
    ['abcdef', 'sequence'],
    ['QWERTY', 'sequence'],
    ['112233', 'sequence'],
    ['11223344', 'sequence'],
    ['880412', 'date'],
    ['19880412', 'date'],
    ['12041988', 'date'],
    ['19000131', 'date'],
    ['31011900', 'date'],
    ['20991231', 'date'],
    ['12312099', 'date'],
    ['000229', 'date'],
  ] as const)('%s is easy to guess: %s', (pin, weakness) => {
    expect(pinWeakness(pin)).toBe(weakness)
  })

  it.each(['18991231', '31121899', '21000131', '31012100', '19000229', '010229', '19881304'])(
    '%s is no date of anybody who is alive, so it is nothing of the kind',
    (pin) => {
      expect(pinWeakness(pin)).toBeNull()
    },
  )

  it.each(['135246', 'Winter-26', '830917', '881332', '20261332', 'k7#pQ2', '9081726354'])(
    '%s is not weak, or only a date',
    (pin) => {
      const weakness = pinWeakness(pin)
      expect(weakness === null || weakness === 'date').toBe(true)
    },
  )

  it('is not made of a number that others know: birthday, identity number, phone, serial', () => {
    const identity = '110105198804120040'
    expect(pinWeakness('19880412', [identity])).toBe('identity')
    expect(pinWeakness('wf880412', [identity])).toBe('identity')
    expect(pinWeakness('120040', [identity])).toBe('identity')
    expect(pinWeakness('380000', ['13800000002'])).toBe('identity')
    expect(pinWeakness('ma1f2b', ['91110108MA1F2B3C4D'])).toBe('identity')
    expect(pinWeakness('935271', [identity])).toBeNull()
  })

  it('is not made of a number of which only a mask is known', () => {
    expect(pinWeakness('13812340002', ['138****0002'])).toBe('identity')
    expect(pinWeakness('8123400028', ['138****0002'])).toBeNull()
    expect(pinWeakness('3857490002', ['138****0002'])).toBe('identity')
    expect(pinWeakness('57490002', ['138****0002'])).toBeNull()
    expect(pinWeakness('91150702', ['91150702********3X'])).toBe('identity')
  })

  it('that is a date is only discouraged, and other weak ones are refused', () => {
    expect(isRefused('date')).toBe(false)
    for (const weakness of ['default', 'repeat', 'sequence', 'identity'] as const)
      expect(isRefused(weakness)).toBe(true)
  })

  it('follows the narrower of the two rules, or the Ukey’s if they exclude each other', () => {
    expect(newPinRule({ min: 6, max: 16 }, { min: 8, max: 16 })).toEqual({ min: 8, max: 16 })
    expect(newPinRule({ min: 6, max: 16 }, { min: 6, max: 20 })).toEqual({ min: 6, max: 16 })
    expect(newPinRule({ min: 4, max: 8 }, { min: 10, max: 16 })).toEqual({ min: 4, max: 8 })
  })

  it('typed in full width is offered in half width', () => {
    expect(halfWidth('１２３ａＢ＃　')).toBe('123aB# ')
    expect(halfWidth('plain')).toBe('plain')
  })
})
