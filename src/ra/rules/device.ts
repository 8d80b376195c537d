import { DAY } from '../clock.ts'
import type { Device, DeviceKey } from '../records.ts'
import type { Change } from './change.ts'

/** A device that has not logged in for so long is a stranger again. */
export const DEVICE_KEPT = 180 * DAY
/** So many devices of one owner are known; the one that was away longest makes room. */
const MOST = 16
/** Wrong answers in a row after which a known device is a stranger: the text that it shows may be stolen. */
export const DEVICE_TRIES = 5

/** Whether the owner has logged in from it. A day in the far future was written under a clock set back since. */
export function isKnown(device: Device | null, now: number): device is Device {
  return device !== null && Math.abs(now - device.usedAt) < DEVICE_KEPT
}

/** Remembers a device whose owner has proved who he is, and forgets its wrong answers. */
export function rememberDevice(
  devices: readonly Device[],
  { ownerId, hash }: DeviceKey,
  now: number,
): readonly Change[] {
  const away = (device: Device): number => Math.abs(now - device.usedAt)
  const others = devices.filter((one) => one.hash !== hash).toSorted((a, b) => away(a) - away(b))
  const tooMany = others.slice(MOST - 1)
  return [
    { kind: 'put-device', device: { ownerId, hash, wrong: 0, usedAt: now } },
    ...tooMany.map((one): Change => ({ kind: 'remove-device', device: { ownerId, hash: one.hash } })),
  ]
}

/** Counts a wrong answer from a known device, and forgets the device when there were too many. */
export function countDevice(device: Device): Change {
  const wrong = device.wrong + 1
  return wrong < DEVICE_TRIES
    ? { kind: 'put-device', device: { ...device, wrong } }
    : { kind: 'remove-device', device: { ownerId: device.ownerId, hash: device.hash } }
}
