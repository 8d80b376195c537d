import { createHash, createPublicKey, verify } from 'node:crypto'
import { copyFileSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pkcs11js from 'pkcs11js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Pin, pairCertificates, type UsbWatch } from '../../../src/native/index.ts'
import { createUkey, plugUkey, ukeyLibrary } from '../../../src/native/virtual-ukey/ukey.ts'
import { generateSm2KeyPair } from '../../../src/pki/index.ts'
import {
  type DriverSketch,
  driverFor,
  openTokenHouse,
  ownFolder,
  serialsOf,
  type TokenHouse,
} from '../../house/tokens.ts'
import { usbStandIn } from '../../house/usb.ts'
import { testAuthority } from './certificates.ts'

let own: ReturnType<typeof ownFolder>
let house: TokenHouse | null = null
const at = (name: string) => join(own.path, name)
const copied = (name: string): string => {
  copyFileSync(ukeyLibrary(), at(name))
  return at(name)
}

const open = async (drivers: readonly DriverSketch[], usb: UsbWatch | null = null): Promise<TokenHouse> => {
  house = openTokenHouse({ folder: own.path, drivers, usb })
  await house.until(({ settled }) => settled)
  return house
}

beforeEach(() => {
  own = ownFolder()
  process.env.VIRTUAL_UKEY_HOME = at('keys')
  mkdirSync(at('keys'))
})
afterEach(() => {
  house?.close()
  own.remove()
})

const insert = (serial: string): void => {
  createUkey(at('keys'), serial, { serial })
  plugUkey(at('keys'), serial)
}

describe('the same key through two libraries', () => {
  it('is one entry, and the other library takes over when the first can no longer show it', async () => {
    insert('ONCE')
    const first = driverFor('first', copied('first.so'), { order: 1 })
    const second = driverFor('second', copied('second.so'), { order: 2, families: [] })
    const { keyring, until } = await open([first, second])
    const state = await until(({ tokens }) => tokens.length === 1)
    expect(state.tokens[0]?.facts.driverId).toBe('first')
    expect(keyring.current().drivers.filter((driver) => driver.state === 'running')).toHaveLength(2)
    const pid = keyring.hosts().get('first') ?? 0
    process.kill(pid, 'SIGKILL')
    await until(({ tokens }) => tokens[0]?.facts.driverId === 'second')
    await until(({ tokens }) => tokens[0]?.facts.driverId === 'first')
  })
})

const laid = (content: string | Buffer): string => {
  writeFileSync(at('x.so'), content)
  return at('x.so')
}
const looped = (): string => {
  symlinkSync(at('x.so'), at('x.so'))
  return at('x.so')
}
/** The header of a library for this machine, with nothing after it. */
const halfLibrary = (): Buffer => {
  const head = Buffer.alloc(4096)
  head.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  head.writeUInt16LE(62, 18)
  return head
}

describe('a library that cannot be used', () => {
  it.each<[string, () => string, string]>([
    ['no library at all', () => laid('hello'), 'driver-unloadable'],
    ['a loop of links', () => looped(), 'driver-unloadable'],
    ['a library of something else', () => '/usr/lib/x86_64-linux-gnu/libz.so.1', 'driver-unloadable'],
    ['half a library', () => laid(halfLibrary()), 'driver-unloadable'],
  ])(
    'is told with its reason, and other vendors’ keys are there all the same: %s',
    async (_, library, code) => {
      insert('GOOD')
      const { until } = await open([driverFor('bad', library()), driverFor('good', ukeyLibrary())])
      const state = await until(({ tokens, troubles }) => tokens.length === 1 && troubles.length === 1)
      expect(state.troubles[0]).toMatchObject({ driverId: 'bad', report: { code } })
      expect(state.troubles[0]?.systemWords).toMatch(/\w/)
      expect(state.drivers.find(({ id }) => id === 'bad')).toMatchObject({ state: 'failed' })
    },
  )

  it('may be installed later, and a refresh finds it', async () => {
    insert('LATER')
    const { keyring, until } = await open([driverFor('late', at('late.so'))])
    expect(keyring.current().drivers.find(({ id }) => id === 'late')).toMatchObject({
      state: 'not-installed',
    })
    copied('late.so')
    await keyring.refresh()
    await until((state) => serialsOf(state).includes('LATER'))
  })

  it('may be replaced while it is in use, and a refresh loads the new one', async () => {
    insert('SAME')
    const { keyring, until } = await open([driverFor('new', copied('new.so'))])
    const pid = keyring.hosts().get('new')
    await keyring.refresh()
    expect(keyring.hosts().get('new')).toBe(pid)
    renameSync(copied('newer.so'), at('new.so'))
    await keyring.refresh()
    await until((state) => serialsOf(state).includes('SAME'))
    expect(keyring.hosts().get('new')).not.toBe(pid)
  })
})

describe('a maker’s driver', () => {
  const usb = [{ vendorId: '1D99', productIds: ['0001'], confidence: 'own' }]

  it('is started once a device of that maker is there', async () => {
    insert('USB')
    const { watch, plug } = usbStandIn()
    const { keyring, until } = await open([driverFor('maker', copied('maker.so'), { usb })], watch)
    expect(keyring.hosts().size).toBe(0)
    expect(keyring.current().drivers.find(({ id }) => id === 'maker')).toMatchObject({ state: 'idle' })
    plug({ vendorId: 0x1d99, productId: 1, smartCard: false })
    await until((state) => serialsOf(state).includes('USB'))
  })

  it('that is missing is reported with its USB number, and so is a device of an unknown maker', async () => {
    const { watch, plug } = usbStandIn()
    const page = 'https://example.com/driver'
    const { until } = await open([driverFor('maker', at('none.so'), { usb, downloadPage: page })], watch)
    plug(
      { vendorId: 0x1d99, productId: 1, smartCard: false },
      { vendorId: 0x4321, productId: 2, smartCard: true },
    )
    const { troubles } = await until((state) => state.troubles.length === 2)
    expect(troubles).toMatchObject([
      { report: { code: 'driver-missing' }, driverId: 'maker', usbId: '1D99:0001', downloadPage: page },
      { report: { code: 'ukey-unknown' }, driverId: null, usbId: '4321:0002' },
    ])
    plug()
    await until((state) => state.troubles.length === 0)
  })
})

describe('objects that another program wrote', () => {
  it('are shown as far as possible, such as a GBK label or a certificate that is none', async () => {
    insert('FOREIGN')
    const good = testAuthority().certify(generateSm2KeyPair().publicKey, 'signing')
    writeCertificates([
      { label: Buffer.from('c7a9c3fbd6a4cae9', 'hex'), value: good },
      { label: Buffer.from('broken'), value: Buffer.from('no certificate') },
    ])
    const { present } = await open([driverFor('virtual', ukeyLibrary())])
    const { certificates, keys } = present('FOREIGN')
    expect(certificates.map(({ label }) => label).sort()).toEqual(['broken', '签名证书'])
    const { pairs, unreadable } = pairCertificates(certificates, keys)
    expect([pairs.length, unreadable.length]).toEqual([1, 1])
    await present('FOREIGN').token.verifyPin(new Pin('12345678'))
  })

  it('may be two keys under one id, and the one that may sign signs', async () => {
    insert('TWIN')
    const id = Buffer.of(0x0a)
    const { CKA_ID, CKA_TOKEN, CKA_SIGN, CKA_DECRYPT, CKA_MODULUS_BITS } = pkcs11js
    const make = (p11: pkcs11js.PKCS11, session: Buffer, signs: boolean) =>
      p11.C_GenerateKeyPair(
        session,
        { mechanism: pkcs11js.CKM_RSA_PKCS_KEY_PAIR_GEN },
        [
          { type: CKA_ID, value: id },
          { type: CKA_TOKEN, value: true },
          { type: CKA_MODULUS_BITS, value: 1024 },
        ],
        [
          { type: CKA_ID, value: id },
          { type: CKA_TOKEN, value: true },
          { type: CKA_SIGN, value: signs },
          { type: CKA_DECRYPT, value: !signs },
        ],
      )
    loggedIn((p11, session) => {
      for (const signs of [false, true]) make(p11, session, signs)
    })
    const { present } = await open([driverFor('virtual', ukeyLibrary())])
    const { token, keys } = present('TWIN')
    const signature = await token.withSession(new Pin('12345678'), (session) =>
      session.sign('0a', createHash('sha256').update('m').digest(), 'rsa-sha256'),
    )
    const spki = keys.map(({ publicKey }) => Buffer.from(publicKey ?? []))
    const right = spki.map((key) =>
      verify('sha256', Buffer.from('m'), createPublicKey({ key, format: 'der', type: 'spki' }), signature),
    )
    expect(right).toEqual([false, true])
  })

  const loggedIn = (work: (p11: pkcs11js.PKCS11, session: Buffer) => void): void => {
    const p11 = new pkcs11js.PKCS11()
    p11.load(ukeyLibrary())
    p11.C_Initialize()
    const [slot] = p11.C_GetSlotList(true)
    const session = p11.C_OpenSession(
      slot ?? Buffer.alloc(0),
      pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION,
    )
    p11.C_Login(session, pkcs11js.CKU_USER, '12345678')
    work(p11, session)
    p11.C_Finalize()
    p11.close()
  }

  const writeCertificates = (all: readonly { readonly label: Buffer; readonly value: Uint8Array }[]): void =>
    loggedIn((p11, session) => {
      for (const { label, value } of all) {
        p11.C_CreateObject(session, [
          { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_CERTIFICATE },
          { type: pkcs11js.CKA_CERTIFICATE_TYPE, value: 0 },
          { type: pkcs11js.CKA_TOKEN, value: true },
          { type: pkcs11js.CKA_LABEL, value: label },
          { type: pkcs11js.CKA_SUBJECT, value: Buffer.from('3000', 'hex') },
          { type: pkcs11js.CKA_VALUE, value: Buffer.from(value) },
        ])
      }
    })
})
