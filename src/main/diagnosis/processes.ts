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

/** How a host process of ours is called: by the file that it runs. */
const hostFile = /(^|[\\/])(token-host|skf-host|pfx-opener)\.(js|ts)$/

export const isHost = ({ args }: OwnProcess): boolean => args.some((arg) => hostFile.test(arg))
