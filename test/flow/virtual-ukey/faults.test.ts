import pkcs11js from 'pkcs11js'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  addFault,
  clearFaults,
  faultsSpent,
  readDelays,
  readFaults,
  setDelays,
} from '../../../src/native/virtual-ukey/faults.ts'
import {
  createUkey,
  isPlugged,
  plugUkey,
  readUkey,
  unplugUkey,
} from '../../../src/native/virtual-ukey/ukey.ts'
import {
  build,
  CKM,
  child,
  find,
  freshHome,
  openLibrary,
  openSession,
  outcome,
  PIN,
  patience,
  sign,
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
})
afterEach(() => drop())
afterAll(() => p11.C_Finalize())

const digest = Buffer.alloc(32, 7)

describe('a fault of the virtual Ukey', () => {
  it('pulls the key out at the n-th call of a function, and is then spent', () => {
    const session = openSession(p11)
    const { privateKey } = sm2Pair(p11, session)
    addFault(home, 'alice', { on: 'C_Sign', nth: 3, action: { kind: 'removed' } })
    const signing = () => outcome(() => sign(p11, session, privateKey, CKM.digest, digest))
    expect([signing(), signing(), signing()]).toEqual(['CKR_OK', 'CKR_OK', 'CKR_DEVICE_REMOVED'])
    expect(isPlugged(home, 'alice')).toBe(false)
    expect(faultsSpent(home, 'alice')).toBe(true)
    expect(readFaults(home, 'alice')).toEqual(['000000 C_Sign removed'])
  })

  it('leaves both halves of a pair or none, at whichever call of key generation it happens', () => {
    for (let nth = 1; ; nth++) {
      plugUkey(home, 'alice')
      addFault(home, 'alice', { on: 'any', nth, action: { kind: 'removed' } })
      outcome(() => {
        const session = openSession(p11)
        sm2Pair(p11, session, `pair-${nth}`)
        p11.C_CloseSession(session)
      })
      const kinds = readUkey(home, 'alice').facts?.objects.filter(({ label }) => label === `pair-${nth}`)
      expect([0, 2]).toContain(kinds?.length)
      if (!faultsSpent(home, 'alice')) {
        expect(nth).toBe(5) // opens, logs in, generates, closes: the fifth call never comes
        break
      }
      clearFaults(home, 'alice')
    }
  })

  it('leaves the work done and the caller without an answer when it happens after the work', () => {
    const session = openSession(p11)
    addFault(home, 'alice', { on: 'generate', action: { kind: 'removed' }, after: true })
    expect(outcome(() => sm2Pair(p11, session))).toBe('CKR_DEVICE_REMOVED')
    expect(readUkey(home, 'alice').facts?.objects).toHaveLength(2)
  })

  it('makes the key full, once or for ever', () => {
    const session = openSession(p11)
    const make = () => outcome(() => sm2Pair(p11, session))
    addFault(home, 'alice', { on: 'create', action: { kind: 'full' } })
    expect([make(), make()]).toEqual(['CKR_DEVICE_MEMORY', 'CKR_OK'])
    addFault(home, 'alice', { on: 'create', action: { kind: 'full' }, forever: true })
    expect([make(), make(), make()]).toEqual(Array(3).fill('CKR_DEVICE_MEMORY'))
    expect(faultsSpent(home, 'alice')).toBe(false)
  })

  it('returns any error code that is asked for', () => {
    const session = openSession(p11, null)
    addFault(home, 'alice', { on: 'login', action: { kind: 'return', code: 0x30 } })
    expect(outcome(() => p11.C_Login(session, pkcs11js.CKU_USER, PIN))).toBe('CKR_DEVICE_ERROR')
    expect(readUkey(home, 'alice').facts?.user.left).toBe(6)
  })

  it('counts the calls of all processes together', async () => {
    addFault(home, 'alice', { on: 'C_Login', nth: 3, action: { kind: 'return', code: 0x30 } })
    const answers: string[] = []
    for (let n = 0; n < 4; n++) answers.push((await child(home, 'login', PIN).ended).text)
    expect(answers).toEqual(['CKR_OK\n', 'CKR_OK\n', 'CKR_DEVICE_ERROR\n', 'CKR_OK\n'])
  })

  it.each([
    ['segv', 'SIGSEGV'],
    ['kill', 'SIGKILL'],
  ] as const)('%s ends the process that has the library open, and only once', async (kind, signal) => {
    addFault(home, 'alice', { on: 'sign', action: { kind } })
    const crashed = await child(home, 'sign', 'first').ended
    expect(crashed).toMatchObject({ code: null, signal, text: 'signing\n' })
    expect((await child(home, 'sign', 'second').ended).text).toBe('signing\nCKR_OK\n')
  })

  it('hangs a call for good, but not the calls of other processes', async () => {
    addFault(home, 'alice', { on: 'sign', action: { kind: 'hang' } })
    const hung = child(home, 'sign', 'hung')
    await expect.poll(() => faultsSpent(home, 'alice'), patience).toBe(true)
    expect((await child(home, 'sign', 'other').ended).text).toBe('signing\nCKR_OK\n')
    hung.kill()
    expect((await hung.ended).signal).toBe('SIGKILL')
  })

  it('can concern the whole library, such as a crash whenever it is loaded', async () => {
    addFault(home, 'library', { on: 'C_Initialize', action: { kind: 'segv' }, forever: true })
    expect((await child(home, 'count-slots').ended).signal).toBe('SIGSEGV')
    expect((await child(home, 'count-slots').ended).signal).toBe('SIGSEGV')
    clearFaults(home, 'library')
    expect((await child(home, 'count-slots').ended).text).toBe('1\n')
  })

  it('returns an absurd length, which makes a careless caller fail', async () => {
    expect((await child(home, 'sign-into-buffer').ended).text).toBe('64 bytes\nCKR_OK\n')
    addFault(home, 'alice', { on: 'sign', action: { kind: 'garbage', length: 2 ** 40 } })
    expect((await child(home, 'sign-into-buffer').ended).text).not.toContain('64 bytes')
    addFault(home, 'alice', { on: 'C_FindObjects', action: { kind: 'garbage', length: 1 } })
    const session = openSession(p11)
    expect(find(p11, session)).toHaveLength(1)
    expect(find(p11, session)).toHaveLength(4)
  })
})

describe('a delay of the virtual Ukey', () => {
  it('is stored beside the key and can be removed again', () => {
    setDelays(home, 'alice', { sign: 1, C_Login: 2 })
    expect(readDelays(home, 'alice')).toEqual({ sign: 1, C_Login: 2 })
    const session = openSession(p11)
    expect(p11.C_GetSessionInfo(session).state).toBe(3)
    setDelays(home, 'alice', {})
    expect(readDelays(home, 'alice')).toEqual({})
  })

  it('holds up only its own key, and not after the key is pulled out', async () => {
    createUkey(home, 'bob')
    plugUkey(home, 'bob')
    const [slow, quick] = [openSession(p11, PIN, 0), openSession(p11, PIN, 1)]
    setDelays(home, 'alice', { generate: 600_000 })
    let ended = ''
    const mechanism = { mechanism: CKM.keyPair }
    const pending = p11.C_GenerateKeyPairAsync(slow, mechanism, [], []).then(
      () => (ended = 'CKR_OK'),
      (error: Error) => (ended = error.message),
    )
    sm2Pair(p11, quick)
    expect(readUkey(home, 'bob').facts?.objects).toHaveLength(2)
    expect(ended).toBe('')
    unplugUkey(home, 'alice')
    await pending
    expect(ended).toContain('CKR_DEVICE_REMOVED')
  })
})

describe('the capacity of the virtual Ukey', () => {
  it('ends with CKR_DEVICE_MEMORY, and removing an object makes room again', () => {
    drop()
    const small = freshHome({ capacity: 3000 })
    home = small.home
    drop = small.drop
    const session = openSession(p11)
    const write = () =>
      p11.C_CreateObject(session, [
        { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_DATA },
        { type: pkcs11js.CKA_TOKEN, value: true },
        { type: pkcs11js.CKA_VALUE, value: Buffer.alloc(2000) },
      ])
    const first = write()
    expect(outcome(write)).toBe('CKR_DEVICE_MEMORY')
    p11.C_DestroyObject(session, first)
    expect(outcome(write)).toBe('CKR_OK')
  })
})
