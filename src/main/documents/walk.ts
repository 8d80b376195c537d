import { constants, type Dirent } from 'node:fs'
import { access, lstat, readdir, realpath, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'
import { readProblem } from './file-work/system-errors.ts'

export type Found = { readonly path: string; readonly name: string }
export type Refused = { readonly name: string; readonly error: unknown }

/** Deeper folders belong to programs. */
const deepest = 16
/** Every entry costs time, also one that is not taken. */
const mostEntries = 20_000

const isHidden = (name: string): boolean => name.startsWith('.') || name.startsWith('~$')

type Walk = {
  readonly found: Found[]
  readonly refused: Refused[]
  readonly folders: Set<string>
  readonly most: number
  entries: number
}

const refuse = (walk: Walk, name: string, error: unknown): void => void walk.refused.push({ name, error })

/** Names sort as a person reads them: 2 before 10. */
const byName = new Intl.Collator('zh-CN', { numeric: true })

const goInto = async (walk: Walk, folder: string, depth: number): Promise<void> => {
  // A folder that was seen under another name is not walked again, so that links make no circle.
  const real = await realpath(folder)
  if (walk.folders.has(real)) return
  walk.folders.add(real)
  const entries = await readdir(real, { withFileTypes: true })
  for (const entry of entries.sort((one, other) => byName.compare(one.name, other.name))) {
    walk.entries += 1
    if (walk.entries > mostEntries || walk.found.length > walk.most) return
    await takeEntry(walk, real, entry, depth)
  }
}

/** Inside a folder that was chosen, hidden entries and links are passed over: nobody chose them. */
const takeEntry = async (walk: Walk, folder: string, entry: Dirent, depth: number): Promise<void> => {
  if (isHidden(entry.name)) return
  const path = join(folder, entry.name)
  if (entry.isFile()) walk.found.push({ path, name: entry.name })
  else if (entry.isDirectory() && depth < deepest) {
    try {
      await goInto(walk, path, depth + 1)
    } catch (error) {
      refuse(walk, entry.name, readProblem(error))
    }
  } else if (entry.isDirectory()) refuse(walk, entry.name, new AssistantError('document-folder-unreadable'))
}

/** What the person named: an ordinary file, a folder, or a link to one of these. */
const takeNamed = async (walk: Walk, path: string): Promise<void> => {
  const name = basename(path)
  await lstat(path)
  if (isHidden(name)) throw new AssistantError('document-hidden')
  const real = await realpath(path)
  const what = await stat(real)
  if (what.isDirectory()) return goInto(walk, real, 0)
  if (!what.isFile()) throw new AssistantError('document-not-a-file')
  await access(real, constants.R_OK)
  walk.found.push({ path: real, name: basename(real) })
}

/** Every ordinary file that these paths name or contain, and why the others are not among them. */
export const walkThrough = async (
  paths: readonly string[],
  most: number,
): Promise<{ readonly found: readonly Found[]; readonly refused: readonly Refused[] }> => {
  const walk: Walk = { found: [], refused: [], folders: new Set(), most, entries: 0 }
  for (const path of paths) {
    try {
      await takeNamed(walk, path)
    } catch (error) {
      refuse(walk, basename(path), readProblem(error))
    }
  }
  return walk
}
