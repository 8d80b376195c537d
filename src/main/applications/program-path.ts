import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs'
import { posix, win32 } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'

/** Programs that carry out whatever they are told. Numbers of versions behind the name do not count. */
const interpreters: ReadonlySet<string> = new Set(
  (
    'cmd command powershell powershell_ise pwsh wscript cscript mshta rundll regsvr regsvcs regasm msiexec ' +
    'installutil msbuild wmic certutil bitsadmin conhost wt windowsterminal reg regedit schtasks at forfiles ' +
    'runas bash sh dash zsh fish ksh csh tcsh rbash busybox env xargs nohup python pythonw perl ruby node deno bun ' +
    'php lua tclsh osascript terminal iterm xterm uxterm rxvt konsole alacritty kitty foot tilix deepin-terminal ' +
    'gnome-terminal x-terminal-emulator xfce-terminal lxterminal mate-terminal sudo su doas pkexec java javaw'
  ).split(' '),
)

/** The name by which a person knows a program, without its ending and the number of its version. */
const plainName = (file: string): string =>
  file
    .toLowerCase()
    .replace(/\.(exe|com|app)$/, '')
    .replace(/[-.]?[0-9][0-9.]*$/, '')

/** Hidden characters make one path look like another; the others are refused in file names by Windows itself. */
const strange = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"*?<>|]/u

const isRemote = (path: string): boolean => /^[\\/]{2}/.test(path)

const isWholeOnWindows = (path: string): boolean => {
  const rest = path.slice(3)
  // A second colon names a hidden stream of a file. Windows ignores a dot or a space at the end of a name.
  return /^[A-Za-z]:[\\/]/.test(path) && !rest.includes(':') && !/[. ]([\\/]|$)/.test(rest)
}

/** What is wrong with the text alone; null if it may be a program. */
export const pathProblem = (path: string, platform: NodeJS.Platform): AssistantError | null => {
  if (isRemote(path)) return new AssistantError('program-remote')
  const whole = platform === 'win32' ? isWholeOnWindows(path) : path.startsWith('/')
  if (strange.test(path) || !whole || path.split(/[\\/]/).includes('..'))
    return new AssistantError('program-path-strange')
  const file = platform === 'win32' ? win32.basename(path) : posix.basename(path)
  if (interpreters.has(plainName(file))) return new AssistantError('program-interpreter', { name: file })
  if (platform === 'win32' && !/\.exe$/i.test(file)) return new AssistantError('program-script')
  if (platform === 'darwin' && !/\.app$/i.test(file)) return new AssistantError('program-script')
  return null
}

const startsWith = (path: string, bytes: Uint8Array): boolean => {
  const handle = openSync(path, 'r')
  try {
    const head = Buffer.alloc(bytes.length)
    return readSync(handle, head, 0, head.length, 0) === head.length && head.equals(bytes)
  } finally {
    closeSync(handle)
  }
}

const elf = Buffer.from('\x7fELF', 'latin1')
const portableExecutable = Buffer.from('MZ', 'latin1')

/** Whether it is a program of this system by its content, whatever its name says. */
const isProgram = (path: string, platform: NodeJS.Platform): boolean => {
  const found = statSync(path)
  if (platform === 'darwin') return found.isDirectory()
  if (!found.isFile()) return false
  if (platform === 'win32') return startsWith(path, portableExecutable)
  return (found.mode & 0o111) !== 0 && startsWith(path, elf)
}

/**
 * Where a program really is, links followed. Throws the reason why it may not be started: only a program on this
 * computer is, by itself and without arguments.
 */
export const programAt = (path: string, platform: NodeJS.Platform = process.platform): string => {
  const problem = pathProblem(path, platform)
  if (problem) throw problem
  const missing = (cause?: unknown) => new AssistantError('program-missing', { path }, cause)
  let real: string
  try {
    real = realpathSync.native(path)
    statSync(real)
  } catch (error) {
    throw missing(error)
  }
  // A drive letter of the network turns into the name of the other computer here.
  const behind = pathProblem(real, platform)
  if (behind) throw behind
  if (!isProgram(real, platform)) throw new AssistantError('program-script')
  return real
}
