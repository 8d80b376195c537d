import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'

/** A program of Windows that was started. What it prints is in files, because wine gives Node no pipe that it can write to. */
export type Started = {
  readonly child: ChildProcess
  readonly printed: () => string
  readonly complained: () => string
  readonly ended: Promise<number | null>
}

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

export type RunOptions = {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly milliseconds?: number
}

/** A Windows of its own: drives, registry and user in a temporary folder. */
export type Windows = {
  readonly folder: string
  /** `C:\Users\<name>` as Linux sees it. */
  readonly user: string
  /** The display on which its windows are. */
  readonly display: string
  start(program: string, args?: readonly string[], options?: RunOptions): Started
  run(program: string, args?: readonly string[], options?: RunOptions): Promise<Ended>
  /** Waits until no program runs in it and its registry is in its files. */
  still(): void
  /** Ends every program in it and removes it. */
  end(): Promise<void>
}

/** A path of Linux as a program of Windows sees it. */
export const windowsPath = (path: string): string => `Z:${resolve(path).replaceAll('/', '\\')}`

/** The lines of a text of Windows. */
export const linesOf = (text: string): readonly string[] => text.split(/\r?\n/)

/** Our programs print UTF-8, those of Windows the code page of Chinese. */
const textOf = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gbk').decode(bytes)
  }
}

const ask = (program: string, args: readonly string[], env: NodeJS.ProcessEnv): void =>
  void execFileSync(program, args, { env, stdio: 'ignore', timeout: 180_000 })

/** A Chinese Windows: wine takes its code page (936) and language from the locale, which few machines have made. */
const chineseLocale = (folder: string): string => {
  const place = join(folder, 'locales')
  mkdirSync(place, { recursive: true })
  spawnSync('localedef', ['-i', 'zh_CN', '-f', 'UTF-8', join(place, 'zh_CN.UTF-8')])
  return place
}

const openDisplay = async (): Promise<{ readonly name: string; readonly close: () => void }> => {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const output = child.stdio[3]
  const number = await new Promise<string>((done, fail) => {
    output?.once('data', (text) => done(String(text).trim()))
    child.once('error', fail)
    child.once('exit', (code) => fail(new Error(`Xvfb ended with ${code}`)))
  })
  return { name: `:${number}`, close: () => void child.kill('SIGTERM') }
}

const environmentOf = (folder: string, display: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  // wine links the person's Documents and Desktop into C:\Users, so they must be other ones.
  HOME: join(folder, 'home'),
  WINEPREFIX: join(folder, 'prefix'),
  WINEARCH: 'win64',
  WINEDEBUG: '-all',
  // No .NET, no Internet Explorer, and no entries in the menus of this desktop.
  WINEDLLOVERRIDES: 'mscoree,mshtml=;winemenubuilder.exe=d',
  LOCPATH: chineseLocale(folder),
  LC_ALL: 'zh_CN.UTF-8',
  DISPLAY: display,
  TMPDIR: tmpdir(),
})

export const openWindows = async (): Promise<Windows> => {
  const folder = mkdtempSync(join(tmpdir(), 'windows-'))
  mkdirSync(join(folder, 'home'))
  mkdirSync(join(folder, 'printed'))
  const display = await openDisplay()
  const environment = environmentOf(folder, display.name)
  ask('wineboot', ['-i'], environment)
  ask('wine', ['winecfg', '-v', 'win10'], environment)
  ask('wineserver', ['-w'], environment)
  let count = 0
  const running = new Set<ChildProcess>()
  // Windows ends its services with the last program and begins them with the next, which takes seconds each time. This
  // one waits for words that never come.
  const keep = () =>
    spawn('wine', ['cmd'], { cwd: folder, env: environment, stdio: ['pipe', 'ignore', 'ignore'] })
  let keeper = keep()

  const start: Windows['start'] = (program, args = [], { cwd = folder, env = {} } = {}) => {
    count += 1
    const files = ['out', 'err'].map((ending) => join(folder, 'printed', `${count}.${ending}`))
    const [out, err] = files.map((file) => openSync(file, 'w'))
    const child = spawn('wine', [program, ...args], {
      cwd,
      env: { ...environment, ...env },
      stdio: ['ignore', out ?? 'ignore', err ?? 'ignore'],
    })
    for (const handle of [out, err]) if (handle !== undefined) closeSync(handle)
    running.add(child)
    const ended = new Promise<number | null>((done, fail) => {
      child.once('error', fail)
      child.once('exit', (code) => {
        running.delete(child)
        done(code)
      })
    })
    const read = (file: string | undefined): string => (file === undefined ? '' : textOf(readFileSync(file)))
    return { child, ended, printed: () => read(files[0]), complained: () => read(files[1]) }
  }

  return {
    folder,
    user: join(folder, 'prefix', 'drive_c', 'users', userInfo().username),
    display: display.name,
    start,
    run: async (program, args, options = {}) => {
      const { child, ended, printed, complained } = start(program, args, options)
      const late = setTimeout(() => child.kill('SIGKILL'), options.milliseconds ?? 60_000)
      const code = await ended
      clearTimeout(late)
      return { code, stdout: printed(), stderr: complained() }
    },
    still: () => {
      keeper.kill('SIGKILL')
      ask('wineserver', ['-w'], environment)
      keeper = keep()
    },
    end: async () => {
      for (const child of [...running, keeper]) child.kill('SIGKILL')
      spawnSync('wineserver', ['-k'], { env: environment, timeout: 30_000 })
      spawnSync('wineserver', ['-w'], { env: environment, timeout: 30_000 })
      display.close()
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
