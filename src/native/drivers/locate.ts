import { realpathSync, type Stats, statSync } from 'node:fs'
import { posix, win32 } from 'node:path'
import type { Driver } from './driver.ts'
import { headOf, machineTypeOf } from './machine-type.ts'
import type { DriverLibrary } from './schema.ts'

/** The machine whose libraries are searched; tests name another one. */
export type Machine = {
  readonly system: string
  readonly architecture: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /**
   * Programs that run a token host for libraries built for another machine, by the name of that machine. A 64-bit
   * Windows runs 32-bit programs, and many makers ship nothing else.
   */
  readonly otherHosts: Readonly<Record<string, string>>
}

export const thisMachine = (
  variables: Readonly<Record<string, string>>,
  otherHosts: Machine['otherHosts'] = {},
): Machine => ({
  system: process.platform,
  architecture: process.arch,
  environment: { ...process.env, ...variables },
  otherHosts,
})

type AbiName = DriverLibrary['abi']

/** What lies at a path. */
export type Inspected =
  /** `stamp` changes when the file is replaced; `program` runs a host for it, null means our own program. */
  | { readonly kind: 'found'; readonly path: string; readonly stamp: string; readonly program: string | null }
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'wrong-architecture'
      readonly path: string
      /** The machine types of the library and of the assistant. */
      readonly found: string
      readonly wanted: string
      readonly words: string
    }
  | { readonly kind: 'unloadable'; readonly path: string; readonly words: string }

/** The result of the search for a driver's library. */
export type Located =
  | (Extract<Inspected, { kind: 'found' }> & { readonly abi: AbiName })
  | Exclude<Inspected, { kind: 'found' }>
  /** There is a library, but no host speaks its ABI. */
  | { readonly kind: 'unsupported-abi'; readonly path: string; readonly abi: AbiName }

/** The path with ${NAME} and %NAME% filled in; null if a name is not set, because then the path is of no use. */
export const expandPath = (path: string, environment: Machine['environment']): string | null => {
  let complete = true
  const expanded = path.replace(
    /\$\{(\w+)\}|%([\w()]+)%/g,
    (_, dollar: string | undefined, percent: string | undefined) => {
      const value = environment[dollar ?? percent ?? '']
      if (value === undefined || value === '') complete = false
      return value ?? ''
    },
  )
  return complete ? expanded : null
}

// A 32-bit library lies in SysWOW64 of a 64-bit Windows. Even if no host can run it, we can report that it is there.
const windowsFolders = ['System32', 'SysWOW64']

const debianTriplets: Readonly<Record<string, string>> = {
  x64: 'x86_64-linux-gnu',
  arm64: 'aarch64-linux-gnu',
  ia32: 'i386-linux-gnu',
  loong64: 'loongarch64-linux-gnu',
  riscv64: 'riscv64-linux-gnu',
}

const systemFolders = ({ system, architecture, environment }: Machine): readonly string[] => {
  switch (system) {
    case 'win32':
      return windowsFolders.map((folder) => win32.join(environment.SystemRoot ?? 'C:\\Windows', folder))
    case 'linux':
      return [
        '/usr/lib',
        '/usr/lib64',
        '/usr/local/lib',
        `/usr/lib/${debianTriplets[architecture] ?? architecture}`,
      ]
    default:
      return ['/usr/local/lib', '/Library/Frameworks']
  }
}

const candidatesOf = (library: DriverLibrary, machine: Machine): readonly string[] => {
  const path = expandPath(library.path, machine.environment)
  if (path === null) return []
  const { isAbsolute, join } = machine.system === 'win32' ? win32 : posix
  return isAbsolute(path) ? [path] : systemFolders(machine).map((folder) => join(folder, path))
}

const stampOf = ({ ino, mtimeMs, size }: Stats): string => `${ino} ${mtimeMs} ${size}`

/** The program that runs a host for libraries of this machine type; null is our own program, undefined means none. */
const programFor = (
  built: string | null,
  { architecture, otherHosts }: Fitting,
): string | null | undefined => {
  if (built === architecture) return null
  return built === null ? undefined : otherHosts[built]
}

type Fitting = Pick<Machine, 'architecture' | 'otherHosts'>

/** What lies at a path: nothing, a library that a host can load, or why it cannot be used. */
export const inspectLibrary = (path: string, machine: Fitting): Inspected => {
  try {
    const file = statSync(path)
    if (!file.isFile()) return { kind: 'unloadable', path, words: 'not a file' }
    const type = machineTypeOf(headOf(path))
    if (type === null)
      return { kind: 'unloadable', path, words: 'not a library (no ELF, PE or Mach-O header)' }
    const program = programFor(type.architecture, machine)
    if (program !== undefined)
      return { kind: 'found', path: realpathSync(path), stamp: stampOf(file), program }
    const words = `${type.bits}-bit library (${type.architecture ?? 'unknown machine'}), client is ${machine.architecture}`
    const found = type.architecture ?? `${type.bits}-bit`
    return { kind: 'wrong-architecture', path, found, wanted: machine.architecture, words }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' }
    return { kind: 'unloadable', path, words: message }
  }
}

const rank: Readonly<Record<Located['kind'], number>> = {
  found: 0,
  'wrong-architecture': 1,
  unloadable: 2,
  'unsupported-abi': 3,
  missing: 4,
}

// A library that our own program can load is better than one that needs another program.
const rankOf = (located: Located): number =>
  located.kind === 'found' && located.program !== null ? 0.5 : rank[located.kind]

const fits = ({ system, architectures }: DriverLibrary, machine: Machine): boolean =>
  system === machine.system &&
  (architectures === undefined ||
    architectures.some((name) => name === machine.architecture || name in machine.otherHosts))

/** Whether a host can speak this ABI. */
export type Speaks = (abi: AbiName) => boolean

const locatedAt = (path: string, { abi }: DriverLibrary, machine: Machine, speaks: Speaks): Located => {
  const finding = inspectLibrary(path, machine)
  if (finding.kind !== 'found') return finding
  return speaks(abi) ? { ...finding, abi } : { kind: 'unsupported-abi', path, abi }
}

/** Looks for a library on this machine. Returns the first that fits, or else the best reason why none does. */
export const locateLibrary = (
  libraries: readonly DriverLibrary[],
  machine: Machine,
  speaks: Speaks,
): Located => {
  const findings = libraries
    .filter((library) => fits(library, machine))
    .flatMap((library) =>
      candidatesOf(library, machine).map((path) => locatedAt(path, library, machine, speaks)),
    )
  return findings.sort((a, b) => rankOf(a) - rankOf(b))[0] ?? { kind: 'missing' }
}

/**
 * All libraries of a driver that can be open at once: one for each ABI that a host speaks, because a key may do
 * through one what it may not do through another. Libraries that no host speaks end the first list, so that this can
 * be reported.
 */
export const librariesByAbi = (
  { libraries }: Pick<Driver, 'libraries'>,
  speaks: Speaks,
): readonly (readonly DriverLibrary[])[] => {
  const spoken = Map.groupBy(
    libraries.filter(({ abi }) => speaks(abi)),
    ({ abi }) => abi,
  )
  const [first = [], ...others] = spoken.values()
  return [[...first, ...libraries.filter(({ abi }) => !speaks(abi))], ...others]
}
