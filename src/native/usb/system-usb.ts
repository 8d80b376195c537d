import { existsSync } from 'node:fs'
import type { Device, usb } from 'usb'
import type { UsbDevice, UsbWatch } from './usb-watch.ts'

type Usb = typeof usb

const SMART_CARD_CLASS = 0x0b

// libusb complains on standard error if the kernel has no USB at all; then there is nothing to watch.
const kernelHasUsb = (): boolean => process.platform !== 'linux' || existsSync('/sys/bus/usb/devices')

const isSmartCard = (device: Device): boolean => {
  if (device.deviceDescriptor.bDeviceClass === SMART_CARD_CLASS) return true
  try {
    const settings = device.configDescriptor?.interfaces.flat() ?? []
    return settings.some(({ bInterfaceClass }) => bInterfaceClass === SMART_CARD_CLASS)
  } catch {
    // A device that is leaving, or that only its driver may read, shows no descriptor: its class is unknown.
    return false
  }
}

const described = (device: Device): UsbDevice => ({
  vendorId: device.deviceDescriptor.idVendor,
  productId: device.deviceDescriptor.idProduct,
  smartCard: isSmartCard(device),
})

const load = async (): Promise<Usb | null> => {
  if (!kernelHasUsb()) return null
  try {
    const loaded = (await import('usb')).usb
    return loaded.INIT_ERROR ? null : loaded
  } catch {
    // There is no prebuilt library for this system; only the vendor libraries then tell what is present.
    return null
  }
}

const nothing: UsbWatch = { available: () => false, list: () => [], subscribe: () => () => undefined }

const watching = (loaded: Usb): UsbWatch => ({
  available: () => true,
  list: () => loaded.getDeviceList().map(described),
  subscribe: (listener) => {
    loaded.on('attach', listener)
    loaded.on('detach', listener)
    loaded.unrefHotplugEvents()
    return () => {
      loaded.off('attach', listener)
      loaded.off('detach', listener)
    }
  },
})

/** The watch over this machine's USB. If there is no USB, it says so and never throws. */
export const usbWatch = async (): Promise<UsbWatch> => {
  const loaded = await load()
  return loaded === null ? nothing : watching(loaded)
}
