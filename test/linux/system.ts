import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Answer = { readonly code: number | null; readonly said: string }

export const person = 'clerk'
const home = `/home/${person}`

/** A Debian of its own in a folder: no systemd, no D-Bus, no desktop runs in it. */
export type System = {
  readonly folder: string
  /** A path of that system as this one sees it. */
  at(path: string): string
  /** Runs a program as root. */
  run(program: string, ...args: readonly string[]): Answer
  runAs(as: 'person' | 'root', program: string, ...args: readonly string[]): Answer
  /** Puts a file of ours into that system. */
  take(file: string, to: string): void
  /** Runs dpkg, and throws if it refuses. */
  dpkg(...args: readonly string[]): string
  start(as: 'person' | 'root', program: string, ...args: readonly string[]): ChildProcess
  /** Mounts a file system of so many megabytes; a second call changes its size. */
  disk(path: string, megabytes: number): void
  /** May be called again. */
  end(): void
}

const environment = (user: string, folder: string): readonly string[] => [
  ...['env', '-i', 'LC_ALL=C.UTF-8', `HOME=${folder}`, `USER=${user}`, 'DEBIAN_FRONTEND=noninteractive'],
  'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
]

/** Unpacks the archive of a system and adds an ordinary person. */
export const openSystem = (archive: string): System => {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'))
  const mounts: string[] = []
  const at = (path: string): string => join(folder, path)
  const mount = (path: string, ...args: readonly string[]): void => {
    execFileSync('mount', [...args, at(path)], { stdio: ['ignore', 'ignore', 'pipe'] })
    mounts.unshift(path)
  }
  const chrooted = (as: 'person' | 'root', program: string, args: readonly string[]): readonly string[] =>
    as === 'person'
      ? [`--userspec=${person}:${person}`, folder, ...environment(person, home), program, ...args]
      : [folder, ...environment('root', '/root'), program, ...args]
  const runAs: System['runAs'] = (as, program, ...args) => {
    const answer = spawnSync('chroot', chrooted(as, program, args), {
      encoding: 'utf8',
      maxBuffer: 64 << 20,
    })
    return { code: answer.status, said: `${answer.stdout}${answer.stderr}`.trim() }
  }
  const run: System['run'] = (program, ...args) => runAs('root', program, ...args)
  execFileSync('tar', ['-C', folder, '--numeric-owner', '-xpf', archive])
  mount('/proc', '-t', 'proc', 'proc')
  const added = run('useradd', '--create-home', '--shell', '/bin/sh', person)
  if (added.code !== 0) throw new Error(added.said)
  return {
    folder,
    at,
    run,
    runAs,
    take: (file, to) => copyFileSync(file, at(to)),
    dpkg: (...args) => {
      // Nothing here has to survive a power cut.
      const { code, said } = run('dpkg', '--force-unsafe-io', ...args)
      if (code !== 0) throw new Error(`dpkg ${args.join(' ')} ended with ${code}:\n${said}`)
      return said
    },
    start: (as, program, ...args) => spawn('chroot', chrooted(as, program, args), { stdio: 'pipe' }),
    disk: (path, megabytes) => {
      const size = `size=${megabytes}m,mode=755`
      if (mounts.includes(path)) mount(path, '-o', `remount,${size}`)
      else mount(path, '-t', 'tmpfs', '-o', size, 'tmpfs')
    },
    end: () => {
      for (const path of new Set(mounts.splice(0))) execFileSync('umount', ['-l', at(path)])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
