import { describe, expect, it } from 'vitest'
import {
  isPlausible,
  type Layout,
  layoutOf,
  layouts,
  readDeviceInfo,
  standardLayout,
} from '../../../../src/native/skf/layout.ts'
import { deviceInfoBytes, usualNumbers } from './device-info.ts'

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text))

describe('the forms of the structures', () => {
  it('are four, the one of the standard first', () => {
    expect(layouts).toEqual([
      { ulong: 4, packed: true },
      { ulong: 4, packed: false },
      { ulong: 8, packed: true },
      { ulong: 8, packed: false },
    ])
    expect(standardLayout).toEqual({ ulong: 4, packed: true })
  })

  it.each(layouts)('tell a device apart that writes $ulong bytes, packed: $packed', (layout: Layout) => {
    const bytes = deviceInfoBytes({}, layout)
    expect(layoutOf(bytes)).toEqual(layout)
    expect(readDeviceInfo(bytes, layout)).toEqual({
      manufacturer: bytesOf('Maker'),
      issuer: bytesOf('Model K1'),
      label: bytesOf('Key'),
      serial: bytesOf('S-001'),
      ...usualNumbers,
    })
  })

  it('are none for bytes that make no sense', () => {
    expect(layoutOf(Buffer.alloc(400))).toBeNull()
    expect(layoutOf(Buffer.alloc(400, 0xff))).toBeNull()
  })
})

describe('the texts of a device', () => {
  it('end at their first NUL, or fill their field', () => {
    const bytes = deviceInfoBytes(
      {
        manufacturer: 'm'.repeat(64),
        issuer: 'i'.repeat(64),
        label: 'l'.repeat(32),
        serial: `s\0${'x'.repeat(30)}`,
      },
      standardLayout,
    )
    expect(readDeviceInfo(bytes, standardLayout)).toMatchObject({
      manufacturer: bytesOf('m'.repeat(64)),
      issuer: bytesOf('i'.repeat(64)),
      label: bytesOf('l'.repeat(32)),
      serial: bytesOf('s'),
    })
  })

  it('may be empty', () => {
    const bytes = deviceInfoBytes({ manufacturer: '\0', serial: '\0' }, standardLayout)
    expect(readDeviceInfo(bytes, standardLayout)).toMatchObject({
      manufacturer: new Uint8Array(),
      serial: new Uint8Array(),
    })
  })
})

describe('a number of 8 bytes', () => {
  it('has its upper half after its lower one', () => {
    const layout = { ulong: 8, packed: true } as const
    const bytes = deviceInfoBytes({}, layout)
    bytes.writeUInt32LE(2, 0xc6 + 4 * 8 + 4)
    expect(readDeviceInfo(bytes, layout).totalSpace).toBe(2 * 2 ** 32 + 65_536)
  })
})

describe('what a device can be believed', () => {
  const info = readDeviceInfo(deviceInfoBytes({}, standardLayout), standardLayout)

  it.each([
    [{}, true],
    [{ devAuthAlgId: 0x100 }, false],
    [{ devAuthAlgId: 0x101 }, true],
    [{ devAuthAlgId: 0xff }, false],
    [{ devAuthAlgId: 0x41 }, false],
    [{ devAuthAlgId: 0x8ff }, true],
    [{ devAuthAlgId: 0x901 }, false],
    [{ devAuthAlgId: 0x400 }, false],
    [{ devAuthAlgId: 0x410 }, true],
    [{ devAuthAlgId: 0x420 }, false],
    [{ algSymCap: 0xff }, false],
    [{ algSymCap: 0x100 }, true],
    [{ algSymCap: 0xffff }, true],
    [{ algSymCap: 0x10000 }, false],
    [{ algAsymCap: 0xffff }, false],
    [{ algAsymCap: 0x10000 }, true],
    [{ algAsymCap: 0xfffff }, true],
    [{ algAsymCap: 0x100000 }, false],
    [{ algHashCap: 0 }, false],
    [{ algHashCap: 1 }, true],
    [{ algHashCap: 0xff }, true],
    [{ algHashCap: 0x100 }, false],
    [{ freeSpace: 65_536 }, true],
    [{ freeSpace: 65_537 }, false],
  ])('with %j is %s', (said, is) => {
    expect(isPlausible({ ...info, ...said })).toBe(is)
  })
})
