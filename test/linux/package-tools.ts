import { type ChildProcess, spawn } from 'node:child_process'
import { ask } from '../../scripts/process.mjs'
import type { System } from './system.ts'

/** What an administrator does with one package. Each throws if the tool refuses. */
export type PackageTool = {
  install(file: string): void
  /** Says which files are not as they were packed. */
  verify(): string
  remove(): void
  /** Takes out what a removal leaves to the administrator. */
  purge(): void
  isInstalled(): boolean
}

const inside = '/tmp/package'

export const dpkgIn = (system: System, name: string): PackageTool => ({
  install: (file) => {
    system.run('rm', '-f', inside)
    system.take(file, inside)
    system.dpkg('-i', inside)
    system.run('rm', '-f', inside)
  },
  verify: () => system.run('dpkg', '--verify', name).said,
  remove: () => void system.dpkg('--remove', name),
  purge: () => void system.dpkg('--purge', name),
  isInstalled: () => system.run('dpkg-query', '--show', name).code === 0,
})

/** rpm of this machine works on the other system and runs the package's scripts there. */
const atRoot = (system: System, args: readonly string[]): readonly string[] => [
  ...['--root', system.folder, '--dbpath', '/var/lib/rpm', ...args],
]

export const askRpm = (system: System, ...args: readonly string[]) => ask('rpm', atRoot(system, args))

export const startRpm = (system: System, ...args: readonly string[]): ChildProcess =>
  spawn('rpm', atRoot(system, args), { stdio: 'ignore' })

export const rpmIn = (system: System, name: string): PackageTool => {
  const rpm = (...args: readonly string[]): string => {
    const { code, text } = askRpm(system, ...args)
    if (code !== 0) throw new Error(`rpm ${args.join(' ')} ended with ${code}:\n${text}`)
    return text
  }
  return {
    install: (file) => void rpm('--upgrade', file),
    verify: () => askRpm(system, '--verify', name).text,
    remove: () => void rpm('--erase', name),
    // A removal leaves nothing.
    purge: () => {},
    isInstalled: () => askRpm(system, '--query', name).code === 0,
  }
}
