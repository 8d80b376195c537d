import type { PinRule } from '../../shared/models/index.ts'
import type { CellSetup } from '../abi.ts'

/** What must be known of a driver to speak SKF with its library. */
export type Setup = {
  readonly library: string
  readonly vendor: string
  /** The driver is for one maker only, so its name is better than the name that the token reports. */
  readonly oneMaker: boolean
  readonly pinRule: PinRule
  /** If a device has applications of these names, only those are shown. */
  readonly applications: readonly string[]
  readonly pollMilliseconds: number
  /** Whether the library may be asked to wait for events: a library may bear no second thread. */
  readonly events: boolean
}

/** Headers of SKF name 6 as the shortest PIN; 16 is the longest that keys were seen to take. No key tells its rule. */
const usual: PinRule = { min: 6, max: 16 }

const narrowed = (rule: PinRule): PinRule => {
  const [min, max] = [Math.max(rule.min, usual.min), Math.min(rule.max, usual.max)]
  return min <= max ? { min, max } : rule
}

/** The SKF setup, taken from what every ABI is told. */
export const setupOf = ({ library, driver, pollMilliseconds, endedBadly }: CellSetup): Setup => {
  const { vendor, usb, pin, skf } = driver
  return {
    ...{ library, vendor, pollMilliseconds },
    oneMaker: usb.length > 0,
    pinRule: narrowed(pin),
    applications: skf.applications,
    // The wait may have been the cause. The list of devices tells the same, only later.
    events: skf.events && !endedBadly,
  }
}
