import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { pairCertificates } from '../../../src/native/index.ts'
import { Connections, openApplication, type Place } from '../../../src/native/skf/connections.ts'
import { handleValue } from '../../../src/native/skf/handles.ts'
import { openLibrary } from '../../../src/native/skf/library.ts'
import { terminated } from '../../../src/native/skf/names.ts'
import { login } from '../../../src/native/skf/pins.ts'
import { skfLibrary } from '../../../src/native/virtual-ukey/quirks.ts'
import { createUkey, plugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { generateSm2KeyPair } from '../../../src/pki/index.ts'
import {
  builtInDrivers,
  driverOf,
  openTokenHouse,
  ownFolder,
  serialsOf,
  type TokenHouse,
} from '../../house/tokens.ts'
import { testAuthority } from './certificates.ts'
import { UKEY_PIN, ukeyPin } from './ukey-house.ts'

const own = ownFolder()
const home = join(own.path, 'keys')
const at = (name: string) => join(own.path, name)
const rules = { wakingPauses: [50, 50] }
const authority = testAuthority()

const oddities = ['LISTS_A_GHOST', 'TELLS_NONSENSE', 'NAMES_ONE_TWICE', 'HAS_ONE_FUNCTION'] as const
type Oddity = (typeof oddities)[number]

const compile = (oddity: Oddity): string => {
  const library = at(`${oddity}.so`)
  const strict = ['-std=c11', '-Wall', '-Wextra', '-Werror', '-shared', '-fPIC']
  const headers = `-I${join(builtInDrivers, 'virtual-ukey', 'skf')}`
  const real = oddity === 'HAS_ONE_FUNCTION' ? [] : ['-Wl,--no-as-needed', skfLibrary()]
  const source = join(import.meta.dirname, 'odd-skf.c')
  const odd = `-DODD=${oddities.indexOf(oddity) + 1}`
  execFileSync(process.env.CC ?? 'cc', [...strict, odd, headers, '-o', library, source, ...real, '-ldl'])
  return library
}

let house: TokenHouse
const logged: string[] = []
const log = (line: string) => void logged.push(line)
const open = (library: string, more: Readonly<Record<string, unknown>> = {}): void => {
  house = openTokenHouse({ folder: own.path, drivers: [driverOf('skf', 'odd', library, more)], rules, log })
}
const insert = (serial: string, label: string | Uint8Array = serial, application?: string): void => {
  createUkey(home, serial, { serial, label, ...(application === undefined ? {} : { application }) })
  plugUkey(home, serial)
}
const troubles = () => house.keyring.current().troubles.map(({ report }) => report)

beforeAll(() => {
  mkdirSync(home)
  process.env.VIRTUAL_UKEY_HOME = home
  insert('GOOD')
})
afterEach(() => house.close())
afterAll(() => own.remove())

const unreadable = async () => {
  const state = await house.until(({ troubles: all }) => all.length === 1)
  expect(troubles()[0]).toMatchObject({ code: 'ukey-unreadable' })
  expect(serialsOf(state)).toContain('GOOD')
  return String(state.troubles[0]?.report.params && Object.values(state.troubles[0].report.params)[0])
}

describe('what a library does wrong is told in words, and the other keys work on:', () => {
  it('it lists a device that is not there', async () => {
    open(compile('LISTS_A_GHOST'))
    expect(await unreadable()).toContain('SKF_ConnectDev 0x0A000023')
  })

  it('a device describes itself with nonsense', async () => {
    insert('BAD')
    open(compile('TELLS_NONSENSE'))
    expect(await unreadable()).toContain('SKF_GetDevInfo')
  })

  it('two applications have one name', async () => {
    open(compile('NAMES_ONE_TWICE'))
    expect(await unreadable()).toContain('VirtualUkey')
    expect(logged.join('\n')).toMatch(/a library for \w+; it lists 2; missing: nothing/)
    const drivers = house.keyring.current().drivers.filter(({ library }) => library?.includes('NAMES_ONE'))
    const finding = { architecture: process.arch, missing: [], devices: 2 }
    expect(drivers).toMatchObject([{ state: 'running', finding }])
  })

  it('it lacks what nobody can do without', async () => {
    open(compile('HAS_ONE_FUNCTION'))
    await house.until(({ troubles: all }) => all.length === 1)
    expect(troubles()[0]).toMatchObject({ code: 'driver-unloadable' })
    expect(JSON.stringify(troubles()[0])).toContain('missing: SKF_ConnectDev')
  })

  it('it is no library of SKF at all', async () => {
    open('/lib/x86_64-linux-gnu/libc.so.6')
    await house.until(({ troubles: all }) => all.length === 1)
    expect(JSON.stringify(troubles()[0])).toContain('no SKF library')
  })
})

/** A copy that no other test has open, because who has the library open is told. */
const ownLibrary = (): string => {
  const library = at('virtual-ukey-skf.so')
  if (!existsSync(library)) copyFileSync(skfLibrary(), library)
  return library
}

/** Works on a key as another program does, past everything that the assistant would refuse. */
const asAnotherProgram = async (serial: string, work: (place: Place) => unknown): Promise<void> => {
  const connections = new Connections(openLibrary(ownLibrary()))
  const connection = await connections.take(Buffer.from(serial))
  const place = openApplication(connection, Buffer.from('VirtualUkey'))
  login(place, UKEY_PIN, { min: 6, max: 16 })
  await work(place)
  connections.release(connection)
}
/** A program of its own that has the key until it is told to end. */
const bankWith = async (serial: string) => {
  const program = at('online-bank')
  const headers = `-I${join(builtInDrivers, 'virtual-ukey', 'skf')}`
  const source = join(import.meta.dirname, 'bank.c')
  execFileSync(process.env.CC ?? 'cc', [
    '-std=c11',
    '-Wall',
    '-Werror',
    headers,
    '-o',
    program,
    source,
    ownLibrary(),
  ])
  // A shell starts it: what the assistant itself starts is no other program.
  const bank = spawn('/bin/sh', ['-c', '"$0" "$1"; :', program, serial], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await once(bank.stdout, 'data')
  return async () => {
    bank.stdin.end()
    await once(bank, 'exit')
  }
}

describe('a key that another program has for itself', () => {
  it('is told together with the name of that program', async () => {
    insert('BANKED')
    open(ownLibrary())
    await house.until((state) => serialsOf(state).includes('BANKED'))
    const { token } = house.present('BANKED')
    const leave = await bankWith('BANKED')
    await expect(token.verifyPin(ukeyPin())).rejects.toMatchObject({
      code: 'token-used-by',
      params: { programs: 'online-bank' },
    })
    await leave()
    await token.verifyPin(ukeyPin())
  })

  it('is shown as before, is not waited for without end, and works once it is given back', async () => {
    insert('TAKEN')
    open(ownLibrary())
    await house.until((state) => serialsOf(state).includes('TAKEN'))
    const { token } = house.present('TAKEN')
    await asAnotherProgram('TAKEN', async ({ library, device }) => {
      library.call('SKF_LockDev', handleValue(device, 'device'), 0)
      await expect(token.verifyPin(ukeyPin())).rejects.toMatchObject({ code: 'token-used-elsewhere' })
      await house.keyring.refresh()
      expect(serialsOf(house.keyring.current())).toContain('TAKEN')
      library.call('SKF_UnlockDev', handleValue(device, 'device'))
    })
    await token.verifyPin(ukeyPin())
    const { pin } = await token.facts()
    expect(pin.triesLeft).toBe(6)
    expect(troubles()).toEqual([])
  })
})

const newContainer = ({ library, application }: Place, name: string | Uint8Array) =>
  library.open('container', 'SKF_CreateContainer', handleValue(application, 'application'), terminated(name))

const putCertificate = (place: Place, name: string, publicKey: Uint8Array): bigint => {
  const container = handleValue(newContainer(place, name), 'container')
  const der = Buffer.from(authority.certify(publicKey, 'signing'))
  place.library.call('SKF_ImportCertificate', container, 1, der, der.length)
  return container
}

const GBK_LABEL = Buffer.from('ced2b5c4c3dcd4bf', 'hex') // 我的密钥

describe('a key shows', () => {
  const shown = async (serial: string, isReady: (keys: number, certificates: number) => boolean) => {
    const state = await house.until(({ tokens }) =>
      tokens.some(
        ({ facts, keys, certificates }) =>
          facts.serial === serial && isReady(keys.length, certificates.length),
      ),
    )
    return state.tokens.find(({ facts }) => facts.serial === serial) ?? house.present(serial)
  }

  it('a container with one half, and a certificate that names another key', async () => {
    insert('HALVES')
    await asAnotherProgram('HALVES', (place) => {
      putCertificate(place, 'only a certificate', generateSm2KeyPair().publicKey)
      const container = putCertificate(place, 'another key', generateSm2KeyPair().publicKey)
      place.library.call('SKF_GenECCKeyPair', container, 0x20100, Buffer.alloc(4096))
    })
    open(skfLibrary())
    const { certificates, keys } = await shown('HALVES', (_, count) => count === 2)
    const { pairs } = pairCertificates(certificates, keys)
    expect(pairs.map(({ mismatched }) => mismatched).sort()).toEqual([false, true])
    expect(pairs.map(({ usable, incomplete }) => [usable, incomplete])).toEqual([
      [false, true],
      [false, true],
    ])
    expect(troubles()).toEqual([])
  })

  it('64 containers', async () => {
    insert('MANY')
    await asAnotherProgram('MANY', (place) => {
      for (let n = 0; n < 64; n++) {
        const container = handleValue(newContainer(place, `container ${n}`), 'container')
        place.library.call('SKF_GenECCKeyPair', container, 0x20100, Buffer.alloc(4096))
      }
    })
    open(skfLibrary())
    const { keys } = await shown('MANY', (count) => count > 0)
    expect(new Set(keys.map(({ keyId }) => keyId)).size).toBe(64)
  })

  it('names in GBK as a person reads them, and finds their containers again', async () => {
    insert('GBK', GBK_LABEL)
    await asAnotherProgram('GBK', (place) => {
      const container = handleValue(newContainer(place, GBK_LABEL), 'container')
      place.library.call('SKF_GenECCKeyPair', container, 0x20100, Buffer.alloc(4096))
    })
    open(skfLibrary())
    const { token, keys, facts } = await shown('GBK', (count) => count === 1)
    expect([facts.label, keys[0]?.label]).toEqual(['我的密钥', '我的密钥'])
    const signature = await token.withSession(ukeyPin(), (session) =>
      session.sign(keys[0]?.keyId ?? '', new Uint8Array(32).fill(1), 'sm2-digest'),
    )
    expect(signature.length).toBeGreaterThan(64)
  })

  it('the applications that its driver prefers', async () => {
    insert('PREFERS', 'PREFERS', 'TheirApplication')
    open(skfLibrary(), { skf: { applications: ['TheirApplication'] } })
    const { facts } = await shown('PREFERS', () => true)
    expect(facts.pin).toMatchObject({ triesLeft: 6, triesMax: 6, isDefault: true })
  })
})
