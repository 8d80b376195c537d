import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { nativeHost } from '../../../shared/web-signing/relay-wire.ts'
import { browserPlaces } from '../../browser-extension/browsers.ts'
import { keptFile } from '../kept-file.ts'
import type { Repair } from '../repair.ts'

export const registerAgain: Repair = async ({ platform, userFolder, env, extension }) => {
  const before = browserPlaces(platform, userFolder, env)
    .filter(({ there }) => existsSync(there))
    .map(({ folder }) => keptFile(join(folder, `${nativeHost}.json`)))
  await extension.register()
  return async () => {
    for (const back of before) await back()
  }
}
