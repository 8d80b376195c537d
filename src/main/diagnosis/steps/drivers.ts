import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '../../../shared/diagnosis/model.ts'
import type { ErrorCode } from '../../../shared/errors/index.ts'
import type { DriverView } from '../../../shared/models/index.ts'
import { found, reported, type Step } from '../step.ts'
import { driversFor, driversNaming, systemUsbDevices } from '../usb-devices.ts'
import type { World } from '../world.ts'

/** Another start may help these. The others need another library. */
const curable: readonly ErrorCode[] = [
  'driver-crashed',
  'driver-not-answering',
  'driver-gave-up',
  'driver-unloadable',
  'ukey-unreadable',
]

/** Without these a token can be shown but nothing can be signed with it. */
const neededToSign: readonly string[] = [
  ...['SKF_VerifyPIN', 'SKF_ECCSignData', 'SKF_ExportCertificate', 'SKF_ExportPublicKey', 'SKF_GetPINInfo'],
  ...['C_Login', 'C_SignInit', 'C_Sign', 'C_FindObjects'],
]

const troubles = ({ snapshot }: World): readonly Finding[] =>
  snapshot().troubles.map(({ id, report, systemWords }) =>
    reported(report, {
      about: id,
      words: systemWords,
      ...(curable.includes(report.code) ? { repair: 'restart-drivers' } : {}),
    }),
  )

const invalid = ({ state, library, reason }: DriverView): readonly Finding[] => {
  if (state !== 'invalid') return []
  const [file, words] = [library ?? '', reason ?? '']
  return [reported({ code: 'driver-file-invalid', params: { file, words } }, { about: file })]
}

const lacking = ({ id, vendor, finding }: DriverView): readonly Finding[] => {
  const names = (finding?.missing ?? []).filter((name) => neededToSign.includes(name))
  if (names.length === 0) return []
  return [
    found('driver-lacks-functions', { vendor, count: names.length, names: names.join(' ') }, { about: id }),
  ]
}

const replaced = ({ id, vendor, source }: DriverView, { home, resources }: World): readonly Finding[] => {
  const file = join(home, 'drivers', `${id}.json`)
  const builtIn = join(resources, 'drivers', `${id}.json`)
  if (source !== 'user' || !existsSync(file) || !existsSync(builtIn)) return []
  return [found('driver-replaced', { file, vendor }, { level: 'attention', repair: 'set-aside', on: file })]
}

const isInstalled = (view: DriverView | undefined): boolean =>
  view !== undefined && view.state !== 'not-installed' && view.state !== 'invalid'

/** What the devices that are plugged in have to do with the drivers. */
const ofDevices = (world: World): readonly Finding[] => {
  const { drivers, tokens } = world.snapshot()
  const viewOf = (id: string) => drivers.find((view) => view.id === id)
  return systemUsbDevices(world).flatMap((device): readonly Finding[] => {
    const named = driversNaming(world.drivers, device).filter(({ id }) => isInstalled(viewOf(id)))
    const [first, second] = named
    if (first && second) {
      const params = { first: first.vendor, second: second.vendor, device: device.usbId }
      return [found('driver-conflict', params, { level: 'attention', about: device.usbId })]
    }
    const [driver] = driversFor(world.drivers, device)
    const view = driver && viewOf(driver.id)
    const isSilent = view?.finding?.devices === 0 && !tokens.some(({ driverId }) => driverId === view.id)
    if (!driver || view?.state !== 'running' || !isSilent) return []
    const params = { vendor: driver.vendor, device: device.usbId }
    return [found('ukey-not-listed', params, { about: device.usbId, repair: 'restart-drivers' })]
  })
}

export const driversStep = {
  id: 'drivers',
  finds: ['driver-lacks-functions', 'driver-replaced', 'driver-conflict', 'ukey-not-listed'],
  check: (world) => [
    ...troubles(world),
    ...world
      .snapshot()
      .drivers.flatMap((view) => [...invalid(view), ...lacking(view), ...replaced(view, world)]),
    ...ofDevices(world),
  ],
} satisfies Step
