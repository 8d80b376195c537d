import { describe, expect, it } from 'vitest'
import type { Argument } from '../../../../src/native/skf/binding.ts'
import { ADMIN_TYPE, USER_TYPE } from '../../../../src/native/skf/numbers.ts'
import { changePin, login, pinStateOf, readPin, unlock } from '../../../../src/native/skf/pins.ts'
import {
  type Answer,
  done,
  inTurn,
  placeOf,
  refusing,
  type Script,
  scriptedLibrary,
  telling,
  throwing,
} from './scripted-library.ts'

const rule = { min: 6, max: 16 }
const nul = (text: string): Buffer => Buffer.from(`${text}\0`)
const UNTOLD = Buffer.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0)

const PIN_INCORRECT = 0x0a000024
const PIN_LOCKED = 0x0a000025
const DEVICE_REMOVED = 0x0a000023
const FAILED = 0x0a000001

const at = (script: Script) => {
  const scripted = scriptedLibrary(script)
  return { ...scripted, place: placeOf(scripted.library) }
}
const thrown = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}
/** Refuses, and says how many tries are left. */
const refusingWith =
  (code: number, left: number): Answer =>
  (...all: readonly Argument[]) => {
    telling(left)(...all)
    return code
  }

describe('the state of a PIN', () => {
  it('is asked for with its type and told in three numbers', () => {
    const { place, calls } = at({ SKF_GetPINInfo: telling(10, 3, 1) })
    expect(readPin(place, USER_TYPE)).toEqual({ max: 10, left: 3, isDefault: true })
    expect(calls).toEqual([
      ['SKF_GetPINInfo', 7n, USER_TYPE, Buffer.alloc(8), Buffer.alloc(8), Buffer.alloc(8)],
    ])
    expect(readPin(at({ SKF_GetPINInfo: telling(10, 0, 0) }).place, ADMIN_TYPE)).toEqual({
      max: 10,
      left: 0,
      isDefault: false,
    })
  })

  it.each([
    ['no function for it', {}, null],
    ['a most of 0', { SKF_GetPINInfo: telling(0, 3, 0) }, null],
    ['a refusal', { SKF_GetPINInfo: refusing(FAILED) }, null],
    ['no PIN yet', { SKF_GetPINInfo: refusing(0x0a000029) }, 'unset'],
  ] as const)('with %s is %3$s', (_, script, said) => {
    expect(readPin(at(script).place, USER_TYPE)).toBe(said)
  })

  it.each([DEVICE_REMOVED, 0x0a000005])('is not concluded from a device that is gone (%i)', (code) => {
    expect(thrown(() => readPin(at({ SKF_GetPINInfo: refusing(code) }).place, USER_TYPE))).toMatchObject({
      code,
    })
  })

  it('is not concluded from an error of ours', () => {
    const script: Script = { SKF_GetPINInfo: throwing(new Error('ours')) }
    expect(() => readPin(at(script).place, USER_TYPE)).toThrow('ours')
  })

  const never = { isDefault: false, initialised: true, entryOnDevice: false }
  it.each([
    [
      { max: 10, left: 10, isDefault: true },
      {
        ...never,
        triesLeft: 10,
        triesMax: 10,
        countLow: false,
        lastTry: false,
        locked: false,
        isDefault: true,
      },
    ],
    [
      { max: 10, left: 9, isDefault: false },
      { ...never, triesLeft: 9, triesMax: 10, countLow: true, lastTry: false, locked: false },
    ],
    [
      { max: 10, left: 1, isDefault: false },
      { ...never, triesLeft: 1, triesMax: 10, countLow: true, lastTry: true, locked: false },
    ],
    [
      { max: 10, left: 0, isDefault: false },
      { ...never, triesLeft: 0, triesMax: 10, countLow: true, lastTry: false, locked: true },
    ],
    [null, { ...never, triesLeft: null, triesMax: null, countLow: false, lastTry: false, locked: false }],
    [
      'unset' as const,
      {
        ...never,
        initialised: false,
        triesLeft: null,
        triesMax: null,
        countLow: false,
        lastTry: false,
        locked: false,
      },
    ],
  ])('of %j is shown in full', (said, shown) => {
    expect(pinStateOf(said)).toEqual(shown)
  })
})

describe('a login', () => {
  it('first ends the one before, then gives the PIN once', () => {
    const { place, calls } = at({ SKF_ClearSecureState: done, SKF_VerifyPIN: done })
    login(place, 'pin123', rule)
    expect(calls).toEqual([
      ['SKF_ClearSecureState', 7n],
      ['SKF_VerifyPIN', 7n, USER_TYPE, nul('pin123'), UNTOLD],
    ])
  })

  it('goes on where the one before cannot be ended', () => {
    const { place, of } = at({ SKF_ClearSecureState: refusing(FAILED), SKF_VerifyPIN: done })
    login(place, null, rule)
    expect(of('SKF_VerifyPIN')).toEqual([[7n, USER_TYPE, nul(''), UNTOLD]])
  })

  it('overwrites the PIN afterwards, whether it was right or not', () => {
    for (const code of [0, PIN_INCORRECT]) {
      const given: Argument[] = []
      const verify: Answer = (...all) => {
        given.push(...all)
        return code
      }
      const { place } = at({ SKF_VerifyPIN: verify })
      thrown(() => login(place, 'pin123', rule))
      expect(given[2]).toEqual(Buffer.alloc(7))
    }
  })

  it('is not tried with a locked PIN', () => {
    const { place, of } = at({ SKF_GetPINInfo: telling(10, 0, 0), SKF_VerifyPIN: done })
    expect(thrown(() => login(place, 'pin123', rule))).toMatchObject({ code: 'pin-locked' })
    expect(of('SKF_VerifyPIN')).toEqual([])
  })

  it('is tried with the last try', () => {
    const { place, of } = at({ SKF_GetPINInfo: telling(10, 1, 0), SKF_VerifyPIN: done })
    login(place, 'pin123', rule)
    expect(of('SKF_VerifyPIN')).toHaveLength(1)
  })

  it.each([
    [3, { code: 'pin-wrong', params: { triesLeft: 3 } }],
    [2, { code: 'pin-wrong', params: { triesLeft: 2 } }],
    [1, { code: 'pin-wrong-last-try' }],
    [0, { code: 'pin-locked' }],
  ])('with a wrong PIN and %i tries left says so, as the counter says it', (after, refusal) => {
    const { place } = at({
      SKF_GetPINInfo: inTurn(telling(10, after + 1, 0), telling(10, after, 0)),
      SKF_VerifyPIN: refusingWith(PIN_INCORRECT, 9),
    })
    expect(thrown(() => login(place, 'pin123', rule))).toMatchObject(refusal)
  })

  it.each([
    [3, { code: 'pin-wrong', params: { triesLeft: 3 } }],
    [1, { code: 'pin-wrong-last-try' }],
    [0, { code: 'pin-locked' }],
    [0xffffffff, { code: 'pin-wrong-uncounted' }],
  ])('without a counter believes what the refusal says: %i', (left, refusal) => {
    const { place } = at({ SKF_VerifyPIN: refusingWith(PIN_INCORRECT, left) })
    expect(thrown(() => login(place, 'pin123', rule))).toMatchObject(refusal)
  })

  it('is wrong by any number if the counter went down', () => {
    const { place } = at({
      SKF_GetPINInfo: inTurn(telling(10, 5, 0), telling(10, 4, 0)),
      SKF_VerifyPIN: refusing(FAILED),
    })
    expect(thrown(() => login(place, 'pin123', rule))).toMatchObject({
      code: 'pin-wrong',
      params: { triesLeft: 4 },
    })
  })

  it.each([
    ['stayed', telling(10, 5, 0)],
    ['went up', telling(10, 6, 0)],
    ['is not told any more', refusing(FAILED)],
  ])('is refused for another reason if the counter %s', (_, after) => {
    const { place } = at({
      SKF_GetPINInfo: inTurn(telling(10, 5, 0), after),
      SKF_VerifyPIN: refusing(FAILED),
    })
    expect(thrown(() => login(place, 'pin123', rule))).toMatchObject({
      code: 'token-refused',
      params: { words: 'SKF_VerifyPIN 0x0A000001' },
    })
  })

  it('that locked the PIN says so, by its own number too', () => {
    const { place } = at({ SKF_VerifyPIN: refusingWith(PIN_LOCKED, 0) })
    expect(thrown(() => login(place, 'pin123', rule))).toMatchObject({ code: 'pin-locked' })
  })

  it('tells the rule of the key if the length is wrong', () => {
    const { place } = at({ SKF_VerifyPIN: refusing(0x0a000027) })
    expect(thrown(() => login(place, 'pin123', rule))).toMatchObject({ code: 'pin-length', params: rule })
  })

  it('at a device that is gone asks nothing more', () => {
    const { place, names } = at({
      SKF_GetPINInfo: telling(10, 5, 0),
      SKF_VerifyPIN: refusing(DEVICE_REMOVED),
    })
    expect(thrown(() => login(place, 'pin123', rule))).toMatchObject({ code: DEVICE_REMOVED })
    expect(names()).toEqual(['SKF_GetPINInfo', 'SKF_VerifyPIN'])
  })

  it('of a library without the function says what it lacks', () => {
    const { place } = at({ SKF_GetPINInfo: telling(10, 5, 0) })
    expect(thrown(() => login(place, 'pin123', rule))).toMatchObject({ code: 'token-lacks' })
  })
})

describe('a new PIN', () => {
  it('is set with the old one, of the user', () => {
    const { place, calls } = at({ SKF_ChangePIN: done })
    changePin(place, 'old-pin', 'new-pin', rule)
    expect(calls).toEqual([['SKF_ChangePIN', 7n, USER_TYPE, nul('old-pin'), nul('new-pin'), UNTOLD]])
  })

  it('is refused with a wrong old one like a login', () => {
    const { place, of } = at({
      SKF_GetPINInfo: inTurn(telling(10, 3, 0), telling(10, 2, 0)),
      SKF_ChangePIN: refusing(PIN_INCORRECT),
    })
    expect(thrown(() => changePin(place, 'old-pin', 'new-pin', rule))).toMatchObject({
      code: 'pin-wrong',
      params: { triesLeft: 2 },
    })
    expect(of('SKF_GetPINInfo').map(([, type]) => type)).toEqual([USER_TYPE, USER_TYPE])
  })

  it('is set with the secret of the administrator', () => {
    const { place, calls } = at({ SKF_UnblockPIN: done })
    unlock(place, 'secret', 'new-pin', rule)
    expect(calls).toEqual([['SKF_UnblockPIN', 7n, nul('secret'), nul('new-pin'), UNTOLD]])
  })

  it('is refused with a wrong secret, whatever is left of it', () => {
    for (const left of [5, 1, 0]) {
      const { place, of } = at({
        SKF_GetPINInfo: inTurn(telling(10, left + 1, 0), telling(10, left, 0)),
        SKF_UnblockPIN: refusing(PIN_INCORRECT),
      })
      const error = thrown(() => unlock(place, 'secret', 'new-pin', rule))
      expect(error).toMatchObject({ code: 'secret-wrong', cause: { code: PIN_INCORRECT } })
      expect(of('SKF_GetPINInfo').map(([, type]) => type)).toEqual([ADMIN_TYPE, ADMIN_TYPE])
    }
  })

  it('is not tried with a secret that is locked', () => {
    const { place, of } = at({ SKF_GetPINInfo: telling(10, 0, 0), SKF_UnblockPIN: done })
    expect(thrown(() => unlock(place, 'secret', 'new-pin', rule))).toMatchObject({ code: 'secret-wrong' })
    expect(of('SKF_UnblockPIN')).toEqual([])
  })
})
