import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Windows } from './wine.ts'

/** Everything that an installation could leave behind: files of the drives and values of the registry. */
export type Traces = { readonly files: ReadonlySet<string>; readonly registry: ReadonlySet<string> }

const below = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? [path, ...below(path)] : [path]
  })

/** `[key]`, then `"name"=value` lines; `#time` lines tell when a key was changed. A long value goes on behind a backslash. */
const valuesIn = (text: string, hive: string): readonly string[] => {
  const values: string[] = []
  let key = ''
  for (const line of text.replaceAll('\\\n', '').split('\n')) {
    if (line.startsWith('[')) {
      key = line.slice(1, line.indexOf(']'))
      values.push(`${hive} ${key}`)
    } else if (line.startsWith('"') || line.startsWith('@')) values.push(`${hive} ${key} ${line}`)
  }
  return values
}

/** What Windows keeps for itself while programs come and go. */
const ownOfWindows = [
  /\\(AppData\\Local|Windows|users\\[^\\]+)\\Temp(\\|$)/i,
  /PendingFileRenameOperations/,
  /^user (Volatile|Console)/,
  // A store that was only opened. Keys stand in the registry's files with two backslashes between them.
  /SystemCertificates\\\\\w+\\\\(Certificates|CRLs|CTLs)$/,
  // The display, at each start.
  /DriverDateData|"DeviceInstance"/,
]

const isForeign = (trace: string): boolean => !ownOfWindows.some((pattern) => pattern.test(trace))

export const tracesIn = (windows: Windows): Traces => {
  windows.still()
  const prefix = join(windows.folder, 'prefix')
  const drive = join(prefix, 'drive_c')
  const desktop = join(windows.folder, 'home')
  const files = [...below(drive), ...below(desktop)].map((path) =>
    relative(windows.folder, path).replaceAll('/', '\\'),
  )
  const registry = ['user', 'system'].flatMap((hive) =>
    valuesIn(readFileSync(join(prefix, `${hive}.reg`), 'latin1'), hive),
  )
  return { files: new Set(files.filter(isForeign)), registry: new Set(registry.filter(isForeign)) }
}

/** What is there now and was not there before. */
export const moreThan = (
  before: Traces,
  now: Traces,
): { readonly files: string[]; readonly registry: string[] } => ({
  files: [...now.files].filter((one) => !before.files.has(one)),
  registry: [...now.registry].filter((one) => !before.registry.has(one)),
})
