import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Far above any file of ours. */
const mostBytes = 16 * 1024 * 1024

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).map((name) => join(folder, name))
  } catch {
    return []
  }
}

/** A file that cannot be read may be one: it counts as bound. */
const isBound = (path: string): boolean => {
  try {
    const found = statSync(path)
    if (!found.isFile() || found.size > mostBytes) return true
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return !(
      typeof content === 'object' &&
      content !== null &&
      'machineMark' in content &&
      content.machineMark === null
    )
  } catch {
    return true
  }
}

/** Whether a folder holds soft tokens that only the secret of their machine opens, those out of use among them. */
export const hasBoundFiles = (folder: string): boolean =>
  [folder, join(folder, 'retired')]
    .flatMap(namesIn)
    .filter((name) => /\.soft\.json/.test(name))
    .some(isBound)
