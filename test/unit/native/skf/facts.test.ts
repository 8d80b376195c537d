import { describe, expect, it } from 'vitest'
import {
  capabilitiesOf,
  decryptions,
  deviceIdOf,
  factsOf,
  type Shown,
} from '../../../../src/native/skf/facts.ts'
import type { DeviceInfo } from '../../../../src/native/skf/layout.ts'
import type { Setup } from '../../../../src/native/skf/setup.ts'
import { type SymbolName, symbols } from '../../../../src/native/skf/symbols.ts'
import { usualNumbers } from './device-info.ts'

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text))
const info: DeviceInfo = {
  manufacturer: bytes('Maker'),
  issuer: bytes('Model K1'),
  label: bytes('My key'),
  serial: bytes('S-001'),
  ...usualNumbers,
}
const everything = { has: () => true }
const nothing = { has: () => false }
const only = (...names: readonly SymbolName[]) => ({ has: (name: SymbolName) => names.includes(name) })
const without = (...names: readonly SymbolName[]) => ({ has: (name: SymbolName) => !names.includes(name) })

describe('the identity of a device', () => {
  it.each([
    [{}, 'maker|model-k1|s-001'],
    [{ manufacturer: bytes('  A & B Co. ') }, 'a-b-co|model-k1|s-001'],
    [{ issuer: bytes('握奇 数据') }, 'maker|握奇-数据|s-001'],
    [{ issuer: bytes(''), serial: bytes('--') }, 'maker||'],
    [{ serial: bytes('12\0\0') }, 'maker|model-k1|12'],
    [{ serial: bytes('12\u000034') }, 'maker|model-k1|12'],
  ])('with %j is %s', (said, id) => {
    expect(deviceIdOf({ ...info, ...said })).toBe(id)
  })
})

describe('what a device can do', () => {
  const both = { ...info, algAsymCap: 0x30000 }
  const sm2 = { ...info, algAsymCap: 0x20000 }
  const rsa = { ...info, algAsymCap: 0x10000 }
  const others = ['write-certificate', 'delete-objects', 'data-objects', 'change-pin', 'unlock-with-secret']
  const ofSm2 = ['sm2-generate', 'sm2-sign', 'import-pair', 'unwrap-inside', 'sm2-decrypt']

  it('is all, with a whole library and both kinds of keys', () => {
    expect(capabilitiesOf(everything, both, false)).toEqual([...ofSm2, 'rsa-sign', ...others])
  })

  it('is nothing with an empty library', () => {
    expect(capabilitiesOf(nothing, both, false)).toEqual([])
  })

  it('follows what it says of its keys', () => {
    expect(capabilitiesOf(everything, sm2, false)).toEqual([...ofSm2, ...others])
    expect(capabilitiesOf(everything, rsa, false)).toEqual(['rsa-sign', ...others])
    expect(capabilitiesOf(everything, { ...info, algAsymCap: 0x40000 }, false)).toEqual(others)
  })

  it('is without unlocking once the PIN of the administrator is locked', () => {
    expect(capabilitiesOf(everything, sm2, true)).toEqual([...ofSm2, ...others.slice(0, -1)])
  })

  it.each([
    ['SKF_CreateContainer', 'sm2-generate'],
    ['SKF_GenECCKeyPair', 'sm2-generate'],
    ['SKF_ECCSignData', 'sm2-sign'],
    ['SKF_VerifyPIN', 'sm2-sign'],
    ['SKF_RSASignData', 'rsa-sign'],
    ['SKF_ImportCertificate', 'write-certificate'],
    ['SKF_DeleteContainer', 'delete-objects'],
    ['SKF_CreateFile', 'data-objects'],
    ['SKF_WriteFile', 'data-objects'],
    ['SKF_ReadFile', 'data-objects'],
    ['SKF_EnumFiles', 'data-objects'],
    ['SKF_GetFileInfo', 'data-objects'],
    ['SKF_ChangePIN', 'change-pin'],
    ['SKF_UnblockPIN', 'unlock-with-secret'],
  ] as const)('without %s lacks %s alone', (name, lacking) => {
    const all = capabilitiesOf(everything, both, false)
    expect(capabilitiesOf(without(name), both, false)).toEqual(all.filter((one) => one !== lacking))
  })

  it('without the import of pairs lacks both ways of it', () => {
    const all = capabilitiesOf(everything, both, false)
    expect(capabilitiesOf(without('SKF_ImportECCKeyPair'), both, false)).toEqual(
      all.filter((one) => one !== 'import-pair' && one !== 'unwrap-inside'),
    )
  })

  it.each(decryptions)('opens what is sealed to its keys with %s', (name) => {
    expect(capabilitiesOf(only(name), sm2, false)).toEqual(['sm2-decrypt'])
    expect(capabilitiesOf(only(name), rsa, false)).toEqual([])
  })

  it('opens envelopes with the three functions of the standard', () => {
    const needs = ['SKF_ImportSessionKey', 'SKF_DecryptInit', 'SKF_Decrypt'] as const
    expect(capabilitiesOf(only(...needs), sm2, false)).toEqual(['sm2-decrypt'])
    for (const lacking of needs)
      expect(capabilitiesOf(only(...needs.filter((one) => one !== lacking)), sm2, false), lacking).toEqual([])
  })

  it('names functions for decryption that are known, the best known first', () => {
    expect(decryptions).toEqual([
      'V_ECCPrvKeyDecrypt',
      'SKF_PrvKeyDecrypt',
      'SKF_ECCDecrypt',
      'SKF_ECCPrvKeyDecrypt',
    ])
    for (const name of decryptions) expect(symbols[name]).toBeDefined()
  })
})

const setup: Setup = {
  library: '/lib/a.so',
  vendor: 'Vendor',
  oneMaker: false,
  pinRule: { min: 6, max: 16 },
  applications: [],
  pollMilliseconds: 400,
  events: true,
}
const shown: Shown = { id: 'the|id', info, application: Buffer.from('App'), several: false }
const pins = { user: { max: 10, left: 3, isDefault: false }, admin: { max: 8, left: 1, isDefault: false } }

describe('the facts of a token', () => {
  it('are told by the device, its PINs and its library', () => {
    expect(factsOf(everything, shown, pins, setup)).toEqual({
      id: 'the|id',
      kind: 'ukey',
      vendor: 'Maker',
      model: 'Model K1',
      serial: 'S-001',
      label: 'My key',
      pin: {
        triesLeft: 3,
        triesMax: 10,
        countLow: true,
        lastTry: false,
        locked: false,
        isDefault: false,
        initialised: true,
        entryOnDevice: false,
      },
      pinRule: { min: 6, max: 16 },
      freeBytes: 40_000,
      capabilities: capabilitiesOf(everything, info, false),
    })
  })

  it.each([
    [false, 'Maker', 'Maker'],
    [true, 'Maker', 'Vendor'],
    [false, '', 'Vendor'],
  ])(
    'for a driver of one maker (%s) and the manufacturer “%s” name the vendor %s',
    (oneMaker, said, name) => {
      const told = { ...shown, info: { ...info, manufacturer: bytes(said) } }
      expect(factsOf(everything, told, pins, { ...setup, oneMaker }).vendor).toBe(name)
    },
  )

  it.each([
    [{}, 'My key'],
    [{ label: bytes('') }, 'Model K1'],
    [{ label: bytes(''), issuer: bytes('') }, 'Vendor'],
  ])('with %j have the label %s', (said, label) => {
    expect(factsOf(everything, { ...shown, info: { ...info, ...said } }, pins, setup).label).toBe(label)
  })

  it('name the application only where there are several', () => {
    expect(factsOf(everything, { ...shown, several: true }, pins, setup).label).toBe('My key（App）')
    const blank = { ...shown, application: null, several: true }
    expect(factsOf(everything, blank, pins, setup).label).toBe('My key')
  })

  it.each([
    [0, undefined],
    [1, 40_000],
    [2 ** 31 - 1, 40_000],
    [2 ** 31, undefined],
  ])('with %i bytes in all tell the room %s', (totalSpace, freeBytes) => {
    const facts = factsOf(everything, { ...shown, info: { ...info, totalSpace } }, pins, setup)
    expect(facts.freeBytes).toBe(freeBytes)
    expect('freeBytes' in facts).toBe(freeBytes !== undefined)
  })

  it.each([
    [{ max: 8, left: 1, isDefault: false }, true],
    [{ max: 8, left: 0, isDefault: false }, false],
    ['unset' as const, true],
    [null, true],
  ])('with %j of the administrator say that it can be unlocked: %s', (admin, can) => {
    const { capabilities } = factsOf(everything, shown, { ...pins, admin }, setup)
    expect(capabilities.includes('unlock-with-secret')).toBe(can)
  })

  it('of a device without an application tell that it can do nothing and has no PIN', () => {
    const facts = factsOf(everything, { ...shown, application: null }, pins, setup)
    expect(facts).toMatchObject({ capabilities: [], pin: { initialised: false, triesLeft: null } })
  })
})
