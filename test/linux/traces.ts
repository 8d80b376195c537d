import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { System } from './system.ts'

/** What is in a file system: each path with kind, rights, owner and contents. */
export type Traces = ReadonlyMap<string, string>

/** What dpkg and rpm themselves keep; what they say is asked of them. */
const ownBooks = /^\/(proc|dev|sys|run|var\/lib\/(dpkg|rpm)|var\/log|var\/cache\/(debconf|ldconfig))(\/|$)/

const traceOf = (path: string): string => {
  const { mode, uid, gid } = lstatSync(path)
  const kind = mode & 0o170000
  const rights = `${(mode & 0o7777).toString(8)} ${uid}:${gid}`
  if (kind === 0o120000) return `link ${uid}:${gid} ${readlinkSync(path)}`
  if (kind !== 0o100000) return `${kind.toString(8)} ${rights}`
  return `file ${rights} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`
}

export const tracesIn = ({ folder }: Pick<System, 'folder'>, below = '/'): Traces => {
  const found = new Map<string, string>()
  const look = (path: string): void => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const inside = join(path, entry.name)
      if (ownBooks.test(inside)) continue
      found.set(inside, traceOf(join(folder, inside)))
      if (entry.isDirectory()) look(inside)
    }
  }
  look(below)
  return found
}

/** What came, went or was changed between two looks. */
export const changesOf = (before: Traces, after: Traces): readonly string[] => [
  ...[...after].filter(([path, trace]) => before.get(path) !== trace).map(([path]) => path),
  ...[...before.keys()].filter((path) => !after.has(path)).map((path) => `gone: ${path}`),
]
