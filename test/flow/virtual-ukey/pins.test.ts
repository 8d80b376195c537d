import { existsSync, readFileSync } from 'node:fs'
import pkcs11js from 'pkcs11js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { lockUkey } from '../../../src/native/virtual-ukey/lock.ts'
import { readUkey, typeOnKeypad, ukeyFile } from '../../../src/native/virtual-ukey/ukey.ts'
import {
  attribute,
  build,
  CKM,
  child,
  find,
  findOne,
  freshHome,
  openLibrary,
  openSession,
  outcome,
  PIN,
  patience,
  SO_PIN,
  sign,
  slotOf,
  sm2Pair,
} from './library.ts'

let p11: pkcs11js.PKCS11
let home = ''
let drop = () => {}

const start = (key = {}) => {
  const fresh = freshHome(key)
  home = fresh.home
  drop = fresh.drop
}
const login = (session: Buffer, pin: string, user = pkcs11js.CKU_USER) =>
  outcome(() => p11.C_Login(session, user, pin))
const flags = () => p11.C_GetTokenInfo(slotOf(p11)).flags
const triesLeft = () => readUkey(home, 'alice').facts?.user.left
const COUNT_LOW = 0x10000
const FINAL_TRY = 0x20000
const LOCKED = 0x40000
const TO_BE_CHANGED = 0x80000

beforeAll(() => {
  build()
  start()
  p11 = openLibrary()
  drop()
})
afterEach(() => drop())
afterAll(() => p11.C_Finalize())

describe('the PIN of the virtual Ukey', () => {
  it.each([6, 10])('locks after %i wrong tries, and announces the last one', (limit) => {
    start({ userTries: limit })
    const session = openSession(p11, null)
    expect(flags() & (COUNT_LOW | FINAL_TRY | LOCKED)).toBe(0)
    for (let left = limit - 1; left > 0; left--) {
      expect(login(session, 'wrong-pin')).toBe('CKR_PIN_INCORRECT')
      expect(triesLeft()).toBe(left)
      expect(flags() & (COUNT_LOW | FINAL_TRY)).toBe(left === 1 ? COUNT_LOW | FINAL_TRY : COUNT_LOW)
    }
    expect(login(session, 'wrong-pin')).toBe('CKR_PIN_INCORRECT')
    expect(flags() & (FINAL_TRY | LOCKED)).toBe(LOCKED)
    expect(login(session, PIN)).toBe('CKR_PIN_LOCKED')
  })

  it('has all its tries again after a right PIN', () => {
    start()
    const session = openSession(p11, null)
    login(session, 'wrong-pin')
    expect(login(session, PIN)).toBe('CKR_OK')
    expect(triesLeft()).toBe(6)
    expect(flags() & COUNT_LOW).toBe(0)
  })

  it('is unlocked by the SO with a new PIN, and the keys are still there', () => {
    start()
    const session = openSession(p11)
    sm2Pair(p11, session)
    p11.C_CloseAllSessions(slotOf(p11))
    const again = openSession(p11, null)
    for (let n = 0; n < 6; n++) login(again, 'wrong-pin')
    expect(login(again, SO_PIN, pkcs11js.CKU_SO)).toBe('CKR_OK')
    p11.C_InitPIN(again, '23456789')
    p11.C_Logout(again)
    expect(login(again, '23456789')).toBe('CKR_OK')
    const key = findOne(p11, again, [{ type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY }])
    expect(sign(p11, again, key, CKM.digest, Buffer.alloc(32))).toHaveLength(64)
  })

  it('is marked for changing as long as it is the one from the factory', () => {
    start()
    const session = openSession(p11, null)
    expect(flags() & TO_BE_CHANGED).toBe(TO_BE_CHANGED)
    p11.C_SetPIN(session, PIN, 'another-one')
    expect(flags() & TO_BE_CHANGED).toBe(0)
    expect(login(session, 'another-one')).toBe('CKR_OK')
  })

  it('is checked against the rule of its key before a try is spent', () => {
    start({ pinMin: 8, pinMax: 12, pinDigits: true })
    const session = openSession(p11, null)
    const change = (pin: string) => outcome(() => p11.C_SetPIN(session, 'wrong-pin', pin))
    expect(change('1234567')).toBe('CKR_PIN_LEN_RANGE')
    expect(change('1234567890123')).toBe('CKR_PIN_LEN_RANGE')
    expect(change('12345abc')).toBe('CKR_PIN_INVALID')
    expect(triesLeft()).toBe(6)
  })

  it('is nowhere in the key’s file', () => {
    start({ userPin: 'purple-giraffe' })
    const text = readFileSync(ukeyFile(home, 'alice', '.ukey'), 'utf8')
    expect(text).not.toContain('purple-giraffe')
    expect(text).not.toContain(Buffer.from('purple-giraffe').toString('hex'))
  })

  it('has its tries as numbers in a separate object, without a login', () => {
    start({ userTries: 10 })
    const session = openSession(p11, null)
    login(session, 'wrong-pin')
    const state = findOne(p11, session, [{ type: pkcs11js.CKA_CLASS, value: 5 }])
    const number = (type: number) => attribute(p11, session, state, type).readUInt8(0)
    expect([number(0x80565511), number(0x80565512)]).toEqual([9, 10])
    expect(find(p11, session)).toEqual([])
  })

  it('is typed on the key if the key has a keypad', () => {
    start({ keypad: true })
    expect(flags() & 0x100).toBe(0x100)
    const session = openSession(p11, null)
    typeOnKeypad(home, 'alice', PIN)
    expect(login(session, '')).toBe('CKR_OK')
    expect(existsSync(ukeyFile(home, 'alice', '.keypad'))).toBe(false)
  })

  it('gives no free try to a process that is killed while it tries', async () => {
    start({ userTries: 10_000 })
    const { kill, ended } = child(home, 'wrong-pins-forever')
    await expect.poll(triesLeft, patience).toBeLessThan(9_970)
    kill()
    const answers = (await ended).text.split('\n').filter((line) => line === 'CKR_PIN_INCORRECT').length
    expect(answers).toBeGreaterThan(0)
    expect(10_000 - (triesLeft() ?? 10_000)).toBeGreaterThanOrEqual(answers)
  })
})

describe('the login of the virtual Ukey', () => {
  it('is shared by the sessions of a process and ends with the last of them', () => {
    start()
    const [one, two] = [openSession(p11), openSession(p11, null)]
    sm2Pair(p11, one)
    expect(find(p11, two)).toHaveLength(2)
    p11.C_CloseSession(one)
    p11.C_CloseSession(two)
    expect(find(p11, openSession(p11, null))).toHaveLength(1)
  })

  it('is not shared with another process', async () => {
    start()
    openSession(p11)
    expect((await child(home, 'login', 'wrong-pin').ended).text).toBe('CKR_PIN_INCORRECT\n')
    expect((await child(home, 'login', PIN).ended).text).toBe('CKR_OK\n')
  })

  it('stops a signature that was begun under it when it ends', () => {
    start()
    const session = openSession(p11)
    const { privateKey } = sm2Pair(p11, session)
    p11.C_SignInit(session, { mechanism: CKM.digest }, privateKey)
    p11.C_Logout(session)
    const signing = outcome(() => p11.C_Sign(session, Buffer.alloc(32), Buffer.alloc(64)))
    expect(signing).toBe('CKR_OPERATION_NOT_INITIALIZED')
    const begin = outcome(() => p11.C_SignInit(session, { mechanism: CKM.digest }, privateKey))
    expect(begin).toBe('CKR_USER_NOT_LOGGED_IN')
  })

  it('is needed to write anything, and so is a session that may write', () => {
    start()
    const data = [
      { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_DATA },
      { type: pkcs11js.CKA_TOKEN, value: true },
    ]
    const open = openSession(p11, null)
    expect(outcome(() => p11.C_CreateObject(open, data))).toBe('CKR_USER_NOT_LOGGED_IN')
    p11.C_Login(open, pkcs11js.CKU_USER, PIN)
    const readOnly = p11.C_OpenSession(slotOf(p11), pkcs11js.CKF_SERIAL_SESSION)
    expect(outcome(() => p11.C_CreateObject(readOnly, data))).toBe('CKR_SESSION_READ_ONLY')
    expect(outcome(() => p11.C_CreateObject(open, data))).toBe('CKR_OK')
  })
})

describe('lockUkey', () => {
  it('locks the PIN of a plugged key by wrong tries', () => {
    start()
    p11.C_Finalize()
    lockUkey(home, 'alice')
    p11 = openLibrary()
    expect(triesLeft()).toBe(0)
    expect(flags() & LOCKED).toBe(LOCKED)
  })
})
