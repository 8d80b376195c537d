import { textOf } from '../library-text.ts'
import type { Connection } from './connections.ts'
import { deviceIdOf, type Shown } from './facts.ts'
import { handleValue } from './handles.ts'
import { type DeviceInfo, isPlausible, layoutOf, readDeviceInfo } from './layout.ts'
import type { Library } from './library.ts'
import { type Name, namesIn } from './names.ts'
import { nonsense } from './results.ts'
import type { Setup } from './setup.ts'

// A library that lists devices or applications without end must not keep the host busy for ever.
const MOST_DEVICES = 64
const MOST_APPLICATIONS = 16

const hexOf = (name: Name): string => name.toString('hex')

const distinct = (names: readonly Name[]): readonly Name[] => [
  ...new Map(names.map((name) => [hexOf(name), name])).values(),
]

/** The devices that are plugged in, each once. */
export const deviceNames = (library: Library): readonly Name[] =>
  distinct(namesIn(library.read('SKF_EnumDev', [1]))).slice(0, MOST_DEVICES)

/** The names as one text that can be compared. */
export const namesText = (names: readonly Name[]): string => names.map(hexOf).sort().join(' ')

// The first device whose numbers make sense in one of the forms decides for its library.
const decided = new WeakSet<Library>()

/** What a device tells of itself. */
export const readInfo = ({ library, device }: Connection): DeviceInfo => {
  const bytes = library.readStructure('SKF_GetDevInfo', handleValue(device, 'device'))
  const layout = decided.has(library) ? library.layout : layoutOf(bytes)
  const info = layout === null ? null : readDeviceInfo(bytes, layout)
  if (layout === null || info === null || !isPlausible(info)) throw nonsense('SKF_GetDevInfo')
  library.layout = layout
  decided.add(library)
  return info
}

export type Applications = {
  readonly names: readonly Name[]
  /** Names that two applications share: only one of them can be opened. */
  readonly twice: readonly string[]
}

/** The applications of a device that are to be shown. */
export const applicationsOf = (
  { library, device }: Connection,
  setup: Pick<Setup, 'applications'>,
): Applications => {
  const all = namesIn(library.read('SKF_EnumApplication', [handleValue(device, 'device')]))
  const names = distinct(all).slice(0, MOST_APPLICATIONS)
  const preferred = names.filter((name) => setup.applications.includes(textOf(name)))
  const twice = names.filter((name) => all.filter((one) => one.equals(name)).length > 1)
  return { names: preferred.length > 0 ? preferred : names, twice: twice.map(textOf) }
}

/** The entries for a device: one an application, or one for a device that has none yet. */
export const shownOf = (info: DeviceInfo, names: readonly Name[]): readonly Shown[] => {
  const id = deviceIdOf(info)
  if (names.length === 0) return [{ id, info, application: null, several: false }]
  return names.map((application, index) => ({
    id: index === 0 ? id : `${id}|${textOf(application)}`,
    info,
    application,
    several: names.length > 1,
  }))
}
