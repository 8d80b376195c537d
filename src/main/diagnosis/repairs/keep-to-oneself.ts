import { closeSync, constants, fchmodSync, fstatSync, openSync } from 'node:fs'
import { relative } from 'node:path'
import { AssistantError } from '../../../shared/errors/index.ts'
import { writeProblem } from '../../files/atomic-file.ts'
import type { Repair } from '../repair.ts'

/**
 * Changes the rights of what is there and gives those that it had. Others could write into the folder, so a link that
 * came into its place is not followed.
 */
const change = (path: string, isLinkable: boolean, next: (mode: number) => number): number => {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | (isLinkable ? 0 : constants.O_NOFOLLOW)
  let handle: number | null = null
  try {
    handle = openSync(path, flags)
    const mode = fstatSync(handle).mode & 0o777
    fchmodSync(handle, next(mode))
    return mode
  } catch (error) {
    throw error instanceof AssistantError ? error : writeProblem(error)
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

export const keepToOneself: Repair = async ({ home }, { repairOn }) => {
  if (relative(home, repairOn).startsWith('..')) throw new AssistantError('not-found')
  const isHome = repairOn === home
  const before = change(repairOn, isHome, (mode) => mode & 0o700)
  return async () => {
    change(repairOn, isHome, (mode) => {
      if (mode !== (before & 0o700)) throw new AssistantError('repair-overtaken', { file: repairOn })
      return before
    })
  }
}
