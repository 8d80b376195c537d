import type { AssistantError } from '../../shared/errors/assistant-error.ts'
import type { DeviceTrouble, DriverView, ErrorReport } from '../../shared/models/index.ts'
import type { Driver, InvalidDriver } from '../drivers/driver.ts'
import type { Ending } from '../host/link-state.ts'
import { type UsbDevice, usbIdOf } from '../usb/usb-watch.ts'
import type { DriverSource } from './driver-source.ts'

/** Why a driver shows no tokens, and the raw words of the system or the library. */
type Reason = { readonly report: ErrorReport; readonly words: string | null }

const unloadable = (words: string): Reason => ({
  report: { code: 'driver-unloadable', params: { words } },
  words,
})

const ended = ({ cause, words }: Ending): Reason =>
  cause === 'crashed'
    ? { report: { code: 'driver-crashed', params: {} }, words }
    : { report: { code: 'driver-not-answering', params: {} }, words }

const reasonOfRefusal = ({ params, code }: AssistantError): Reason => {
  const words = String(params.words ?? code)
  return { report: { code: 'ukey-unreadable', params: { words } }, words }
}

/** Why there is no library to start a host for; null if there is one. */
const reasonOfPlace = ({ located, driver: { vendor } }: DriverSource): Reason | null => {
  const missing: ErrorReport = { code: 'driver-missing', params: { vendor } }
  switch (located.kind) {
    case 'missing':
      return { report: missing, words: null }
    case 'unsupported-abi':
      return { report: missing, words: `${located.abi.toUpperCase()} only: ${located.path}` }
    case 'wrong-architecture': {
      const { found, wanted, words } = located
      return { report: { code: 'driver-wrong-architecture', params: { found, wanted } }, words }
    }
    case 'unloadable':
      return unloadable(`${located.path}: ${located.words}`)
    case 'found':
      return null
  }
}

/** Why this driver shows no tokens; null if nothing is wrong with it. */
export const reasonOf = (source: DriverSource): Reason | null => {
  const { link, refusal } = source
  const place = reasonOfPlace(source)
  if (place !== null) return place
  if (link?.kind === 'unloadable') return unloadable(link.words)
  if (link?.kind === 'gave-up')
    return { report: { code: 'driver-gave-up', params: {} }, words: link.how.words }
  if (link?.kind === 'waiting') return ended(link.how)
  return refusal === null ? null : reasonOfRefusal(refusal)
}

const troubleOf = (source: DriverSource, { report, words }: Reason, usbId: string | null): DeviceTrouble => ({
  id: `${source.id}:${usbId ?? 'library'}`,
  report,
  vendor: source.driver.vendor,
  driverId: source.driver.id,
  usbId,
  systemWords: words,
  downloadPage: source.driver.downloadPage,
})

/** Its library is missing, but another library of the same driver reports for both. */
const isSpokenFor = (source: DriverSource, sources: readonly DriverSource[]): boolean => {
  const siblings = sources.filter(({ driver }) => driver.id === source.driver.id)
  return (
    source.located.kind === 'missing' &&
    (siblings.indexOf(source) > 0 || siblings.some(({ located }) => located.kind !== 'missing'))
  )
}

const claims = ({ usb }: Driver, { vendorId, productId }: UsbDevice, exactly: boolean): boolean =>
  usb.some(
    (entry) =>
      entry.vendorId === vendorId && (entry.productIds.includes(productId) || (!exactly && entry.anyProduct)),
  )

/** The drivers for a device: those that name exactly this product, or else those that name its maker. */
export const sourcesFor = (sources: readonly DriverSource[], device: UsbDevice): readonly DriverSource[] => {
  const exact = sources.filter(({ driver }) => claims(driver, device, true))
  return exact.length > 0 ? exact : sources.filter(({ driver }) => claims(driver, device, false))
}

const unknown = (device: UsbDevice): DeviceTrouble => ({
  id: `usb:${usbIdOf(device)}`,
  report: { code: 'ukey-unknown', params: {} },
  vendor: null,
  driverId: null,
  usbId: usbIdOf(device),
  systemWords: null,
  downloadPage: null,
})

const deviceTroubles = (
  sources: readonly DriverSource[],
  device: UsbDevice,
  readerMakers: ReadonlySet<number>,
): readonly DeviceTrouble[] => {
  const fitting = sourcesFor(sources, device)
  if (fitting.length === 0) {
    const stranger = device.smartCard && !readerMakers.has(device.vendorId) && !anyReader(sources)
    return stranger ? [unknown(device)] : []
  }
  return fitting.flatMap((source) => {
    const reason = isSpokenFor(source, fitting) ? null : reasonOf(source)
    return reason === null ? [] : [troubleOf(source, reason, usbIdOf(device))]
  })
}

// Drivers without USB numbers of their own (OpenSC) speak to any reader. If one shows tokens, the readers are in use.
const anyReader = (sources: readonly DriverSource[]): boolean =>
  sources.some(({ driver, tokens }) => driver.usb.length === 0 && tokens.length > 0)

const distinct = (devices: readonly UsbDevice[]): readonly UsbDevice[] => [
  ...new Map(devices.map((device) => [usbIdOf(device), device])).values(),
]

/** A library that is installed but does not work is reported even if nobody can tell what is plugged in. */
const libraryTroubles = (
  sources: readonly DriverSource[],
  devices: readonly UsbDevice[] | null,
): readonly DeviceTrouble[] =>
  sources.flatMap((source) => {
    const known = source.driver.usb.length > 0 && devices !== null
    const reason = known ? null : reasonOf(source)
    return reason === null || reason.report.code === 'driver-missing' ? [] : [troubleOf(source, reason, null)]
  })

/** Every device or installed library that shows no token, and why. `devices` is null if USB cannot be watched. */
export const troublesOf = (
  sources: readonly DriverSource[],
  devices: readonly UsbDevice[] | null,
  readerMakers: ReadonlySet<number>,
): readonly DeviceTrouble[] => [
  ...distinct(devices ?? []).flatMap((device) => deviceTroubles(sources, device, readerMakers)),
  ...libraryTroubles(sources, devices),
]

const stateOf = (source: DriverSource): DriverView['state'] => {
  const { located, link } = source
  if (located.kind === 'missing' || located.kind === 'unsupported-abi') return 'not-installed'
  if (reasonOf(source) !== null && source.tokens.length === 0) return 'failed'
  return link?.kind === 'running' || link?.kind === 'starting' ? 'running' : 'idle'
}

const viewOf = (source: DriverSource): DriverView => ({
  id: source.id,
  vendor: source.driver.vendor,
  source: source.driver.source,
  state: stateOf(source),
  library: source.located.kind === 'missing' ? null : source.located.path,
  reason: reasonOf(source)?.words ?? null,
  finding: source.finding,
  downloadPage: source.driver.downloadPage,
})

const viewOfInvalid = ({ id, file, source, reason }: InvalidDriver): DriverView => ({
  id,
  vendor: id,
  source,
  state: 'invalid',
  library: file,
  reason,
  finding: null,
  downloadPage: null,
})

/** The list of drivers, including those with a wrong file. */
export const driverViews = (
  sources: readonly DriverSource[],
  invalid: readonly InvalidDriver[],
): readonly DriverView[] => [
  ...sources.filter((source) => !isSpokenFor(source, sources)).map(viewOf),
  ...invalid.map(viewOfInvalid),
]
