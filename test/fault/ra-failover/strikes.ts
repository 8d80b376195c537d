import { setTimeout as pause } from 'node:timers/promises'
import { Refusal } from '../../../src/ra/refusal.ts'
import { openPostgresStore } from '../../../src/ra/store/postgres/postgres-store.ts'
import { raErrorOf } from '../../../src/shared/ra-contract/index.ts'
import type { Authority } from '../../flow/ra-cluster/authority.ts'
import { newAccount } from '../../flow/ra-store/world.ts'
import { type Failover, until } from '../../house/failover/failover.ts'
import { type Member, signalTree } from '../../house/failover/member.ts'

export const strikes = [
  'postgres',
  'machine',
  'patroni',
  'stopped',
  'isolated',
  'isolated-unled',
  'connections',
  'proxy',
  'worker',
  'authority',
] as const

export type Strike = (typeof strikes)[number]

/** What is struck. `workers` is how many processes the authority has. */
export type Struck = {
  readonly failover: Failover
  readonly authority: Authority
  readonly database: string
  readonly workers: number
}

/** What was broken by a strike, and how it is mended once the others have gone on without it. */
export type Damage = {
  /** Whether another server takes over. */
  readonly movesOn: boolean
  readonly mend: () => Promise<readonly string[]>
}

const nothing = async (): Promise<readonly string[]> => []

/** A member that Patroni does not lead any more is told from one that it leads by this long a time, in milliseconds. */
const LONGER_THAN_ANY_LIMIT = 24_000

type Way = (struck: Struck, primary: Member, random: () => number) => Promise<Damage>

export const ways: Readonly<Record<Strike, Way>> = {
  postgres: async (_, { postgres }) => {
    kill(postgres())
    return { movesOn: false, mend: nothing }
  },
  machine: async (_, { patroni, postgres }) => {
    await patroni.end('SIGKILL')
    kill(postgres())
    return { movesOn: true, mend: startAgain(patroni) }
  },
  patroni: async (_, { patroni }) => {
    await patroni.end('SIGKILL')
    return { movesOn: true, mend: startAgain(patroni) }
  },
  stopped: async (_, { postgres }) => {
    const pid = postgres()
    if (pid !== null) signalTree(pid, 'SIGSTOP')
    return {
      movesOn: true,
      mend: async () => {
        if (pid !== null) signalTree(pid, 'SIGCONT')
        return []
      },
    }
  },
  isolated: async (struck, primary) => {
    primary.isolate()
    return { movesOn: true, mend: rejoin(struck, primary) }
  },
  'isolated-unled': async (struck, primary) => {
    primary.patroni.signal('SIGSTOP')
    primary.isolate()
    return { movesOn: true, mend: rejoin(struck, primary, LONGER_THAN_ANY_LIMIT) }
  },
  connections: async ({ failover, database }, primary) => {
    await failover.ask(
      primary,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database}' AND pid <> pg_backend_pid()`,
    )
    return { movesOn: false, mend: nothing }
  },
  proxy: async ({ failover }) => {
    await failover.proxy.end('SIGKILL')
    await pause(1000)
    failover.proxy.start()
    return { movesOn: false, mend: nothing }
  },
  worker: async ({ authority, workers }, _, random) => {
    process.kill(authority.pid(1 + Math.floor(random() * workers)), 'SIGKILL')
    return { movesOn: false, mend: nothing }
  },
  authority: async ({ authority }) => {
    await authority.kill()
    await started(authority)
    return { movesOn: false, mend: nothing }
  },
}

function kill(pid: number | null): void {
  if (pid !== null) process.kill(pid, 'SIGKILL')
}

function startAgain(patroni: Member['patroni']) {
  return async () => {
    patroni.start()
    return []
  }
}

/** Its port may be in use for a moment by workers that end with it. */
async function started(authority: Authority): Promise<void> {
  await until(
    () =>
      authority.start().then(
        () => true,
        () => false,
      ),
    60,
  )
}

/** Asks the server that is cut off to write, sees that it holds the commits back, and joins it again. */
function rejoin({ failover, database }: Struck, cutOff: Member, atLeast = 0) {
  const asked = writesTo(failover.urlAt(cutOff, database), atLeast)
  const held = holdsBack(failover, cutOff, database)
  return async () => {
    const { acknowledged, refused } = await asked
    const hasWaited = await held
    cutOff.rejoin()
    cutOff.patroni.signal('SIGCONT')
    if (acknowledged > 0) return [`an isolated primary acknowledged ${acknowledged} writes`]
    if (!hasWaited) return ['no commit was seen to wait at an isolated primary']
    if (refused.length === 0) return ['an isolated primary refused nothing']
    return refused.filter((one) => one !== 'server-busy').map((one) => `an isolated primary said ${one}`)
  }
}

/**
 * Whether a commit waits there for a standby: one of the authority, behind which the suite's writes wait for their
 * locks, or one of these. A server that cannot be reached would refuse all, too.
 */
async function holdsBack({ ask }: Failover, cutOff: Member, database: string): Promise<boolean> {
  const sql = `SELECT pid FROM pg_stat_activity WHERE datname = '${database}' AND wait_event = 'SyncRep'`
  const isSeen = async () => (await ask(cutOff, sql).catch(() => [])).length > 0
  return until(isSeen, 15).then(
    () => true,
    () => false,
  )
}

type Told = { readonly acknowledged: number; readonly refused: readonly string[] }

/** Writes to one server, for at least so many milliseconds. */
async function writesTo(url: string, atLeast: number): Promise<Told> {
  const start = performance.now()
  const told = { acknowledged: 0, refused: [] as string[] }
  try {
    const store = await openPostgresStore({ url, connections: 3 })
    const one = async () => {
      do {
        try {
          await newAccount(store)
          told.acknowledged++
        } catch (error) {
          told.refused.push(error instanceof Refusal ? error.code : String(raErrorOf(error) ?? error))
          await pause(300)
        }
      } while (performance.now() - start < atLeast)
    }
    await Promise.all([one(), one(), one()])
    await store.close().catch(() => {})
  } catch {
    // It is no primary any more, or does not even let anybody in: then nothing was refused.
  }
  return told
}
