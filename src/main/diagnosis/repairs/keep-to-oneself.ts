import { chmodSync, lstatSync, statSync } from 'node:fs'
import { relative } from 'node:path'
import { AssistantError } from '../../../shared/errors/index.ts'
import { writeProblem } from '../../files/atomic-file.ts'
import type { Repair } from '../repair.ts'

const change = (path: string, mode: number): void => {
  try {
    chmodSync(path, mode)
  } catch (error) {
    throw writeProblem(error)
  }
}

export const keepToOneself: Repair = async ({ home }, { repairOn }) => {
  const isLink = repairOn !== home && lstatSync(repairOn).isSymbolicLink()
  if (isLink || relative(home, repairOn).startsWith('..')) throw new AssistantError('not-found')
  const mode = statSync(repairOn).mode & 0o777
  change(repairOn, mode & 0o700)
  return async () => change(repairOn, mode)
}
