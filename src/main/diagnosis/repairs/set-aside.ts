import { lstatSync, mkdirSync, renameSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { AssistantError } from '../../../shared/errors/index.ts'
import { writeProblem } from '../../files/atomic-file.ts'
import { nameAside } from '../../files/file-reading.ts'
import type { Repair } from '../repair.ts'

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

const move = (from: string, to: string): void => {
  try {
    mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
    renameSync(from, to)
  } catch (error) {
    throw writeProblem(error)
  }
}

/** Nothing is deleted: it is moved to a folder that nobody reads. */
export const setAside: Repair = async ({ home, clock }, { repairOn }) => {
  if (relative(home, repairOn).startsWith('..') || !isThere(repairOn)) throw new AssistantError('not-found')
  const aside = join(home, 'set-aside', basename(nameAside(repairOn, clock())))
  move(repairOn, aside)
  return async () => {
    // A new file has come into its place, or somebody has taken the old one away.
    if (isThere(repairOn) || !isThere(aside)) throw new AssistantError('repair-overtaken', { file: repairOn })
    move(aside, repairOn)
  }
}
