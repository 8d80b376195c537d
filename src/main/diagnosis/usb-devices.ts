import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DriverSet } from '../../native/index.ts'
import type { World } from './world.ts'

/** A USB device as the kernel lists it. */
export type SystemUsbDevice = {
  readonly vendorId: number
  readonly productId: number
  /** "096E:0303" */
  readonly usbId: string
  /** It calls itself a smart-card reader or token (USB class 0Bh). */
  readonly smartCard: boolean
  /** What a program opens to speak with it. */
  readonly node: string
}

const textIn = (...path: readonly string[]): string => {
  try {
    return readFileSync(join(...path), 'utf8').trim()
  } catch {
    return ''
  }
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

const padded = (text: string): string => text.padStart(3, '0')

/** The devices that Linux lists in sysfs. Elsewhere nobody is asked, and the list is empty. */
export const systemUsbDevices = ({
  platform,
  root,
}: Pick<World, 'platform' | 'root'>): readonly SystemUsbDevice[] => {
  if (platform !== 'linux') return []
  const folder = join(root, 'sys/bus/usb/devices')
  const names = namesIn(folder)
  return names.flatMap((name): readonly SystemUsbDevice[] => {
    const at = join(folder, name)
    const [vendor, product] = [textIn(at, 'idVendor'), textIn(at, 'idProduct')]
    if (!/^[0-9a-f]{4}$/i.test(vendor) || !/^[0-9a-f]{4}$/i.test(product)) return []
    const interfaces = names.filter((other) => other.startsWith(`${name}:`))
    const smartCard = interfaces.some((one) => textIn(folder, one, 'bInterfaceClass') === '0b')
    return [
      {
        vendorId: Number.parseInt(vendor, 16),
        productId: Number.parseInt(product, 16),
        usbId: `${vendor}:${product}`.toUpperCase(),
        smartCard,
        node: join(root, 'dev/bus/usb', padded(textIn(at, 'busnum')), padded(textIn(at, 'devnum'))),
      },
    ]
  })
}

type Driver = DriverSet['drivers'][number]

/** The drivers that name exactly this product. */
export const driversNaming = (
  drivers: readonly Driver[],
  { vendorId, productId }: SystemUsbDevice,
): readonly Driver[] =>
  drivers.filter(({ usb }) =>
    usb.some((entry) => entry.vendorId === vendorId && entry.productIds.includes(productId)),
  )

/** The drivers that name this product, or else its maker. */
export const driversFor = (drivers: readonly Driver[], device: SystemUsbDevice): readonly Driver[] => {
  const exact = driversNaming(drivers, device)
  if (exact.length > 0) return exact
  return drivers.filter(({ usb }) =>
    usb.some(({ vendorId, anyProduct }) => anyProduct && vendorId === device.vendorId),
  )
}
