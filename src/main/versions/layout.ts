import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** What a launcher starts again when it ends so. installer/launcher/launcher.h has the same number. */
export const startAgain = 75
/** The launcher says by this that it stands behind the process, counts its starts and hears how it ends. */
export const launchedName = 'CERT_ASSISTANT_LAUNCHED'

/** An installation that keeps each version in a folder of its own (docs/architecture.md, "Versions"). */
export type Layout = {
  readonly root: string
  /** The folder of the versions. */
  readonly versions: string
  /** The version that runs, as its folder is named. */
  readonly own: string
  readonly launcher: string
}

const versionName = /^\d[\d.]{0,29}$/
export const isVersionName = (name: string): boolean => versionName.test(name)

/** The layout that a program lies in; null if it lies in none. */
export const layoutOf = (program: string, platform: NodeJS.Platform = process.platform): Layout | null => {
  const folder = dirname(program)
  const versions = dirname(folder)
  const root = dirname(versions)
  const launcher = join(root, platform === 'win32' ? 'cert-assistant.exe' : 'cert-assistant')
  const isOne =
    basename(versions) === 'versions' &&
    isVersionName(basename(folder)) &&
    existsSync(join(folder, 'version.txt')) &&
    existsSync(launcher)
  return isOne ? { root, versions, own: basename(folder), launcher } : null
}

/** Whether this user may put versions there. Windows answers that only to who tries. */
export const mayWrite = (folder: string): boolean => {
  const probe = join(folder, `.may-write-${process.pid}`)
  try {
    writeFileSync(probe, '', { flag: 'wx' })
    rmSync(probe)
    return true
  } catch {
    return false
  }
}

const hasFile = (folder: string, line: string): boolean => {
  const [, size, name] = /^file (\d+) (.+)$/.exec(line) ?? []
  const found = name === undefined ? undefined : statSync(join(folder, name), { throwIfNoEntry: false })
  return found?.isFile() === true && found.size === Number(size)
}

/** Whether the folder of a version has every file that its list names, in its whole length. */
export const isComplete = (folder: string): boolean => {
  try {
    const lines = readFileSync(join(folder, 'version.txt'), 'utf8').trimEnd().split(/\r?\n/)
    const files = lines.filter((line) => line.startsWith('file '))
    return lines.at(-1) === 'end' && files.length > 0 && files.every((line) => hasFile(folder, line))
  } catch {
    return false
  }
}
