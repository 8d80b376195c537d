import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isVersionName } from './layout.ts'

const isOurs = (name: string): boolean =>
  isVersionName(name) || /^\.(new|old)-[\d.]+$/.test(name) || /^state\.[\da-f]+\.tmp$/.test(name)

/**
 * Removes versions that nobody goes back to, and what was left half. A folder gets another name first, so that half of
 * it is never taken for a version. What another program holds stays until the next time.
 */
export const tidyVersions = async (
  folder: string,
  kept: readonly string[],
  log: (line: string) => void,
): Promise<void> => {
  for (const name of (await readdir(folder)).filter((one) => isOurs(one) && !kept.includes(one))) {
    try {
      const aside = isVersionName(name) ? `.old-${name}` : name
      if (aside !== name) {
        await rm(join(folder, aside), { recursive: true, force: true })
        await rename(join(folder, name), join(folder, aside))
      }
      await rm(join(folder, aside), { recursive: true, force: true, maxRetries: 3 })
    } catch (error) {
      log(`${name} is not removed yet: ${String(error)}`)
    }
  }
}
