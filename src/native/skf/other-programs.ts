import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename, join } from 'node:path'

// Which other programs have a library open. That one of them has the key cannot be seen; but a program that does not
// have the library open has not.

type Process = { readonly id: number; readonly parent: number; readonly program: string }

const orNull = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch {
    return null // it has ended, or belongs to another user
  }
}

/** Linux: what a process has in its memory stands in `maps` (proc(5)); only the own user's can be read. */
const withLibrary = (library: string, id: number): Process | null => {
  const folder = `/proc/${id}`
  const maps = orNull(() => readFileSync(`${folder}/maps`, 'utf8'))
  const executable = orNull(() => readlinkSync(`${folder}/exe`))
  const status = orNull(() => readFileSync(`${folder}/stat`, 'utf8'))
  if (maps === null || executable === null || status === null) return null
  if (!maps.split('\n').some((line) => line.endsWith(` ${library}`))) return null
  // The name in brackets may hold anything, so the fields are counted from its end: state, parent.
  const parent = Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1])
  return { id, parent, program: basename(executable) }
}

const onLinux = (library: string): readonly Process[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => withLibrary(library, Number(name)) ?? [])

/** What `tasklist /m LIBRARY /fo csv /nh` prints: a line for each process, `"name","id","libraries"`. */
export const processesIn = (table: string): readonly Omit<Process, 'parent'>[] =>
  [...table.matchAll(/^"([^"]+)","(\d+)",/gm)].map(([, program = '', id]) => ({ id: Number(id), program }))

const onWindows = (library: string): readonly Omit<Process, 'parent'>[] => {
  const program = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'tasklist.exe')
  const asked = ['/m', basename(library), '/fo', 'csv', '/nh']
  return processesIn(execFileSync(program, asked, { encoding: 'utf8', timeout: 3_000, windowsHide: true }))
}

/** Ours are this host, its application, and the application's other hosts. */
const isOurs = ({ id, parent }: Pick<Process, 'id'> & { readonly parent?: number }): boolean =>
  [process.pid, process.ppid].includes(id) || parent === process.ppid

const processesWith = (library: string): readonly Omit<Process, 'parent'>[] => {
  switch (process.platform) {
    case 'linux':
      return onLinux(library).filter((one) => !isOurs(one))
    case 'win32':
      return onWindows(library).filter((one) => !isOurs(one))
    default:
      return []
  }
}

/** The names of other programs that have this library open, as far as the system tells. */
export const programsWith = (library: string): readonly string[] => {
  const all = orNull(() => processesWith(library)) ?? []
  return [...new Set(all.map(({ program }) => program))].slice(0, 5)
}
