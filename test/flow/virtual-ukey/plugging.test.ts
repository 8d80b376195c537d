import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pkcs11js from 'pkcs11js'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setDelays } from '../../../src/native/virtual-ukey/faults.ts'
import { createUkey, plugUkey, ukeyFile, unplugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import {
  build,
  child,
  find,
  freshHome,
  openLibrary,
  openSession,
  outcome,
  PIN,
  patience,
  present,
  slotOf,
  sm2Pair,
} from './library.ts'

let p11: pkcs11js.PKCS11
let home = ''
let drop = () => {}

beforeAll(() => {
  build()
  const fresh = freshHome()
  p11 = openLibrary()
  fresh.drop()
})
beforeEach(() => {
  const fresh = freshHome()
  home = fresh.home
  drop = fresh.drop
  while (event() !== null);
})
afterEach(() => drop())
afterAll(() => p11.C_Finalize())

/** The number of the slot in which something happened, or null. */
const event = (): number | null => p11.C_WaitForSlotEvent(pkcs11js.CKF_DONT_BLOCK)?.readUInt8(0) ?? null
const labels = () => present(p11).map((slot) => p11.C_GetTokenInfo(slot).label.trimEnd())

describe('plugging the virtual Ukey', () => {
  it('shows and hides the key', () => {
    expect(labels()).toEqual(['alice'])
    unplugUkey(home, 'alice')
    expect(labels()).toEqual([])
    expect(outcome(() => p11.C_GetTokenInfo(slotOf(p11)))).toBe('CKR_TOKEN_NOT_PRESENT')
    expect(p11.C_GetSlotList(false)).toHaveLength(16)
    plugUkey(home, 'alice')
    expect(labels()).toEqual(['alice'])
  })

  it('takes sixteen keys at once, each in its own slot', () => {
    for (let n = 1; n < 16; n++) {
      createUkey(home, `key-${n}`)
      plugUkey(home, `key-${n}`)
    }
    expect(new Set(labels()).size).toBe(16)
    expect(() => createUkey(home, 'one-too-many')).toThrow('all 16 slots have a key')
  })

  it('reports each arrival and removal once', () => {
    expect(event()).toBe(null)
    unplugUkey(home, 'alice')
    expect(event()).toBe(0)
    expect(event()).toBe(null)
    plugUkey(home, 'alice')
    expect(event()).toBe(0)
    expect(event()).toBe(null)
  })

  it('ends the sessions of a key that is pulled out, and they say so until they are closed', () => {
    const session = openSession(p11)
    unplugUkey(home, 'alice')
    const search = () => outcome(() => find(p11, session))
    expect(search()).toBe('CKR_DEVICE_REMOVED')
    plugUkey(home, 'alice')
    expect(search()).toBe('CKR_DEVICE_REMOVED')
    p11.C_CloseSession(session)
    expect(search()).toBe('CKR_SESSION_HANDLE_INVALID')
  })

  it('notices that a key was pulled out and put back between two calls, and forgets the login', () => {
    const session = openSession(p11)
    sm2Pair(p11, session)
    unplugUkey(home, 'alice')
    plugUkey(home, 'alice')
    expect(outcome(() => p11.C_GetSessionInfo(session))).toBe('CKR_DEVICE_REMOVED')
    const fresh = openSession(p11, null)
    expect(find(p11, fresh)).toHaveLength(1)
  })

  it('ends a slow operation when the key is pulled out in the middle of it', async () => {
    setDelays(home, 'alice', { sign: 20_000 })
    const { ended } = child(home, 'sign', 'slow')
    await expect
      .poll(() => readFileSync(ukeyFile(home, 'alice', '.ukey'), 'utf8'), patience)
      .toContain('object 2')
    unplugUkey(home, 'alice')
    expect((await ended).text).toBe('signing\nCKR_DEVICE_REMOVED\n')
  })
})

describe('several processes with one folder', () => {
  it('see each other’s changes, and lose nothing when they write at once', async () => {
    const session = openSession(p11)
    const jobs = ['one', 'two', 'three'].map((name) => child(home, 'sign', name).ended)
    for (let n = 0; n < 10; n++) sm2Pair(p11, session, `mine-${n}`)
    expect((await Promise.all(jobs)).map(({ text }) => text)).toEqual(Array(3).fill('signing\nCKR_OK\n'))
    const found = find(p11, session).map((key) => {
      const [label] = p11.C_GetAttributeValue(session, key, [{ type: pkcs11js.CKA_LABEL }])
      return String(label?.value)
    })
    for (const name of ['one', 'two', 'three', 'mine-0', 'mine-9'])
      expect(found.filter((label) => label === name)).toHaveLength(2)
  })

  it('end their sessions when another one initialises the token again', () => {
    const session = openSession(p11)
    const other = createOther(home)
    renameSync(other, ukeyFile(home, 'alice', '.ukey'))
    expect(outcome(() => find(p11, session))).toBe('CKR_SESSION_HANDLE_INVALID')
    expect(outcome(() => openSession(p11, PIN))).toBe('CKR_OK')
  })
})

/** The file of another token for the same slot. */
function createOther(at: string): string {
  const elsewhere = join(at, 'elsewhere')
  createUkey(elsewhere, 'other', { slot: 0 })
  return ukeyFile(elsewhere, 'other', '.ukey')
}

describe('a damaged file', () => {
  it('is shown as a token that is not recognised, and the other keys still work', () => {
    createUkey(home, 'bob')
    plugUkey(home, 'bob')
    const path = ukeyFile(home, 'alice', '.ukey')
    writeFileSync(path, readFileSync(path, 'utf8').replace('slot 0', 'slot 1'))
    const answers = present(p11).map((slot) => outcome(() => p11.C_GetTokenInfo(slot)))
    expect(answers.sort()).toEqual(['CKR_OK', 'CKR_TOKEN_NOT_RECOGNIZED'])
  })
})
