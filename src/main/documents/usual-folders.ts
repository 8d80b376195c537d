import { readdirSync, readFileSync, statSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { basename, isAbsolute, join, win32 } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>
export type UsualFolder = { readonly name: string; readonly path: string }

const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

const largest = 64 * 1024

/** The folders of the person as the desktop has them (user-dirs.dirs of xdg-user-dirs): `XDG_NAME="$HOME/…"`. */
export const xdgFolders = (env: Environment, home: string): ReadonlyMap<string, string> => {
  try {
    const path = join(env.XDG_CONFIG_HOME || join(home, '.config'), 'user-dirs.dirs')
    if (!statSync(path).isFile() || statSync(path).size > largest) return new Map()
    const lines = readFileSync(path, 'utf8').matchAll(
      /^XDG_([A-Z]{1,20})_DIR="(?:\$HOME\/?)?([^"\n]{0,1000})"/gm,
    )
    return new Map(
      [...lines].map(([line, name = '', rest = '']) => {
        const plain = rest.replace(/\\(.)/g, '$1')
        return [name, line.includes('="$HOME') ? join(home, plain) : plain]
      }),
    )
  } catch {
    return new Map()
  }
}

/** The person's folder for documents; home if there is none. */
export const documentsFolder = (env: Environment = process.env, home: string = homedir()): string => {
  const named = xdgFolders(env, home).get('DOCUMENTS')
  const found = [named, join(home, 'Documents'), join(home, '文档')].find(
    (path) => path !== undefined && isAbsolute(path) && isFolder(path),
  )
  return found ?? home
}

/** Where disks and sticks appear that are plugged in. */
const removable = (platform: NodeJS.Platform): readonly string[] => {
  if (platform === 'win32')
    return [...'DEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`).filter(isFolder)
  const user = userInfo().username
  const places = platform === 'darwin' ? ['/Volumes'] : [`/run/media/${user}`, `/media/${user}`]
  return places.flatMap((place) => {
    try {
      return readdirSync(place)
        .filter((name) => !name.startsWith('.'))
        .map((name) => join(place, name))
        .filter(isFolder)
    } catch {
      return []
    }
  })
}

const nameOf = (path: string): string => basename(path) || win32.basename(path) || path

/** Where a person looks for files first. */
export const usualFolders = (
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): readonly UsualFolder[] => {
  const home = homedir()
  const xdg = xdgFolders(env, home)
  const own = [
    ['DESKTOP', 'Desktop'],
    ['DOCUMENTS', 'Documents'],
    ['DOWNLOAD', 'Downloads'],
  ].map(([name = '', usual = '']) => xdg.get(name) ?? join(home, usual))
  const paths = [...new Set([home, ...own, ...removable(platform)])].filter(isFolder)
  return paths.map((path) => ({ name: nameOf(path), path }))
}
