import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { nativeHost } from '../../../shared/web-signing/relay-wire.ts'
import { browserPlaces } from '../../browser-extension/browsers.ts'
import { changingFiles } from '../changing-files.ts'
import type { Repair } from '../repair.ts'

export const registerAgain: Repair = ({ platform, userFolder, env, extension }) => {
  const manifests = browserPlaces(platform, userFolder, env)
    .filter(({ there }) => existsSync(there))
    .map(({ folder }) => join(folder, `${nativeHost}.json`))
  return changingFiles(manifests, () => extension.register())
}
