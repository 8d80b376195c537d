import { spawn } from 'node:child_process'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'
import { isPackage } from '../updates/package-folder.ts'
import { isComplete, type Layout } from './layout.ts'

export type Package = {
  readonly file: string
  readonly version: string
  readonly sha256: string
  readonly size: number
}

/** The longest that unpacking may take on a slow disk. */
const longest = 15 * 60_000

/** NSIS takes the folder last, and without quotation marks even if there are spaces in it. */
const argumentsFor = ({ root }: Layout): readonly string[] => ['/S', '/beside', '/currentuser', `/D=${root}`]

const ended = (file: string, layout: Layout): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const child = spawn(file, [...argumentsFor(layout)], {
      stdio: 'ignore',
      windowsVerbatimArguments: true,
      timeout: longest,
    })
    child.once('error', reject)
    child.once('exit', resolve)
  })

/**
 * Lets a package unpack its version beside the others. The package is the installer that a person starts; with
 * `/beside` it does nothing else. Whatever it says, the folder itself is looked at.
 */
export const layDown = async (update: Package, layout: Layout): Promise<void> => {
  // It is a program and runs in a moment, so it is read once more here.
  if (!(await isPackage(update.file, update))) throw new AssistantError('update-file-wrong')
  if (process.platform !== 'win32') await chmod(update.file, 0o700)
  const code = await ended(update.file, layout).catch((error: unknown) => {
    throw new AssistantError('update-not-placed', {}, error)
  })
  if (code !== 0) throw new AssistantError('update-not-placed', {}, `the package ended with ${code}`)
  if (!isComplete(join(layout.versions, update.version)))
    throw new AssistantError('update-not-placed', {}, 'the package left no complete version')
}
