import { describe, expect, it } from 'vitest'
import type { Driver } from '../../../src/native/drivers/driver.ts'
import type { DriverSource } from '../../../src/native/keyring/driver-source.ts'
import { mergeTokens } from '../../../src/native/keyring/merge.ts'
import { driverViews, troublesOf } from '../../../src/native/keyring/troubles.ts'
import { ScopeLock } from '../../../src/native/scope-lock.ts'
import type { PresentToken, Token } from '../../../src/native/token.ts'
import { usbWatch } from '../../../src/native/usb/system-usb.ts'
import type { UsbDevice } from '../../../src/native/usb/usb-watch.ts'
import type { Capability } from '../../../src/shared/models/index.ts'

const seen = (
  driverId: string,
  id: string,
  { serial = id, sm2 = false, certificates = [] as readonly string[], keys = [] as readonly number[] } = {},
): PresentToken =>
  ({
    token: {} as Token,
    facts: { id, driverId, serial, capabilities: (sm2 ? ['sm2-sign'] : []) as Capability[] },
    certificates: certificates.map((objectId) => ({ objectId })),
    keys: keys.map((byte) => ({ publicKey: Uint8Array.of(byte) })),
  }) as unknown as PresentToken

const ids = (tokens: readonly PresentToken[]) => tokens.map(({ facts }) => `${facts.driverId}:${facts.id}`)

describe('the same key through two libraries', () => {
  it('is one entry, from the library that comes first', () => {
    expect(
      ids(
        mergeTokens([
          [seen('a', '1'), seen('a', '2')],
          [seen('b', '2'), seen('b', '3')],
        ]),
      ),
    ).toEqual(['a:1', 'a:2', 'b:3'])
  })

  it('is one entry, from the library that can do SM2', () => {
    expect(ids(mergeTokens([[seen('a', '1')], [seen('b', '1', { sm2: true })], [seen('c', '1')]]))).toEqual([
      'b:1',
    ])
  })

  it('is recognised by its serial number and a certificate when libraries disagree on its maker', () => {
    const here = seen('a', 'maker|1', { serial: 'S', certificates: ['x', 'y'] })
    const there = seen('b', 'piv|1', { serial: 'S', certificates: ['y'] })
    expect(ids(mergeTokens([[here], [there]]))).toEqual(['a:maker|1'])
    const other = seen('b', 'piv|1', { serial: 'S', certificates: ['z'] })
    expect(ids(mergeTokens([[here], [other]]))).toEqual(['a:maker|1', 'b:piv|1'])
  })

  describe('of one maker', () => {
    const short = '0123456789ABCDEF'
    const long = `${short}FEDCBA9876543210`
    const pair = (here: Parameters<typeof seen>[2], there: Parameters<typeof seen>[2]) =>
      ids(
        mergeTokens([
          [seen('a', 'short', { serial: short, ...here })],
          [seen('a', 'long', { serial: long, ...there })],
        ]),
      )

    it('is one entry if one library knows only the first half of its serial number, and a public key is common', () => {
      expect(pair({ keys: [1, 2] }, { keys: [2, 3] })).toEqual(['a:short'])
      expect(pair({ keys: [1] }, { keys: [2], sm2: true })).toEqual(['a:short', 'a:long'])
    })

    it('is one entry as long as nothing is on it', () => {
      expect(pair({}, { sm2: true })).toEqual(['a:long'])
      expect(pair({ sm2: true }, { keys: [2], sm2: true })).toEqual(['a:long'])
    })

    it('is two entries if one library shows what the other cannot use', () => {
      expect(pair({ keys: [1] }, { sm2: true })).toEqual(['a:short', 'a:long'])
    })

    it('shows each of its applications, if one library has several', () => {
      const [first, second] = ['one', 'two'].map((id) => seen('a', id, { serial: long, sm2: true }))
      if (first === undefined || second === undefined) throw new Error('none')
      expect(ids(mergeTokens([[seen('a', 'short', { serial: short })], [first, second]]))).toEqual([
        'a:one',
        'a:two',
      ])
    })
  })

  it('is not confused with another key of the maker that carries the same certificate', () => {
    const one = seen('a', '1', { certificates: ['x'] })
    expect(ids(mergeTokens([[one, seen('a', '2', { certificates: ['x'] })]]))).toEqual(['a:1', 'a:2'])
  })
})

const driver = (id: string, usb: Driver['usb']): Driver => ({
  id,
  vendor: id.toUpperCase(),
  order: 50,
  usb,
  libraries: [],
  families: [],
  unwrapEnveloped: null,
  parameters: null,
  skf: { applications: [], events: true },
  pollMilliseconds: null,
  pin: { min: 6, max: 16 },
  triesFrom: { kind: 'flags' },
  downloadPage: `https://example.com/${id}`,
  source: 'built-in',
  file: `${id}.json`,
})
const source = (driverFile: Driver, more: Partial<DriverSource> = {}): DriverSource =>
  ({
    id: driverFile.id,
    driver: driverFile,
    located: { kind: 'missing' },
    link: null,
    refusal: null,
    tokens: [],
    ...more,
  }) as DriverSource
const maker = driver('maker', [
  { vendorId: 0x096e, productIds: [0x0303], anyProduct: true, confidence: 'own' },
])
const device = (vendorId: number, productId: number, smartCard = false): UsbDevice => ({
  vendorId,
  productId,
  smartCard,
})

const readers: ReadonlySet<number> = new Set([0x0bda])

describe('a driver with libraries of two ABIs', () => {
  const found = { kind: 'found', path: '/x', stamp: '', program: null, abi: 'pkcs11' } as const
  const first = (located: DriverSource['located']) => source(maker, { located })
  const second = (located: DriverSource['located']) => source(maker, { id: 'maker:skf', located })
  const plugged = [device(0x096e, 0x0303)]
  const told = (...sources: readonly DriverSource[]) => [
    driverViews(sources, []).map(({ id }) => id),
    troublesOf(sources, plugged, readers).map(({ id, report }) => `${id} ${report.code}`),
  ]

  it.each<[string, readonly DriverSource[], readonly [readonly string[], readonly string[]]]>([
    ['has both', [first(found), second({ ...found, abi: 'skf' })], [['maker', 'maker:skf'], []]],
    ['misses the second', [first(found), second({ kind: 'missing' })], [['maker'], []]],
    ['misses the first', [first({ kind: 'missing' }), second({ ...found, abi: 'skf' })], [['maker:skf'], []]],
    [
      'misses both',
      [first({ kind: 'missing' }), second({ kind: 'missing' })],
      [['maker'], ['maker:096E:0303 driver-missing']],
    ],
    [
      'misses the first and cannot load the second',
      [first({ kind: 'missing' }), second({ kind: 'unloadable', path: '/x', words: 'no' })],
      [['maker:skf'], ['maker:skf:096E:0303 driver-unloadable']],
    ],
  ])('that %s is told once where one library speaks for both', (_, sources, expected) => {
    expect(told(...sources)).toEqual(expected)
  })
})

describe('what gives no token', () => {
  it('is reported with its USB number and the place to get its driver', () => {
    expect(troublesOf([source(maker)], [device(0x096e, 0x0303), device(0x096e, 0x0303)], readers)).toEqual([
      {
        id: 'maker:096E:0303',
        report: { code: 'driver-missing', params: { vendor: 'MAKER' } },
        vendor: 'MAKER',
        driverId: 'maker',
        usbId: '096E:0303',
        systemWords: null,
        downloadPage: 'https://example.com/maker',
      },
    ])
  })

  it('may be an unlisted product of a known maker', () => {
    expect(troublesOf([source(maker)], [device(0x096e, 0x9999)], readers)[0]).toMatchObject({
      usbId: '096E:9999',
    })
    const careful = driver('careful', [
      { vendorId: 0x04b4, productIds: [0x1234], anyProduct: false, confidence: 'own' },
    ])
    expect(troublesOf([source(careful)], [device(0x04b4, 0x9999)], readers)).toEqual([])
  })

  it('is an unknown Ukey only if it says that it is a smart card: a mouse or a reader is no Ukey', () => {
    expect(troublesOf([source(maker)], [device(0x1234, 0x0001)], readers)).toEqual([])
    expect(troublesOf([source(maker)], [device(0x0bda, 0x0165, true)], readers)).toEqual([])
    expect(troublesOf([source(maker)], [device(0x1234, 0x0001, true)], readers)).toMatchObject([
      { id: 'usb:1234:0001', report: { code: 'ukey-unknown' }, vendor: null, usbId: '1234:0001' },
    ])
  })

  it.each([
    [
      { located: { kind: 'wrong-architecture', path: '/x', found: 'ia32', wanted: 'x64', words: '32-bit' } },
      'driver-wrong-architecture',
      'failed',
    ],
    [{ located: { kind: 'unloadable', path: '/x', words: 'no' } }, 'driver-unloadable', 'failed'],
    [{ located: { kind: 'unsupported-abi', path: '/x', abi: 'skf' } }, 'driver-missing', 'not-installed'],
    [
      {
        located: { kind: 'found', path: '/x', stamp: '', program: null, abi: 'pkcs11' },
        link: { kind: 'unloadable', words: 'no' },
      },
      'driver-unloadable',
      'failed',
    ],
    [
      {
        located: { kind: 'found', path: '/x', stamp: '', program: null, abi: 'pkcs11' },
        link: { kind: 'waiting', how: { cause: 'crashed', words: 'SIGSEGV' } },
      },
      'driver-crashed',
      'failed',
    ],
    [
      {
        located: { kind: 'found', path: '/x', stamp: '', program: null, abi: 'pkcs11' },
        link: { kind: 'gave-up', how: { cause: 'not-answering', words: 'no' } },
      },
      'driver-gave-up',
      'failed',
    ],
  ] as const)('is told with its reason: %o', (more, code, state) => {
    const one = source(maker, more as Partial<DriverSource>)
    expect(troublesOf([one], [device(0x096e, 0x0303)], readers)).toMatchObject([
      { report: { code }, usbId: '096E:0303' },
    ])
    expect(driverViews([one], [])[0]).toMatchObject({ id: 'maker', state })
  })

  it('is reported for a broken library where USB cannot be watched, but not for a missing one', () => {
    const broken = source(maker, { located: { kind: 'unloadable', path: '/x', words: 'no' } })
    expect(troublesOf([broken, source(driver('other', []))], null, readers)).toMatchObject([
      { id: 'maker:library', report: { code: 'driver-unloadable' }, usbId: null },
    ])
  })

  it('does not include a device whose driver works', () => {
    const works = source(maker, {
      located: { kind: 'found', path: '/x', stamp: '', program: null, abi: 'pkcs11' },
      link: { kind: 'running' },
    })
    expect(troublesOf([works], [device(0x096e, 0x0303)], readers)).toEqual([])
    expect(driverViews([works], [])[0]).toMatchObject({ state: 'running', library: '/x', reason: null })
  })

  it('is on the list of drivers with the error in its file', () => {
    const invalid = { id: 'mine', file: '/d/mine.json', source: 'user', reason: 'vendor: missing' } as const
    expect(driverViews([], [invalid])).toEqual([
      {
        id: 'mine',
        vendor: 'mine',
        source: 'user',
        state: 'invalid',
        library: '/d/mine.json',
        reason: 'vendor: missing',
        finding: null,
        downloadPage: null,
      },
    ])
  })
})

describe('access to a token', () => {
  it('is given to one after another, in order, and passed on after a failure', async () => {
    const lock = new ScopeLock()
    const order: number[] = []
    const work = (n: number) =>
      lock.run(async () => {
        await new Promise((resolve) => setImmediate(resolve))
        order.push(n)
        if (n === 2) throw new Error('on purpose')
      })
    await Promise.allSettled([1, 2, 3, 4].map(work))
    expect(order).toEqual([1, 2, 3, 4])
  })

  it('is not waited for without end', async () => {
    const lock = new ScopeLock(10)
    let release: () => void = () => undefined
    const first = lock.run(() => new Promise<void>((resolve) => (release = resolve)))
    await expect(lock.run(async () => undefined)).rejects.toMatchObject({ code: 'token-busy' })
    release()
    await first
    expect(await lock.run(async () => 'next')).toBe('next')
  })

  it('is given up early by work that hears that somebody waits', async () => {
    const lock = new ScopeLock()
    let end: () => void = () => undefined
    const long = () =>
      lock.run(
        () => new Promise<void>((resolve) => (end = resolve)),
        () => end(),
      )
    const first = long()
    expect(await lock.run(async () => 'mine')).toBe('mine')
    await first
    // One that gets its turn while others already wait hears of them at once.
    const held = lock.run(() => new Promise<void>((resolve) => (end = resolve)))
    let told = 0
    const second = lock.run(
      async () => told,
      () => (told += 1),
    )
    const third = lock.run(async () => 'third')
    end()
    expect([await held, await second, await third]).toEqual([undefined, 1, 'third'])
  })
})

it('USB is watched where there is one, and quietly not where there is none', async () => {
  const watch = await usbWatch()
  expect(watch.list().every(({ vendorId }) => vendorId >= 0)).toBe(true)
  const stop = watch.subscribe(() => undefined)
  stop()
})
