import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { lockHome } from './home-lock.ts'
import { askToQuit } from './second-start.ts'

/** It ends its businesses first, and an old computer is slow. */
const longestGoodbye = 15_000

const isFree = (home: string): boolean => {
  const lock = lockHome(home)
  lock?.release()
  return lock !== null
}

/**
 * Ends the assistant that holds the data folder, as 退出 in its menu does; false if it still runs after that. Installers
 * start the product with `--quit` for this.
 */
export const quitRunning = async (home: string, patience = longestGoodbye): Promise<boolean> => {
  if (!existsSync(join(home, 'instance.lock')) || isFree(home)) return true
  const end = performance.now() + patience
  await askToQuit(home)
  while (performance.now() < end) {
    if (isFree(home)) return true
    await pause(100)
  }
  return false
}
