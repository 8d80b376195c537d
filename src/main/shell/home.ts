import { accessSync, constants, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'

export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly userFolder: string
}

const folderName = 'cert-assistant'

const platformHome = ({ env, platform, userFolder }: Surroundings): string => {
  if (platform === 'win32') return join(env.APPDATA ?? join(userFolder, 'AppData', 'Roaming'), folderName)
  if (platform === 'darwin') return join(userFolder, 'Library', 'Application Support', folderName)
  return join(env.XDG_DATA_HOME || join(userFolder, '.local', 'share'), folderName)
}

/** The data folder: the one named on the command line, else CERT_ASSISTANT_HOME, else the system's place. */
export const chooseHome = (named: string | undefined, surroundings: Surroundings): string =>
  resolve(named || surroundings.env.CERT_ASSISTANT_HOME || platformHome(surroundings))

/** Makes the data folder, for its owner alone, and makes sure that it can be written. */
export const openHome = (home: string): void => {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 })
    accessSync(home, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new AssistantError('folder-not-writable', { folder: home }, cause)
  }
}
