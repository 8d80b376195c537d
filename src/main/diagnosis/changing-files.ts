import { chmodSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'
import { writeAtomically, writeProblem } from '../files/atomic-file.ts'
import type { Undo } from './repair.ts'

/** What is at a path. `other` is a folder, a link, a pipe or a file that is larger than any that a repair writes. */
type Standing = { readonly content: Buffer; readonly mode: number } | 'none' | 'other'

const largest = 1024 * 1024

const standingAt = (path: string): Standing => {
  try {
    const there = lstatSync(path, { throwIfNoEntry: false })
    if (there === undefined) return 'none'
    if (!there.isFile() || there.size > largest) return 'other'
    return { content: readFileSync(path), mode: there.mode & 0o777 }
  } catch (error) {
    throw writeProblem(error) // for example, a file is where its folder was
  }
}

const isSame = (one: Standing, other: Standing): boolean =>
  typeof one === 'string' || typeof other === 'string'
    ? one === other
    : one.mode === other.mode && one.content.equals(other.content)

/** Nobody may lose what is not a file by a repair that writes one. */
const fileAt = (path: string): Exclude<Standing, 'other'> => {
  const standing = standingAt(path)
  if (standing === 'other') throw new AssistantError('folder-not-writable', { file: path })
  return standing
}

const putBack = (path: string, before: Exclude<Standing, 'other'>): void => {
  try {
    if (before === 'none') rmSync(path, { force: true })
    else {
      mkdirSync(dirname(path), { recursive: true })
      writeAtomically(path, before.content, before.mode)
      chmodSync(path, before.mode)
    }
  } catch (error) {
    throw error instanceof AssistantError ? error : writeProblem(error)
  }
}

/**
 * Makes a change of files and gives the way back. Whoever changed one of them after that keeps what they wrote: then
 * there is no way back any more.
 */
export const changingFiles = async (paths: readonly string[], change: () => unknown): Promise<Undo> => {
  const before = paths.map((path) => ({ path, was: fileAt(path) }))
  await change()
  const changed = before
    .map((one) => ({ ...one, left: standingAt(one.path) }))
    .filter(({ was, left }) => !isSame(was, left))
  return async () => {
    for (const { path, left } of changed)
      if (!isSame(standingAt(path), left)) throw new AssistantError('repair-overtaken', { file: path })
    for (const { path, was } of changed) putBack(path, was)
  }
}
