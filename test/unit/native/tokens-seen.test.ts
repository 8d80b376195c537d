import { describe, expect, it } from 'vitest'
import { loadDrivers } from '../../../src/native/drivers/load.ts'
import { textOf } from '../../../src/native/library-text.ts'
import { pointOf } from '../../../src/native/pkcs11/content.ts'
import {
  capabilitiesOf,
  factsOf,
  isNobody,
  pinRuleOf,
  pinStateOf,
  tokenIdOf,
} from '../../../src/native/pkcs11/facts.ts'
import type { TokenInfo } from '../../../src/native/pkcs11/library.ts'
import { confirmedNumbers } from '../../../src/native/pkcs11/mechanisms.ts'
import { assistantErrorOf, resultOf } from '../../../src/native/pkcs11/results.ts'
import type { Setup } from '../../../src/native/pkcs11/setup.ts'

const { drivers } = loadDrivers({
  builtInFolder: `${import.meta.dirname}/../../../drivers`,
  userFolder: null,
})
const families = drivers.find(({ id }) => id === 'virtual-ukey')?.families ?? []
const setup: Setup = {
  library: '/x.so',
  parameters: null,
  vendor: '某厂商',
  oneMaker: true,
  families,
  unwrapEnveloped: 0x80565501,
  pinRule: { min: 6, max: 16 },
  triesFrom: { kind: 'flags' },
  pollMilliseconds: 250,
  slotEvents: true,
}
const info = (more: Partial<TokenInfo> = {}): TokenInfo => ({
  label: 'My key'.padEnd(32),
  manufacturerID: 'Some Maker Ltd.'.padEnd(32),
  model: 'ePass 3000'.padEnd(16),
  serialNumber: '0A1B\0'.padEnd(16),
  flags: 0x40d,
  maxSessionCount: 0,
  sessionCount: 0,
  maxRwSessionCount: 0,
  rwSessionCount: 0,
  maxPinLen: 16,
  minPinLen: 4,
  hardwareVersion: { major: 1, minor: 0 },
  firmwareVersion: { major: 1, minor: 0 },
  utcTime: '',
  totalPublicMemory: 0,
  freePublicMemory: 0,
  totalPrivateMemory: 0,
  freePrivateMemory: 0,
  ...more,
})

describe('a token', () => {
  it('has an identity of maker, model and serial, without the padding of libraries', () => {
    expect(tokenIdOf(info())).toBe('some-maker-ltd|epass-3000|0a1b')
    expect(tokenIdOf(info({ manufacturerID: 'SOME MAKER, LTD', serialNumber: '0A1B' }))).toBe(
      tokenIdOf(info()),
    )
  })

  it('has no identity until it is initialised, but has one if it was shipped empty', () => {
    expect(isNobody(info({ flags: 0, serialNumber: '                ' }))).toBe(true)
    expect(isNobody(info({ flags: 0 }))).toBe(false)
  })

  it('bears the name of its driver’s maker, and its model if its label is unreadable', () => {
    const facts = factsOf('id', info({ label: '\uFFFD\uFFFD\uFFFD' }), [], null, null, setup)
    expect(facts).toMatchObject({ vendor: '某厂商', label: 'ePass 3000', serial: '0A1B' })
    expect(factsOf('id', info(), [], null, null, { ...setup, oneMaker: false }).vendor).toBe(
      'Some Maker Ltd.',
    )
  })
})

describe('the room on a token', () => {
  const room = (more: Partial<TokenInfo>) => factsOf('id', info(more), [], null, null, setup).freeBytes
  const all = { totalPublicMemory: 9_000, totalPrivateMemory: 9_000 }

  it('is the smaller one of its two memories', () => {
    expect(room({ ...all, freePublicMemory: 5_000, freePrivateMemory: 700 })).toBe(700)
    expect(room({ ...all, freePublicMemory: 0, freePrivateMemory: 700 })).toBe(0)
  })

  it.each([-1, 2 ** 32 - 1, 2 ** 64 - 1])('is not known if it says that it does not know (%d)', (unknown) => {
    expect(room({ ...all, freePublicMemory: unknown, freePrivateMemory: unknown })).toBeUndefined()
    const totals = { totalPublicMemory: unknown, totalPrivateMemory: unknown }
    expect(room({ ...totals, freePublicMemory: unknown, freePrivateMemory: unknown })).toBeUndefined()
  })

  it('is not known of a token that reports no memory at all', () => {
    expect(room({})).toBeUndefined()
  })
})

describe('the PIN state', () => {
  it.each([
    [0x8, null, { initialised: true, countLow: false, lastTry: false, locked: false, triesLeft: null }],
    [
      0x10008,
      { left: 3, max: 6 },
      { countLow: true, lastTry: false, locked: false, triesLeft: 3, triesMax: 6 },
    ],
    [0x30008, null, { countLow: true, lastTry: true, locked: false, triesLeft: null }],
    [0x8, { left: 1, max: 6 }, { lastTry: true, triesLeft: 1 }],
    [0x70008, { left: 0, max: 6 }, { lastTry: false, locked: true, triesLeft: 0 }],
    [0x80008, null, { isDefault: true }],
    [0x108, null, { entryOnDevice: true }],
    [0, null, { initialised: false }],
  ])('of flags %i and count %o', (flags, tries, state) => {
    expect(pinStateOf(info({ flags }), tries)).toMatchObject(state)
  })

  it('has the narrower of two rules, and the driver’s if the token reports nonsense', () => {
    expect(pinRuleOf(info({ minPinLen: 4, maxPinLen: 8 }), { min: 6, max: 16 })).toEqual({ min: 6, max: 8 })
    expect(pinRuleOf(info({ minPinLen: 0, maxPinLen: 4294967295 }), { min: 6, max: 16 })).toEqual({
      min: 6,
      max: 16,
    })
    expect(pinRuleOf(info({ minPinLen: 16, maxPinLen: 4 }), { min: 6, max: 16 })).toEqual({ min: 6, max: 16 })
    expect(pinRuleOf(info({ minPinLen: 0, maxPinLen: 0 }), { min: 6, max: 16 })).toEqual({ min: 6, max: 16 })
  })
})

describe('mechanism numbers', () => {
  it('count only if the token lists them', () => {
    expect(confirmedNumbers(setup, [0x1, 0x1041])).toBeNull()
    const signOnly = confirmedNumbers(setup, [0x80008105])
    expect(signOnly).toMatchObject({
      generate: null,
      sign: { mechanism: 0x80008105, form: 'raw' },
      unwrap: null,
    })
    const all = confirmedNumbers(setup, [0x80008001, 0x80008104, 0x80008105, 0x80008201, 0x80565501])
    expect(all).toMatchObject({ generate: 0x80008001, sign: { form: 'der' }, unwrap: 0x80565501 })
  })

  it('and flags decide the capabilities', () => {
    const numbers = confirmedNumbers(setup, [0x80008001, 0x80008104, 0x80008201])
    expect(capabilitiesOf(info(), [1, 0x80008001], numbers)).toEqual([
      'sm2-generate',
      'sm2-sign',
      'sm2-decrypt',
      'import-pair',
      'rsa-sign',
      'write-certificate',
      'delete-objects',
      'data-objects',
      'change-pin',
      'unlock-with-secret',
    ])
    expect(capabilitiesOf(info({ flags: 0x2 }), [], null)).toEqual(['change-pin'])
  })
})

describe('what a library says', () => {
  it('is read as text in UTF-8 or GBK, without padding', () => {
    expect(textOf(Buffer.from('签名证书  \0'))).toBe('签名证书')
    expect(textOf(Buffer.from('c7a9c3fbd6a4cae9', 'hex'))).toBe('签名证书')
    expect(textOf(Buffer.alloc(0))).toBe('')
  })

  it('is read as GBK where UTF-8 would give letters that no Chinese key has', () => {
    expect(textOf(Buffer.from('d0a120556b6579', 'hex'))).toBe('小 Ukey')
    for (const word of ['小 Ukey', 'Clé USB', 'A·B', '证书 1']) expect(textOf(Buffer.from(word))).toBe(word)
  })

  it('is read as a point with or without its wrapping and its 04', () => {
    const point = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 7)])
    for (const form of [point, point.subarray(1), Buffer.concat([Buffer.of(4, 65), point])]) {
      expect(Buffer.from(pointOf(form) ?? [])).toEqual(point)
    }
    expect(pointOf(Buffer.alloc(10))).toBeNull()
    expect(pointOf(null)).toBeNull()
  })

  it('is read as the same point whatever bytes its X begins with, even those of a length', () => {
    for (let first = 0; first < 256; first++) {
      for (const size of [32, 48, 66]) {
        const point = Buffer.concat([Buffer.of(4, first, 0x81 ^ first), Buffer.alloc(2 * size - 2, 7)])
        const head = point.length < 128 ? [4, point.length] : [4, 0x81, point.length]
        for (const form of [point, Buffer.concat([Buffer.of(...head), point])])
          expect(Buffer.from(pointOf(form) ?? [])).toEqual(point)
      }
    }
  })

  it.each([
    ['CKR_PIN_LOCKED:164', 'pin-locked'],
    ['CKR_DEVICE_REMOVED:50', 'token-removed'],
    ['CKR_SESSION_HANDLE_INVALID:179', 'token-removed'],
    ['CKR_DEVICE_MEMORY:49', 'token-full'],
    ['CKR_MECHANISM_INVALID:112', 'token-lacks'],
    ['CKR_PIN_LEN_RANGE:162', 'pin-length'],
    ['CKR_GENERAL_ERROR:5', 'token-refused'],
    ['CKR_VENDOR_DEFINED:2147483649', 'token-refused'],
    ['something else', 'unexpected'],
  ])('is an entry of the catalogue: %s', (message, code) => {
    expect(assistantErrorOf(new Error(message), { min: 6, max: 16 })).toMatchObject({ code })
  })

  it('is reported in its own words if the catalogue has none', () => {
    const rule = { min: 6, max: 16 }
    expect(assistantErrorOf(new Error('CKR_GENERAL_ERROR:5'), rule).params).toEqual({
      words: 'CKR_GENERAL_ERROR',
    })
    expect(assistantErrorOf(new Error('CKR_VENDOR_DEFINED:2147483649'), rule).params).toEqual({
      words: 'CKR 0x80000001',
    })
    expect(resultOf(new TypeError('no'))).toBeNull()
  })
})
