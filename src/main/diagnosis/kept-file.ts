import { chmodSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import type { Undo } from './repair.ts'

/** Remembers a file as it is, or that there is none, and gives the way back to that. */
export const keptFile = (path: string): Undo => {
  const there = lstatSync(path, { throwIfNoEntry: false })
  if (there === undefined) return async () => rmSync(path, { force: true })
  // Nobody may lose what is not a file by a repair that writes one.
  if (!there.isFile()) throw new AssistantError('folder-not-writable', { file: path })
  const [content, mode] = [readFileSync(path), there.mode & 0o777]
  return async () => {
    mkdirSync(dirname(path), { recursive: true })
    writeAtomically(path, content, mode)
    chmodSync(path, mode)
  }
}
