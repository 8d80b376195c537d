import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'
import { refuseNewerFolder } from '../versions/folder-format.ts'

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

/** The data folder: the one on the command line, else CERT_ASSISTANT_HOME, else the system's usual place. */
export const chooseHome = (named: string | undefined, surroundings: Surroundings): string =>
  resolve(named || surroundings.env.CERT_ASSISTANT_HOME || platformHome(surroundings))

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/**
 * Makes a folder and those above it, each only for its owner. Node's own recursive mkdir never ends if a folder says
 * that it exists and yet accepts no new one (/proc).
 */
const makeFolder = (path: string): void => {
  if (isFolder(path)) return
  if (dirname(path) !== path) makeFolder(dirname(path))
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (!isFolder(path)) throw error
  }
}

/** Makes the data folder, only for its owner, and checks that this version may use it and that it can be written. */
export const openHome = (home: string): void => {
  refuseNewerFolder(home)
  try {
    makeFolder(home)
    accessSync(home, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new AssistantError('folder-not-writable', { folder: home }, cause)
  }
}
