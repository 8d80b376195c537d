import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '../../../shared/diagnosis/model.ts'
import { isNoRoom } from '../../files/atomic-file.ts'
import { found, type Step } from '../step.ts'
import type { World } from '../world.ts'

/** Folders that are written during business. One that is not there yet is made when it is needed. */
const folders = ['.', 'logs', 'journal', 'soft', 'authorities'] as const
/** Files that hold keys, or what leads to them. */
const secrets = ['machine.key', 'loopback-trust/loopback.json', 'web-signing.json'] as const

/** Some systems say that a folder can be written and then refuse; only a try tells. */
const canWrite = (folder: string): boolean => {
  const file = join(folder, `.check-${process.pid}`)
  try {
    accessSync(folder, constants.W_OK)
    writeFileSync(file, '', { flag: 'wx', mode: 0o600 })
    rmSync(file, { force: true })
    return true
  } catch (error) {
    // A full disk is found by its own step.
    return isNoRoom(error)
  }
}

/** On Windows the user's folder keeps others out. */
const isOpen = (path: string): boolean => process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0

const softFiles = (home: string): readonly string[] => {
  try {
    return readdirSync(join(home, 'soft')).map((name) => join('soft', name))
  } catch {
    return []
  }
}

const repair = 'keep-to-oneself'

export const rightsStep = {
  id: 'rights',
  finds: ['folder-not-writable', 'folder-open', 'file-open'],
  check: ({ home }: World): readonly Finding[] => {
    const present = folders.map((name) => join(home, name)).filter(existsSync)
    const files = [...secrets, ...softFiles(home)].map((name) => join(home, name)).filter(existsSync)
    return [
      ...present
        .filter((folder) => !canWrite(folder))
        .map((folder) => found('folder-not-writable', { folder }, { about: folder })),
      ...(isOpen(home) ? [found('folder-open', { folder: home }, { repair, on: home })] : []),
      // Behind a closed folder nobody reaches them.
      ...(isOpen(home)
        ? files
            // What a link leads to is not ours.
            .filter((file) => lstatSync(file).isFile() && isOpen(file))
            .map((file) => found('file-open', { file }, { repair, on: file }))
        : []),
    ]
  },
} satisfies Step
