import { describe, expect, it } from 'vitest'
import { newUkeyOf } from '../../../../src/native/virtual-ukey/cli-create.ts'
import { shippedFamily } from '../../../../src/native/virtual-ukey/family.ts'

describe('the options of a new key', () => {
  it('leave everything to the defaults if nothing was said', () => {
    expect(newUkeyOf({})).toEqual({})
  })

  it.each([
    [{ slot: '3' }, { slot: 3 }],
    [{ label: 'Key' }, { label: 'Key' }],
    [{ 'label-hex': 'd6d0' }, { label: Buffer.of(0xd6, 0xd0) }],
    [{ label: 'Key', 'label-hex': 'd6d0' }, { label: Buffer.of(0xd6, 0xd0) }],
    [{ vendor: 'Maker' }, { manufacturer: 'Maker' }],
    [{ model: 'K1' }, { model: 'K1' }],
    [{ serial: 'S1' }, { serial: 'S1' }],
    [{ generation: '4' }, { generation: 4 }],
    [{ generation: '5' }, { generation: 5 }],
    [{ tries: '6' }, { userTries: 6, userTriesLeft: 6 }],
    [
      { tries: '6', 'tries-left': '2' },
      { userTries: 6, userTriesLeft: 2 },
    ],
    [
      { tries: '6', 'tries-left': '0' },
      { userTries: 6, userTriesLeft: 0 },
    ],
    [{ 'tries-left': '2' }, { userTriesLeft: 2 }],
    [{ 'so-tries': '4' }, { soTries: 4 }],
    [{ pin: '12345678' }, { userPin: '12345678' }],
    [{ 'so-pin': 'admin' }, { soPin: 'admin' }],
    [
      { blank: true, pin: '12345678', 'so-pin': 'admin' },
      { userPin: null, soPin: null },
    ],
    [{ blank: false, pin: '12345678' }, { userPin: '12345678' }],
    [{ 'pin-min': '4' }, { pinMin: 4 }],
    [{ 'pin-max': '12' }, { pinMax: 12 }],
    [{ digits: true }, { pinDigits: true }],
    [{ unwrap: false }, { unwrap: false }],
    [{ import: false }, { import: false }],
    [{ keypad: true }, { keypad: true }],
    [{ 'always-authenticate': true }, { alwaysAuthenticate: true }],
    [{ capacity: '0' }, { capacity: 0 }],
    [{ application: 'App' }, { application: 'App' }],
    [{ slot: undefined, pin: undefined }, {}],
  ])('%j are %j', (values, wish) => {
    expect(newUkeyOf(values)).toEqual(wish)
    expect(Object.keys(newUkeyOf(values)).sort()).toEqual(Object.keys(wish).sort())
  })

  it.each(['slot', 'tries', 'so-tries', 'tries-left', 'pin-min', 'pin-max', 'capacity'] as const)(
    'want a whole number for %s',
    (name) => {
      for (const text of ['', 'x', '-1', '1.5', '1e3', ' 1'])
        expect(() => newUkeyOf({ [name]: text })).toThrow(`--${name} wants a whole number: ${text}`)
    },
  )

  it.each(['3', '6', '', '45'])('refuse the generation “%s”', (generation) => {
    expect(() => newUkeyOf({ generation })).toThrow('--generation is 4 (RSA only) or 5 (SM2)')
  })

  it('name a family that ships', () => {
    expect(newUkeyOf({ family: 'koal' })).toEqual({ family: shippedFamily('koal') })
    expect(() => newUkeyOf({ family: 'none' })).toThrow(/^no family none; there are: .*koal/)
  })
})
