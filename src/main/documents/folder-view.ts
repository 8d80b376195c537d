import { readdir, realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import type { FolderView } from '../../shared/documents/model.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { usualFolders } from './usual-folders.ts'

type Entry = FolderView['entries'][number]

const most = 2_000
const mostUsual = 40
const byName = new Intl.Collator('zh-CN', { numeric: true })

const entryOf = async (folder: string, name: string): Promise<readonly Entry[]> => {
  const path = join(folder, name)
  // What is gone by now, or may not be looked at, is not shown.
  const found = await stat(path).catch(() => null)
  if (found === null || (!found.isDirectory() && !found.isFile())) return []
  const kind = found.isDirectory() ? 'folder' : 'file'
  return [{ name, path, kind, size: kind === 'file' ? found.size : 0, changedAt: found.mtime.toISOString() }]
}

const inOrder = (one: Entry, other: Entry): number =>
  one.kind === other.kind ? byName.compare(one.name, other.name) : one.kind === 'folder' ? -1 : 1

/** What is in a folder, for a window that knows no places: folders first, without hidden ones. */
export const folderView = async (wanted: string | null): Promise<FolderView> => {
  try {
    const asked = wanted ?? homedir()
    if (!isAbsolute(asked)) throw new AssistantError('input-invalid')
    const path = await realpath(asked)
    const names = (await readdir(path)).filter((name) => !name.startsWith('.') && !name.startsWith('~$'))
    const shown = names.sort(byName.compare).slice(0, most)
    const entries = (await Promise.all(shown.map((name) => entryOf(path, name)))).flat()
    const parent = dirname(path)
    return {
      path,
      parent: parent === path ? null : parent,
      usual: usualFolders().slice(0, mostUsual),
      entries: entries.sort(inOrder),
      incomplete: names.length > most,
    }
  } catch (error) {
    if (error instanceof AssistantError) throw error
    throw new AssistantError('document-folder-unreadable', {}, error)
  }
}
