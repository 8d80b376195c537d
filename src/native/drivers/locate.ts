import { realpathSync, type Stats, statSync } from 'node:fs'
import { posix, win32 } from 'node:path'
import type { Driver } from './driver.ts'
import { headOf, machineTypeOf } from './machine-type.ts'
import type { DriverLibrary } from './schema.ts'

/** The machine that libraries are sought on; tests name another one. */
export type Machine = {
  readonly system: string
  readonly architecture: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

export const thisMachine = (variables: Readonly<Record<string, string>>): Machine => ({
  system: process.platform,
  architecture: process.arch,
  environment: { ...process.env, ...variables },
})

/** What became of the search for a driver's library. */
export type Located =
  /** `stamp` is another one once the file was replaced. */
  | { readonly kind: 'found'; readonly path: string; readonly stamp: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unsupported-abi'; readonly path: string }
  | {
      readonly kind: 'wrong-architecture'
      readonly path: string
      /** Of the library, and of the assistant. */
      readonly found: string
      readonly wanted: string
      readonly words: string
    }
  | { readonly kind: 'unloadable'; readonly path: string; readonly words: string }

/** The path with ${NAME} and %NAME% filled in; null if a name is not set, which rules the path out. */
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

// A 32-bit library lies in SysWOW64 of a 64-bit Windows: it is sought there only to be able to say so.
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

/** What lies at a path: nothing, a library that fits this machine, or why it cannot be used. */
export const inspectLibrary = (path: string, architecture: string): Located => {
  try {
    const file = statSync(path)
    if (!file.isFile()) return { kind: 'unloadable', path, words: 'not a file' }
    const type = machineTypeOf(headOf(path))
    if (type === null)
      return { kind: 'unloadable', path, words: 'not a library (no ELF, PE or Mach-O header)' }
    if (type.architecture === architecture)
      return { kind: 'found', path: realpathSync(path), stamp: stampOf(file) }
    const words = `${type.bits}-bit library (${type.architecture ?? 'unknown machine'}), client is ${architecture}`
    const found = type.architecture ?? `${type.bits}-bit`
    return { kind: 'wrong-architecture', path, found, wanted: architecture, words }
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

/** Looks for the driver's library on this machine: the first that fits, otherwise the best reason why none does. */
export const locateLibrary = (driver: Driver, machine: Machine): Located => {
  const fitting = driver.libraries.filter(
    ({ system, architectures }) =>
      system === machine.system &&
      (architectures === undefined || architectures.some((name) => name === machine.architecture)),
  )
  const findings = fitting.flatMap((library) =>
    candidatesOf(library, machine).map((path): Located => {
      const finding = inspectLibrary(path, machine.architecture)
      const skfOnly = library.abi === 'skf' && finding.kind === 'found'
      return skfOnly ? { kind: 'unsupported-abi', path } : finding
    }),
  )
  return findings.sort((a, b) => rank[a.kind] - rank[b.kind])[0] ?? { kind: 'missing' }
}
