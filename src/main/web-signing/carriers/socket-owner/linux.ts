import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

// The kernel's tables of TCP sockets (proc_net(5), proc(5)): local and remote address in hexadecimal, state, the user
// and the inode of each.

export type TcpLine = {
  readonly localPort: number
  readonly remotePort: number
  readonly loopback: boolean
  readonly state: string
  readonly user: number
  readonly inode: string
}

/** 127.0.0.0/8 as the kernel writes it on a little-endian machine, also inside IPv6, and ::1. */
const isLoopback = (address: string): boolean =>
  /^(?:0{16}FFFF0000)?[0-9A-F]{6}7F$/.test(address) || address === '00000000000000000000000001000000'

export const linesOf = (table: string): readonly TcpLine[] =>
  table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', remote = '', state = '', , , , user = '', , inode = ''] = line.trim().split(/\s+/)
      const [localAddress = '', localPort = ''] = local.split(':')
      const [, remotePort = ''] = remote.split(':')
      if (inode === '') return []
      return [
        {
          ...{ localPort: Number.parseInt(localPort, 16), remotePort: Number.parseInt(remotePort, 16) },
          ...{ loopback: isLoopback(localAddress), state, user: Number(user), inode },
        },
      ]
    })

const tables = ['/proc/net/tcp', '/proc/net/tcp6'] as const

const emptyIfNone = (read: Promise<string>): Promise<string> => read.catch(() => '')

/** The user whose socket is at the other end of a connection to our port; null if the kernel shows none. */
export const userOfPeer = async (peerPort: number, ownPort: number): Promise<number | null> => {
  for (const table of tables) {
    const lines = linesOf(await emptyIfNone(readFile(table, 'latin1')))
    const found = lines.find(
      (line) => line.localPort === peerPort && line.remotePort === ownPort && line.loopback,
    )
    if (found !== undefined) return found.user
  }
  return null
}

const listening = '0A'

const orNull = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch {
    return null // it has ended, or belongs to another user
  }
}

const holds = (folder: string, target: string): boolean =>
  (orNull(() => readdirSync(`${folder}/fd`)) ?? []).some(
    (name) => orNull(() => readlinkSync(`${folder}/fd/${name}`)) === target,
  )

/** The program that listens on a port; null if it belongs to another user. */
export const programOn = (port: number): string | null => {
  const lines = tables.flatMap((table) => linesOf(orNull(() => readFileSync(table, 'latin1')) ?? ''))
  const found = lines.find((line) => line.localPort === port && line.state === listening)
  if (found === undefined) return null
  const folders = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const process = folders.find((name) => holds(`/proc/${name}`, `socket:[${found.inode}]`))
  return process === undefined
    ? null
    : (orNull(() => readFileSync(`/proc/${process}/comm`, 'utf8').trim()) ?? null)
}
