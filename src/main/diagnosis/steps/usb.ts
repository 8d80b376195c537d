import { accessSync, constants } from 'node:fs'
import type { Finding } from '../../../shared/diagnosis/model.ts'
import { found, type Step } from '../step.ts'
import { driversFor, type SystemUsbDevice, systemUsbDevices } from '../usb-devices.ts'
import type { World } from '../world.ts'

/** A contact that is loose once is a person who pulled the key out. */
const oftenLost = 3

const mayOpen = ({ node }: SystemUsbDevice): boolean => {
  try {
    accessSync(node, constants.R_OK | constants.W_OK)
    return true
  } catch {
    return false
  }
}

const forbidden = (world: World): readonly Finding[] =>
  systemUsbDevices(world)
    .filter((device) => device.smartCard || driversFor(world.drivers, device).length > 0)
    .filter((device) => !mayOpen(device))
    .map(({ usbId, node }) => found('usb-no-permission', { device: usbId, path: node }, { about: node }))

const unsteady = ({ lost }: World): readonly Finding[] =>
  lost()
    .filter(({ times }) => times >= oftenLost)
    .map(({ name, times }) => found('ukey-unsteady', { name, times }, { level: 'attention', about: name }))

export const usbStep = {
  id: 'usb',
  finds: ['usb-no-permission', 'ukey-unsteady'],
  check: (world) => [...forbidden(world), ...unsteady(world)],
} satisfies Step
