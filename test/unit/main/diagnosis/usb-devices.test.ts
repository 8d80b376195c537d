import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { driversFor, driversNaming, systemUsbDevices } from '../../../../src/main/diagnosis/usb-devices.ts'
import type { DriverSet } from '../../../../src/native/index.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'usb-devices-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const put = (name: string, files: Readonly<Record<string, string>>): void => {
  const folder = join(root, 'sys/bus/usb/devices', name)
  mkdirSync(folder, { recursive: true })
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
}
const device = { idVendor: '096e\n', idProduct: '0a0b\n', busnum: '1\n', devnum: '12\n' }
const seen = () => systemUsbDevices({ platform: 'linux', root })

describe('the USB devices that the system lists', () => {
  it('are told with the numbers of their maker and product and with the file to open', () => {
    put('1-2', device)
    expect(seen()).toEqual([
      {
        ...{ vendorId: 0x096e, productId: 0x0a0b, usbId: '096E:0A0B', smartCard: false },
        node: join(root, 'dev/bus/usb/001/012'),
      },
    ])
  })

  it('are readers of smart cards if one of their own interfaces says so', () => {
    put('1-2', device)
    put('1-2:1.0', { bInterfaceClass: '03\n' })
    put('1-2:1.1', { bInterfaceClass: '0b\n' })
    put('1-3', { ...device, idProduct: '0001' })
    put('1-3:1.0', { bInterfaceClass: '03' })
    expect(seen().map(({ productId, smartCard }) => [productId, smartCard])).toEqual(
      expect.arrayContaining([
        [0x0a0b, true],
        [1, false],
      ]),
    )
    expect(seen()).toHaveLength(2)
  })

  it.each([
    ['without a maker', { ...device, idVendor: '' }],
    ['without a product', { ...device, idProduct: '' }],
    ['whose maker is no number', { ...device, idVendor: '09zz' }],
    ['whose product is too short', { ...device, idProduct: '0a0' }],
    ['whose product is too long', { ...device, idProduct: '0a0b1' }],
    ['whose maker is too long', { ...device, idVendor: '1096e' }],
  ])('are not told of if they are an entry %s', (_, files) => {
    put('1-2', files)
    expect(seen()).toEqual([])
  })

  it('are none where the system lists none, and nobody else is asked for them', () => {
    expect(seen()).toEqual([])
    put('1-2', device)
    expect(systemUsbDevices({ platform: 'win32', root })).toEqual([])
    expect(systemUsbDevices({ platform: 'darwin', root })).toEqual([])
  })
})

type Driver = DriverSet['drivers'][number]
const driver = (usb: readonly unknown[]): Driver => ({ usb }) as unknown as Driver

describe('the drivers for a device', () => {
  const plugged = { vendorId: 1, productId: 2, usbId: '0001:0002', smartCard: true, node: '' }
  const exact = driver([{ vendorId: 1, productIds: [1, 2], anyProduct: false }])
  const ofMaker = driver([{ vendorId: 1, productIds: [], anyProduct: true }])
  const others = [
    driver([]),
    driver([{ vendorId: 1, productIds: [3], anyProduct: false }]),
    driver([{ vendorId: 2, productIds: [2], anyProduct: true }]),
  ]

  it('are those that name the product, before those that name its maker', () => {
    expect(driversNaming([ofMaker, exact, ...others], plugged)).toEqual([exact])
    expect(driversFor([ofMaker, exact, ...others], plugged)).toEqual([exact])
  })

  it('are those of the maker if none names the product', () => {
    expect(driversNaming([ofMaker, ...others], plugged)).toEqual([])
    expect(driversFor([...others, ofMaker], plugged)).toEqual([ofMaker])
    expect(driversFor(others, plugged)).toEqual([])
  })
})
