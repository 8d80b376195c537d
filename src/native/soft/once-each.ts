import { basename } from 'node:path'
import type { TokenId } from '../token.ts'
import { SoftToken } from './soft-token.ts'
import type { SoftTrouble } from './soft-troubles.ts'

type Found = SoftToken | SoftTrouble

/**
 * A person may copy a file under another name. An older copy would take an older PIN, so only one file of a serial
 * number counts: the one that bears it in its name.
 */
export const onceEach = (found: readonly Found[], ownPath: (serial: string) => string): readonly Found[] => {
  const counting = new Map<TokenId, SoftToken>()
  for (const one of found) {
    if (!(one instanceof SoftToken)) continue
    const isOwnName = one.path === ownPath(one.file.serial)
    if (isOwnName || !counting.has(one.id)) counting.set(one.id, one)
  }
  return found.map((one) =>
    one instanceof SoftToken && counting.get(one.id) !== one
      ? { file: basename(one.path), code: 'soft-file-twice' }
      : one,
  )
}
