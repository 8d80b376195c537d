import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { World } from './world.ts'

/** A process of this user. */
export type OwnProcess = {
  readonly pid: number
  readonly parent: number
  readonly program: string
  readonly args: readonly string[]
}

const isOfUser = (folder: string): boolean => statSync(folder).uid === process.getuid?.()

const read = (folder: string, pid: number): OwnProcess | null => {
  try {
    if (!isOfUser(folder)) return null
    const args = readFileSync(join(folder, 'cmdline'), 'utf8').split('\0').filter(Boolean)
    const parent = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(join(folder, 'status'), 'utf8'))?.[1])
    const name = readFileSync(join(folder, 'comm'), 'utf8').trim()
    // A thread of the kernel and a process that has ended have no command line.
    return args.length === 0 ? null : { pid, parent, program: name || basename(args[0] ?? ''), args }
  } catch {
    // It ended while it was looked at.
    return null
  }
}

/** The processes of this user, as Linux lists them. Elsewhere the list is empty. */
export const ownProcesses = ({
  platform,
  processes,
}: Pick<World, 'platform' | 'processes'>): readonly OwnProcess[] => {
  if (platform !== 'linux') return []
  return readdirSync(processes)
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => read(join(processes, name), Number(name)) ?? [])
}

/** The installed program. */
const installed = /[\\/]cert-assistant(\.exe|-[\w.-]+)?$/
const runner = /(^|[\\/])(node|electron)(\.exe)?$/

/** The script that a process runs with Node or Electron; null if it runs none. An editor only has it open. */
const scriptOf = ({ args: [first = '', ...rest] }: OwnProcess): string | null =>
  runner.test(first) || installed.test(first) ? (rest.find((arg) => !arg.startsWith('-')) ?? null) : null

const entry = /[\\/](out[\\/]main[\\/](index|web)\.js|shell[\\/](web|electron)[\\/]main\.ts)$/

/** An assistant: the installed program, or one of our entries with Node or Electron. */
export const isAssistant = (one: OwnProcess): boolean => {
  const [first = '', ...rest] = one.args
  if (rest.some((arg) => arg.startsWith('--type=') || arg === '--extension-host')) return false
  return installed.test(first) || entry.test(scriptOf(one) ?? '')
}

const hostFile = /(^|[\\/])(token-host|skf-host|pfx-opener)\.(js|ts)$/

const isHost = (one: OwnProcess): boolean => hostFile.test(scriptOf(one) ?? '')

/** The application that started a host: it tells its own number in what it gives to the host. */
const applicationOf = ({ args, parent }: OwnProcess): number => {
  const [, told] = /"application":(\d+)/.exec(args.join(' ')) ?? []
  return told === undefined ? parent : Number(told)
}

/** A host whose application has ended. It should have ended with it. */
export const isLeftHost = (one: OwnProcess, all: readonly OwnProcess[]): boolean => {
  const application = applicationOf(one)
  return isHost(one) && (application <= 1 || !all.some(({ pid }) => pid === application))
}
