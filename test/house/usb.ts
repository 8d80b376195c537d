import type { UsbDevice, UsbWatch } from '../../src/native/index.ts'

/** USB as a test wants it, because the machines that run tests have none. */
export const usbStandIn = () => {
  let devices: readonly UsbDevice[] = []
  const listeners = new Set<() => void>()
  const watch: UsbWatch = {
    available: () => true,
    list: () => devices,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const plug = (...all: readonly UsbDevice[]): void => {
    devices = all
    for (const listener of listeners) listener()
  }
  return { watch, plug }
}
