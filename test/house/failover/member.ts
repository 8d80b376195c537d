import { readFileSync } from 'node:fs'
import { freePort } from '../postgres.ts'
import { Program } from './program.ts'
import { type Relay, startRelay } from './relay.ts'
import type { MemberPlace } from './settings.ts'

/** One of the machines: Patroni, and the PostgreSQL that it starts. */
export type Member = MemberPlace & {
  readonly patroni: Program
  /** The process of its PostgreSQL; null if there is none. */
  readonly postgres: () => number | null
  /** What Patroni says of it: `primary`, `replica`; null if it does not answer. */
  readonly role: () => Promise<string | null>
  /** Cuts it off from etcd and from the other members. Those who use the database still reach it. */
  readonly isolate: () => void
  readonly rejoin: () => void
  readonly end: () => Promise<void>
}

export async function member(name: string, dir: string, etcd: number): Promise<Member> {
  const [postgres, rest] = [await freePort(), await freePort()]
  const relays: readonly Relay[] = [
    await startRelay(postgres),
    await startRelay(rest),
    await startRelay(etcd),
  ]
  const [postgresForOthers = 0, restForOthers = 0, toEtcd = 0] = relays.map(({ port }) => port)
  const ports = { postgres, rest, postgresForOthers, restForOthers, etcd: toEtcd }
  const patroni = new Program('/usr/bin/patroni', [`${dir}/patroni.json`], dir, `${dir}/log`)
  const pid = () => processIn(`${dir}/data/postmaster.pid`)
  return {
    ...{ name, dir, ports, patroni, postgres: pid },
    role: () => roleAt(rest),
    isolate: () => {
      for (const one of relays) one.cut()
    },
    rejoin: () => {
      for (const one of relays) one.join()
    },
    end: async () => {
      // It would start PostgreSQL again.
      await patroni.end('SIGKILL')
      const left = pid()
      if (left !== null) signalTree(left, 'SIGCONT')
      if (left !== null) await ended(left)
      for (const one of relays) await one.end()
    },
  }
}

/** The process that a file names, if it is alive and in that folder. */
function processIn(file: string): number | null {
  try {
    const [pid, folder] = readFileSync(file, 'utf8').split('\n')
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return folder !== undefined && command.includes(folder) ? Number(pid) : null
  } catch {
    return null
  }
}

/** A server and the processes that it started. */
export function signalTree(pid: number, signal: NodeJS.Signals): void {
  for (const one of [pid, ...childrenOf(pid)]) {
    try {
      process.kill(one, signal)
    } catch {
      // It has ended by itself.
    }
  }
}

function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .map(Number)
  } catch {
    return []
  }
}

/** SIGQUIT drops everything at once and takes the children along. */
async function ended(pid: number): Promise<void> {
  process.kill(pid, 'SIGQUIT')
  for (let tries = 0; tries < 200; tries++) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  signalTree(pid, 'SIGKILL')
}

async function roleAt(rest: number): Promise<string | null> {
  try {
    const answer = await fetch(`http://127.0.0.1:${rest}/patroni`, { signal: AbortSignal.timeout(1500) })
    const said: unknown = await answer.json()
    if (typeof said !== 'object' || said === null || !('state' in said) || !('role' in said)) return null
    if (said.state !== 'running') return null
    return said.role === 'master' ? 'primary' : String(said.role)
  } catch {
    return null
  }
}
