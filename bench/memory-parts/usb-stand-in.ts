import fs, { existsSync, readFileSync, watchFile } from 'node:fs'
import { registerHooks, syncBuiltinESMExports } from 'node:module'

// Preloaded into the application: USB as the file named by BENCH_USB says, because the machine may have none. Each line
// of the file is a device, vendor and product in hex. The package `usb` itself is not loaded.

const file = process.env.BENCH_USB ?? ''
// The token hosts and the authority run as they always do.
delete process.env.NODE_OPTIONS

type Device = { readonly deviceDescriptor: Readonly<Record<string, number>>; readonly configDescriptor: null }

const devices = (): readonly Device[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [idVendor = 0, idProduct = 0] = line.split(':').map((hex) => Number.parseInt(hex, 16))
      return { deviceDescriptor: { idVendor, idProduct, bDeviceClass: 0 }, configDescriptor: null }
    })

const listeners = new Set<() => void>()

Object.assign(globalThis, {
  benchUsb: {
    getDeviceList: devices,
    on: (_: string, listener: () => void) => listeners.add(listener),
    off: (_: string, listener: () => void) => listeners.delete(listener),
    unrefHotplugEvents: () => undefined,
  },
})

watchFile(file, { interval: 10, persistent: false }, () => {
  for (const listener of listeners) listener()
})

const real = existsSync
fs.existsSync = (path) => path === '/sys/bus/usb/devices' || real(path)
syncBuiltinESMExports()

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'usb'
      ? { url: 'data:text/javascript,export const usb = globalThis.benchUsb', shortCircuit: true }
      : next(specifier, context),
})
