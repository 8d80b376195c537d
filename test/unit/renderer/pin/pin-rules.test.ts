import { describe, expect, it } from 'vitest'
import { pinFault, pinStrength } from '../../../../src/renderer/pin/pin-rules.ts'
import { halfWidth } from '../../../../src/shared/pin/new-pin.ts'

const rule = { min: 6, max: 20 }

describe('a PIN before it is sent', () => {
  it.each([
    ['', 'missing'],
    ['12345', 'length'],
    ['123456', null],
    ['a'.repeat(20), null],
    ['a'.repeat(21), 'length'],
    ['\uff11\uff12\uff13\uff14\uff15\uff16', 'full-width'],
    ['密码123456', 'not-typable'],
    ['12345\t6', 'not-typable'],
  ])('"%s" is found %s', (pin, fault) => {
    expect(pinFault(pin, rule)).toBe(fault)
  })

  it('is offered in half width if it came from an input method', () => {
    expect(halfWidth('\uff11\uff12\uff13\uff21\uff42\uff01\u3000x')).toBe('123Ab! x')
  })
})

describe('the strength of a new PIN', () => {
  it.each([
    '123456',
    '654321',
    '111111',
    '121212',
    '123123123',
    'abcabc',
    '1122',
    'aaab',
    'abcd1234',
    '19900101',
  ])('"%s" is too simple', (pin) => {
    expect(pinStrength(pin)).toBe('weak')
  })

  it('is fair for digits alone, good for letters and digits of some length', () => {
    expect(pinStrength('739164')).toBe('fair')
    expect(pinStrength('hai2026')).toBe('fair')
    expect(pinStrength('haila2026')).toBe('good')
  })
})
