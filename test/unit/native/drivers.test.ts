import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadDrivers } from '../../../src/native/drivers/load.ts'
import {
  expandPath,
  inspectLibrary,
  librariesByAbi,
  locateLibrary,
  type Machine,
} from '../../../src/native/drivers/locate.ts'
import { machineTypeOf } from '../../../src/native/drivers/machine-type.ts'
import type { DriverSource } from '../../../src/native/keyring/driver-source.ts'
import { sourcesFor } from '../../../src/native/keyring/troubles.ts'

const builtInFolder = join(import.meta.dirname, '../../../drivers')
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '驱动 目录-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, content: unknown): void => {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  writeFileSync(join(folder, name), text)
}
/** A name of the environment in the form that a path uses. */
const named = (name: string): string => `$\{${name}}`
const minimal = { vendor: '某厂商', libraries: [], pin: { min: 6, max: 16 } }
const load = () => loadDrivers({ builtInFolder, userFolder: folder })

describe('the driver files that ship', () => {
  it('are all valid, and cover the common vendors', () => {
    const { drivers, invalid, readerMakers } = loadDrivers({ builtInFolder, userFolder: null })
    expect(invalid).toEqual([])
    expect(readerMakers?.has(0x0bda)).toBe(true)
    const vendors = [
      'feitian',
      'longmai',
      'watchdata',
      'haitai',
      'excelsecu',
      'huada',
      'minghua',
      'huashen',
      'keysi',
    ]
    expect(drivers.map(({ id }) => id)).toEqual(expect.arrayContaining([...vendors, 'opensc', 'softhsm']))
  })

  it('are used when a file stands in place of the user’s folder, which is reported', () => {
    write('drivers', '')
    const { drivers, invalid } = loadDrivers({ builtInFolder, userFolder: join(folder, 'drivers') })
    expect(drivers.length).toBeGreaterThan(5)
    expect(invalid.map(({ source }) => source)).toContain('user')
  })

  it('come with the SM2 numbers of the Sansec family for the virtual Ukey', () => {
    const { drivers } = loadDrivers({ builtInFolder, userFolder: null })
    const [family] = drivers.find(({ id }) => id === 'virtual-ukey')?.families ?? []
    expect(family?.sm2).toMatchObject({ keyType: 0x80000004, generate: [0x80008001] })
    expect(family?.sm2.signDigest[0]).toEqual({ mechanism: 0x80008104, form: 'der' })
  })
})

describe('a driver file of the user’s own', () => {
  it('adds a vendor, or overrides the one with the same id', () => {
    write('mine.json', { ...minimal, id: 'mine' })
    write('feitian.json', { ...minimal, id: 'feitian', vendor: '我的飞天' })
    const { drivers, invalid } = load()
    expect(invalid).toEqual([])
    expect(drivers.find(({ id }) => id === 'mine')?.source).toBe('user')
    expect(drivers.filter(({ id }) => id === 'feitian').map(({ vendor }) => vendor)).toEqual(['我的飞天'])
  })

  it('may bring a mechanism family', () => {
    mkdirSync(join(folder, 'families'))
    const sm2 = { keyType: '0x80000099', generate: ['0x80000100'], signDigest: [], decrypt: [] }
    write('families/ours.json', { id: 'ours', name: 'Ours', confidence: 'own', sm2 })
    write('mine.json', { ...minimal, id: 'mine', families: ['ours', 'sansec'] })
    const mine = load().drivers.find(({ id }) => id === 'mine')
    expect(mine?.families.map(({ id }) => id)).toEqual(['ours', 'sansec'])
  })

  it('says little where it says nothing: any product of its maker, no SM2, nothing out of the ordinary', () => {
    const usb = { confidence: 'own' }
    write('mine.json', {
      ...{ ...minimal, id: 'mine' },
      usb: [
        { ...usb, vendorId: 'F0F0' },
        { ...usb, vendorId: 'F0F1', anyProduct: false },
      ],
    })
    write('bare.json', { ...minimal, id: 'bare' })
    const { drivers, invalid } = load()
    expect(invalid).toEqual([])
    const [mine, bare] = ['mine', 'bare'].map((name) => drivers.find(({ id }) => id === name))
    expect(mine?.usb).toEqual([
      { vendorId: 0xf0f0, productIds: [], anyProduct: true, confidence: 'own' },
      { vendorId: 0xf0f1, productIds: [], anyProduct: false, confidence: 'own' },
    ])
    expect(bare).toMatchObject({
      ...{ order: 100, usb: [], families: [], unwrapEnveloped: null, triesFrom: { kind: 'flags' } },
      ...{ parameters: null, skf: { applications: [], events: true } },
      ...{ pollMilliseconds: null, downloadPage: null },
    })
    const source = { id: 'mine', driver: mine, located: { kind: 'missing' }, link: null, tokens: [] }
    const found = (vendorId: number) =>
      sourcesFor([source as unknown as DriverSource], { vendorId, productId: 0x1234, smartCard: true })
    expect([0xf0f0, 0xf0f1].map((vendor) => found(vendor).length)).toEqual([1, 0])
  })

  it('may begin with the byte-order mark that the Windows editor writes', () => {
    write('mine.json', `\uFEFF${JSON.stringify({ ...minimal, id: 'mine' })}`)
    expect(load().invalid).toEqual([])
  })

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{ "id": ', /JSON/],
    ['an id with blanks', { ...minimal, id: 'my driver' }, /^id: /],
    ['no vendor', { id: 'x', libraries: [], pin: { min: 6, max: 16 } }, /^vendor: /],
    [
      'a PIN rule upside down',
      { ...minimal, id: 'x', pin: { min: 9, max: 8 } },
      /^pin: min must not exceed max/,
    ],
    [
      'a USB number that is none',
      { ...minimal, id: 'x', usb: [{ vendorId: '96E', confidence: 'own' }] },
      /^usb\.0\.vendorId/,
    ],
    ['a field nobody knows', { ...minimal, id: 'x', colour: 'red' }, /colour/],
    ['a family nobody knows', { ...minimal, id: 'x', families: ['nobody'] }, /nobody is not known/],
    [
      'a download page that runs something',
      { ...minimal, id: 'x', downloadPage: 'javascript:alert(1)' },
      /^downloadPage: /,
    ],
    ['more than fits', `"${'x'.repeat(300_000)}"`, /256 KiB/],
  ])('with an error is skipped with its reason: %s', (_, content, reason) => {
    write('bad.json', content)
    write('good.json', { ...minimal, id: 'good' })
    const { drivers, invalid } = load()
    expect(invalid).toHaveLength(1)
    expect(invalid[0]).toMatchObject({ id: 'bad', source: 'user' })
    expect(invalid[0]?.reason).toMatch(reason)
    expect(drivers.some(({ id }) => id === 'good')).toBe(true)
  })

  it('does not replace a built-in one when it is wrong', () => {
    write('feitian.json', { id: 'feitian' })
    const { drivers, invalid } = load()
    expect(drivers.find(({ id }) => id === 'feitian')?.source).toBe('built-in')
    expect(invalid).toHaveLength(1)
  })
})

const elf = (machine: number, bits: 1 | 2 = 2): Buffer => {
  const head = Buffer.alloc(128)
  head.set([0x7f, 0x45, 0x4c, 0x46, bits, 1])
  head.writeUInt16LE(machine, 18)
  return head
}
const pe = (machine: number, magic: number): Buffer => {
  const head = Buffer.alloc(256)
  head.write('MZ')
  head.writeUInt32LE(128, 0x3c)
  head.write('PE\0\0', 128)
  head.writeUInt16LE(machine, 132)
  head.writeUInt16LE(magic, 128 + 24)
  return head
}

describe('the machine type of a library', () => {
  it.each([
    ['ELF for x64', elf(62), { format: 'elf', bits: 64, architecture: 'x64' }],
    ['ELF for i386', elf(3, 1), { format: 'elf', bits: 32, architecture: 'ia32' }],
    ['ELF for arm64', elf(183), { format: 'elf', bits: 64, architecture: 'arm64' }],
    ['ELF for LoongArch', elf(258), { format: 'elf', bits: 64, architecture: 'loong64' }],
    ['PE for x64', pe(0x8664, 0x20b), { format: 'pe', bits: 64, architecture: 'x64' }],
    ['PE for i386', pe(0x14c, 0x10b), { format: 'pe', bits: 32, architecture: 'ia32' }],
    ['a text', Buffer.from('#!/bin/sh\n'.padEnd(200)), null],
    ['nothing', Buffer.alloc(0), null],
    ['MZ and no PE', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), null],
  ])('is read from its header: %s', (_, head, type) => {
    expect(machineTypeOf(head)).toEqual(type)
  })
})

describe('what lies at a library’s path', () => {
  const at = (name: string) => join(folder, name)
  const here = { architecture: 'x64', otherHosts: {} }

  it('is found, even under a name with blanks and Chinese characters', () => {
    writeFileSync(at('厂商 库.so'), elf(62))
    expect(inspectLibrary(at('厂商 库.so'), here)).toMatchObject({
      kind: 'found',
    })
  })

  it('is refused with an explanation when it is for another machine', () => {
    writeFileSync(at('old.so'), elf(3, 1))
    expect(inspectLibrary(at('old.so'), here)).toMatchObject({
      kind: 'wrong-architecture',
      found: 'ia32',
      wanted: 'x64',
      words: '32-bit library (ia32), client is x64',
    })
  })

  it('is found for another machine if a program can run a host for it', () => {
    writeFileSync(at('old.so'), elf(3, 1))
    const otherHosts = { ia32: '/opt/node-x86' }
    expect(inspectLibrary(at('old.so'), { ...here, otherHosts })).toMatchObject({
      kind: 'found',
      program: '/opt/node-x86',
    })
  })

  it('is refused with an explanation when it is no library, a folder or a loop of links', () => {
    writeFileSync(at('text.so'), 'hello')
    symlinkSync(at('b.so'), at('a.so'))
    symlinkSync(at('a.so'), at('b.so'))
    for (const path of [at('text.so'), folder, at('a.so')]) {
      expect(inspectLibrary(path, here)).toMatchObject({
        kind: 'unloadable',
        words: expect.stringMatching(/\w/),
      })
    }
  })

  it('is reported as missing when nothing is there', () => {
    expect(inspectLibrary(at('none.so'), here)).toEqual({
      kind: 'missing',
    })
    writeFileSync(at('file'), '')
    expect(inspectLibrary(join(at('file'), 'below.so'), here)).toEqual({
      kind: 'missing',
    })
  })
})

describe('a driver’s library', () => {
  const machine: Machine = {
    system: 'linux',
    architecture: 'x64',
    environment: { HERE: '' },
    otherHosts: {},
  }
  const driver = (...paths: readonly string[]) => {
    const libraries = paths.map((path) => ({ abi: 'pkcs11', system: 'linux', path }))
    write('mine.json', { ...minimal, id: 'mine', libraries })
    const found = load().drivers.find(({ id }) => id === 'mine')
    if (found === undefined) throw new Error('the driver file is wrong')
    return found
  }
  const here = { ...machine, environment: { HERE: '' } }

  it('is the first named one that fits, with the environment filled in', () => {
    writeFileSync(join(folder, 'good.so'), elf(62))
    writeFileSync(join(folder, 'old.so'), elf(3, 1))
    const environment = { HERE: folder }
    const mine = driver(`${named('NOWHERE')}/good.so`, '%HERE%/old.so', `${named('HERE')}/good.so`)
    expect(locateLibrary(mine.libraries, { ...machine, environment }, () => true)).toMatchObject({
      kind: 'found',
    })
  })

  it('is reported with the best reason when none fits', () => {
    writeFileSync(join(folder, 'old.so'), elf(3, 1))
    expect(
      locateLibrary(driver('/none.so', join(folder, 'old.so')).libraries, machine, () => true),
    ).toMatchObject({
      kind: 'wrong-architecture',
    })
    expect(locateLibrary(driver('/none.so', `${named('HERE')}/x.so`).libraries, here, () => true)).toEqual({
      kind: 'missing',
    })
  })

  it('is not searched for on another system', () => {
    writeFileSync(join(folder, 'good.so'), elf(62))
    const mine = driver(join(folder, 'good.so'))
    expect(locateLibrary(mine.libraries, { ...machine, system: 'win32' }, () => true)).toEqual({
      kind: 'missing',
    })
  })

  it('is found only if every name in its path is set', () => {
    expect(expandPath(`${named('A')}/%B%/c`, { A: 'a', B: 'b' })).toBe('a/b/c')
    expect(expandPath(`${named('A')}/c`, {})).toBeNull()
    expect(expandPath('%ProgramFiles(x86)%\\x', { 'ProgramFiles(x86)': 'C:\\P' })).toBe('C:\\P\\x')
  })

  it('is the one that our own program can load rather than one that needs another program', () => {
    writeFileSync(join(folder, 'good.so'), elf(62))
    writeFileSync(join(folder, 'old.so'), elf(3, 1))
    const { libraries } = driver(join(folder, 'old.so'), join(folder, 'good.so'))
    const both = { ...machine, otherHosts: { ia32: '/opt/node-x86' } }
    expect(locateLibrary(libraries, both, () => true)).toMatchObject({
      path: join(folder, 'good.so'),
      program: null,
    })
  })

  it('is reported as unsupported when no host speaks its ABI', () => {
    writeFileSync(join(folder, 'good.so'), elf(62))
    const { libraries } = driver(join(folder, 'good.so'))
    expect(locateLibrary(libraries, machine, () => false)).toMatchObject({
      kind: 'unsupported-abi',
      abi: 'pkcs11',
    })
  })
})

describe('the libraries of a driver', () => {
  const library = (abi: 'pkcs11' | 'skf', path: string) => ({ abi, system: 'linux', path }) as const
  const libraries = [library('pkcs11', 'a.so'), library('skf', 'b.so'), library('pkcs11', 'c.so')]

  it('can be open side by side, one for each ABI', () => {
    const paths = librariesByAbi({ libraries }, () => true).map((some) => some.map(({ path }) => path))
    expect(paths).toEqual([['a.so', 'c.so'], ['b.so']])
  })

  it('come at the end of the first list when no host speaks their ABI', () => {
    const paths = librariesByAbi({ libraries }, (abi) => abi === 'pkcs11')
      .flat()
      .map(({ path }) => path)
    expect(paths).toEqual(['a.so', 'c.so', 'b.so'])
    expect(librariesByAbi({ libraries }, () => false)).toEqual([libraries])
    expect(librariesByAbi({ libraries: [] }, () => true)).toEqual([[]])
  })
})
