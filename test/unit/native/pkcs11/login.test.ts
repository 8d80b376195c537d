import { describe, expect, it } from 'vitest'
import type { P11, Session, Slot, TokenInfo } from '../../../../src/native/pkcs11/library.ts'
import {
  changePin,
  closeQuietly,
  entered,
  leave,
  loginForUse,
  unlock,
  verifyPin,
  withReading,
} from '../../../../src/native/pkcs11/login.ts'
import { CKF_USER_PIN_FINAL_TRY, CKF_USER_PIN_LOCKED, CKR } from '../../../../src/native/pkcs11/numbers.ts'
import type { Seat } from '../../../../src/native/pkcs11/seats.ts'
import type { Setup } from '../../../../src/native/pkcs11/setup.ts'

const slot = Buffer.of(1) as Slot
const setup: Setup = {
  ...{ library: '', parameters: null, vendor: '', oneMaker: true, families: [], unwrapEnveloped: null },
  ...{ pinRule: { min: 6, max: 16 }, triesFrom: { kind: 'flags' }, pollMilliseconds: 1, slotEvents: true },
}
const info = (flags = 0): TokenInfo => ({
  ...{ label: '', manufacturerID: '', model: '', serialNumber: '', flags, utcTime: '' },
  ...{ maxSessionCount: 0, sessionCount: 0, maxRwSessionCount: 0, rwSessionCount: 0 },
  ...{ minPinLen: 4, maxPinLen: 8, hardwareVersion: { major: 0, minor: 0 } },
  ...{ firmwareVersion: { major: 0, minor: 0 }, totalPublicMemory: 0, freePublicMemory: 0 },
  ...{ totalPrivateMemory: 0, freePrivateMemory: 0 },
})
const seat: Seat = { id: 'key', slot, info: info(), mechanisms: [], numbers: null }
const answered = (code: number) => Object.assign(new Error(`CKR_SOMETHING:${code}`), { code })

/** A library that writes down its calls; a call that has a number here is answered with that error. */
function library(errors: Partial<Record<keyof P11, number>> = {}, { state = 2, flags = 0 } = {}) {
  const calls: string[] = []
  const note = (name: keyof P11, ...given: readonly (string | number)[]) => {
    calls.push([name.slice(2), ...given].join(' '))
    const code = errors[name]
    if (code !== undefined) throw answered(code)
  }
  let sessions = 0
  const of = (session: Session) => session[0] ?? 0
  const begin = (_: Slot, wanted: number): Session => {
    note('C_OpenSession', wanted)
    return Buffer.of(++sessions) as Session
  }
  const end = (session: Session) => note('C_CloseSession', of(session))
  const tellSession = () => {
    note('C_GetSessionInfo')
    return { slotID: slot, state, flags: 0, deviceError: 0 }
  }
  const logIn = (_: Session, user: number, pin: string) => note('C_Login', user, pin)
  const logOut = () => note('C_Logout')
  const change = (_: Session, old: string, fresh: string) => note('C_SetPIN', old, fresh)
  const renew = (_: Session, pin: string) => note('C_InitPIN', pin)
  const tellToken = () => info(flags)
  const p11: Partial<P11> = {
    ...{ C_OpenSession: begin, C_CloseSession: end, C_GetSessionInfo: tellSession },
    ...{ C_Login: logIn, C_Logout: logOut, C_SetPIN: change, C_InitPIN: renew, C_GetTokenInfo: tellToken },
  }
  return { p11: p11 as P11, calls }
}
const [SO, USER, FOR_USE] = [0, 1, 2]
const before = ['OpenSession 6', 'GetSessionInfo']
const after = ['Logout', 'CloseSession 1']

describe('a PIN', () => {
  it('is checked in a session of its own, which ends logged out', () => {
    const { p11, calls } = library()
    verifyPin(p11, seat, '123456', setup)
    expect(calls).toEqual([...before, `Login ${USER} 123456`, ...after])
  })

  it('is empty for a device with its own keypad', () => {
    const { p11, calls } = library()
    verifyPin(p11, seat, null, setup)
    expect(calls[2]).toBe(`Login ${USER} `)
  })

  it.each([0, 2])('is given at once where nobody is logged in (%i)', (state) => {
    const { p11, calls } = library({}, { state })
    verifyPin(p11, seat, 'p', setup)
    expect(calls.filter((call) => call === 'Logout')).toHaveLength(1)
  })

  it.each([1, 3, 4])('is given after whoever was left logged in is logged out (%i)', (state) => {
    const { p11, calls } = library({}, { state })
    verifyPin(p11, seat, 'p', setup)
    expect(calls).toEqual([...before, 'Logout', `Login ${USER} p`, ...after])
  })

  it('is given once even if the library does not tell who is logged in', () => {
    const { p11, calls } = library({ C_GetSessionInfo: CKR.FUNCTION_NOT_SUPPORTED })
    verifyPin(p11, seat, 'p', setup)
    expect(calls).toEqual([...before, `Login ${USER} p`, ...after])
  })

  it.each<[string, number, number, object]>([
    ['is locked', CKR.PIN_INCORRECT, CKF_USER_PIN_LOCKED, { code: 'pin-locked' }],
    ['has one try left', CKR.PIN_INCORRECT, CKF_USER_PIN_FINAL_TRY, { code: 'pin-wrong-last-try' }],
    ['is wrong, and nobody counts', CKR.PIN_INCORRECT, 0, { code: 'pin-wrong-uncounted' }],
    ['has another length', CKR.PIN_LEN_RANGE, 0, { code: 'pin-length', params: { min: 6, max: 8 } }],
    ['was locked before', CKR.PIN_LOCKED, 0, { code: 'pin-locked' }],
  ])('that %s is told so, and its session closed without a logout', (_, code, flags, told) => {
    const { p11, calls } = library({ C_Login: code }, { flags })
    expect(() => verifyPin(p11, seat, 'p', setup)).toThrow(expect.objectContaining(told))
    expect(calls.slice(0, 3)).toEqual([...before, `Login ${USER} p`])
    expect(calls.filter((call) => call.startsWith('Login'))).toHaveLength(1)
    expect(calls).toContain('CloseSession 1')
    expect(calls).not.toContain('Logout')
  })

  it('is changed after a login with the old one', () => {
    const { p11, calls } = library()
    changePin(p11, seat, 'old', 'new', setup)
    expect(calls).toEqual([...before, `Login ${USER} old`, 'SetPIN old new', ...after])
    const refused = library({ C_SetPIN: CKR.PIN_INVALID })
    expect(() => changePin(refused.p11, seat, 'old', 'new', setup)).toThrow('CKR_SOMETHING')
    expect(refused.calls.slice(-2)).toEqual(after)
  })

  it('is set anew by the administrator', () => {
    const { p11, calls } = library()
    unlock(p11, seat, 'secret', 'new', setup)
    expect(calls).toEqual([...before, `Login ${SO} secret`, 'InitPIN new', ...after])
  })

  it.each<[number, string]>([
    [CKR.PIN_INCORRECT, 'secret-wrong'],
    [CKR.PIN_LEN_RANGE, 'secret-wrong'],
    [CKR.PIN_INVALID, 'secret-wrong'],
    [CKR.PIN_LOCKED, 'secret-wrong'],
    [CKR.DEVICE_REMOVED, 'token-removed'],
  ])('is not set anew when the administrator is refused with %i', (code, told) => {
    const { p11, calls } = library({ C_Login: code })
    expect(() => unlock(p11, seat, 's', 'n', setup)).toThrow(expect.objectContaining({ code: told }))
    expect(calls.at(-1)).toBe('CloseSession 1')
  })
})

describe('a PIN for one use of a key', () => {
  const forUse = (code?: number) => {
    const { p11, calls } = library(code === undefined ? {} : { C_Login: code })
    loginForUse({ p11, session: Buffer.of(7) as Session }, seat, null, setup)
    return calls
  }

  it('is given for that use, once', () => {
    expect(forUse()).toEqual([`Login ${FOR_USE} `])
  })

  it.each([
    CKR.FUNCTION_NOT_SUPPORTED,
    CKR.OPERATION_NOT_INITIALIZED,
    CKR.USER_ALREADY_LOGGED_IN,
    CKR.USER_TYPE_INVALID,
  ])('is no trouble if the library has no such login (%i)', (code) => {
    expect(forUse(code)).toHaveLength(1)
  })

  it('is told wrong if it is', () => {
    expect(() => forUse(CKR.PIN_INCORRECT)).toThrow(expect.objectContaining({ code: 'pin-wrong-uncounted' }))
  })
})

describe('a session', () => {
  const session = Buffer.of(7) as Session

  it('for reading writes nothing and is closed whatever happens', () => {
    const { p11, calls } = library()
    expect(withReading(p11, slot, (place) => place.session[0])).toBe(1)
    const fails = () => {
      throw new Error('no')
    }
    expect(() => withReading(p11, slot, fails)).toThrow('no')
    expect(calls).toEqual(['OpenSession 4', 'CloseSession 1', 'OpenSession 4', 'CloseSession 2'])
    expect(() => entered({ p11, session }, fails)).toThrow('no')
    expect(calls.at(-1)).toBe('CloseSession 7')
    expect(entered({ p11, session }, () => 5)).toBe(5)
    expect(calls).toHaveLength(5)
  })

  it('that cannot be closed undoes nothing, unless its logout was refused, too', () => {
    const stuck = { C_CloseSession: CKR.DEVICE_ERROR }
    const [closed, left] = [library(stuck), library(stuck)]
    closeQuietly({ p11: closed.p11, session })
    leave({ p11: left.p11, session })
    expect([closed.calls, left.calls]).toEqual([['CloseSession 7'], ['Logout', 'CloseSession 7']])
    const both = library({ ...stuck, C_Logout: CKR.DEVICE_ERROR })
    expect(() => leave({ p11: both.p11, session })).toThrow('CKR_SOMETHING')
    const refused = library({ C_Logout: CKR.DEVICE_ERROR })
    leave({ p11: refused.p11, session })
    expect(refused.calls).toEqual(['Logout', 'CloseSession 7'])
  })
})
