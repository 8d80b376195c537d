import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  createUkey,
  isPlugged,
  plugUkey,
  readUkey,
  unplugUkey,
} from '../../../src/native/virtual-ukey/ukey.ts'
import type { TransactionView } from '../../../src/shared/models/index.ts'
import { type Middle, openMiddle } from '../../flow/issuance/middle.ts'
import { UKEY_PIN } from '../../flow/issuance/ukeys.ts'
import { captchaAnswer, removeFolder, temporary } from '../../house/issuance.ts'
import { operatorOf } from '../../house/renewals.ts'
import type { Face } from '../../house/tokens.ts'
import type { Done, Order, Orders, Setup, Start, Wish } from './application.ts'
import type { Inspection } from './inspection.ts'
import { goOnFile, reachedFile } from './trap.ts'

const here = import.meta.dirname
const root = join(here, '../../..')
const serial = 'FAULT'
const TRIES = 6
/** The rules for new soft certificates refuse the PIN of the test keys as weak. */
const SOFT_PIN = 'Winter-26'
const patience = 120_000

const inTime = async <T>(what: string, work: Promise<T>): Promise<T> => {
  const late = new AbortController()
  const tooLate = sleep(patience, undefined, { signal: late.signal, ref: false }).then(() => {
    throw new Error(`${what}: nothing for ${patience / 1000} s`)
  })
  try {
    return await Promise.race([work, tooLate])
  } finally {
    late.abort()
    tooLate.catch(() => {}) // cancelled, because the work came first
  }
}

const killed = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })

const isDead = (child: ChildProcess | null): boolean =>
  child === null || child.exitCode !== null || child.signalCode !== null

/** The program of an authority, and whether it renews with the same keys. */
export type AuthorityKind = { readonly program: string; readonly keysStay?: boolean }

/** The authority in a process of its own, always on the same data. It can be killed and started again. */
const createAuthorityProcess = (dataDir: string, { program, ...rules }: AuthorityKind) => {
  let child: ChildProcess | null = null
  let url = ''
  const start = () =>
    new Promise<void>((resolve, reject) => {
      const settings = JSON.stringify({ dataDir, captchaAnswer, ...rules })
      const started = fork(join(root, program), [settings], {
        execArgv: [],
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      })
      child = started
      started.on(
        'message',
        (message: { readonly type: string; readonly url?: string; readonly reason?: string }) => {
          if (message.type === 'ready') {
            url = message.url ?? ''
            resolve()
          } else if (message.type === 'failed') reject(new Error(message.reason))
        },
      )
      started.once('exit', () => reject(new Error('the authority ended at its start')))
    })
  return {
    url: () => url,
    ensure: async () => {
      if (isDead(child)) await inTime('starting the authority', start())
    },
    kill: async () => {
      if (child) await killed(child)
    },
    killPayment: () => {
      if (!isDead(child)) child?.send({ type: 'kill-payment' })
    },
  }
}

/** The application as a process, and the orders it takes. */
const createApplicationProcess = (setup: Setup) => {
  let child: ChildProcess | null = null
  let next = 1
  const waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >()
  const ended = () => {
    for (const { reject } of waiting.values()) reject(new Error('the application is gone'))
    waiting.clear()
  }
  const heard = ({ id, result, error }: Done) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) one?.resolve(result)
    else one?.reject(new Error(error))
  }
  const start = async () => {
    for (const file of [reachedFile(setup.home), goOnFile(setup.home)]) rmSync(file, { force: true })
    const started = fork(join(here, 'application.ts'), [JSON.stringify(setup)], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child = started
    const first = new Promise((resolve, reject) => waiting.set(0, { resolve, reject }))
    started.on('message', heard)
    started.once('exit', ended)
    await inTime('starting the application', first)
  }
  const order = <N extends keyof Orders>(name: N, argument: Start | null = null): ReturnType<Orders[N]> => {
    const id = next++
    const answered = new Promise((resolve, reject) => {
      if (isDead(child)) return reject(new Error('the application is gone'))
      waiting.set(id, { resolve, reject })
      child?.send({ id, name, argument } satisfies Order)
    })
    return inTime(`the order "${name}"`, answered) as ReturnType<Orders[N]>
  }
  return {
    order,
    isDead: () => isDead(child),
    ensure: async () => {
      if (isDead(child)) await start()
    },
    kill: async () => {
      if (child) await killed(child)
    },
  }
}

export type Stage = {
  readonly wish: Wish
  /** Whether its authority renews with the same keys. */
  readonly keysStay: boolean
  readonly middle: Middle
  /** Restores everything that a fault took away. */
  mend(): Promise<void>
  start(wanted: Start): Promise<void>
  goOn(): Promise<void>
  resume(): Promise<void>
  pay(): Promise<void>
  /** An operator of the authority approves the application that waits. */
  approve(): Promise<void>
  killPayment(): void
  rest(): Promise<TransactionView | null>
  inspect(): Promise<Inspection>
  tidy(): Promise<void>
  applicationIsDead(): boolean
  /** Whether the application is held at the trap. */
  isHeld(): boolean
  letGo(): void
  unplug(): void
  /** The folder of the virtual Ukey, whose faults are set through its files. */
  readonly keys: string
  readonly serial: string
  /** Tries of the PIN that somebody used up. Every PIN in here is right. */
  triesLost(): number
  killApplication(): Promise<void>
  killHost(): void
  killAuthority(): Promise<void>
  journals(): string
  close(): Promise<void>
}

const holders = {
  soft: { userName: 'wangfang', applicantName: '王芳' },
  ukey: { userName: 'qingyun', applicantName: '上海青云精密仪器有限公司' },
} as const

/** A machine with the application, a Ukey, a network and an authority: all real, all breakable. */
export const openStage = async (
  kind: 'soft' | 'ukey',
  face: Face,
  kindOfAuthority: AuthorityKind = { program: 'src/ra/embedded.ts' },
): Promise<Stage> => {
  const home = temporary()
  const keys = join(home, 'keys')
  mkdirSync(keys)
  const environment = process.env.VIRTUAL_UKEY_HOME
  process.env.VIRTUAL_UKEY_HOME = keys
  const authority = createAuthorityProcess(join(home, 'authority'), kindOfAuthority)
  await authority.ensure()
  const middle = await openMiddle(authority.url)
  const wish: Wish = kind === 'soft' ? { kind } : { kind, serial, face }
  if (kind === 'ukey') createUkey(keys, serial, { serial, userTries: TRIES })
  const pin = kind === 'soft' ? SOFT_PIN : UKEY_PIN
  const setup: Setup = { home, address: middle.url, wish, pin, holder: holders[kind] }
  const application = createApplicationProcess(setup)
  let hosts: readonly number[] = []

  const mend = async (): Promise<void> => {
    process.env.VIRTUAL_UKEY_HOME = keys
    rmSync(join(keys, `${serial}.faults`), { force: true })
    if (kind === 'ukey' && !isPlugged(keys, serial)) plugUkey(keys, serial)
    await authority.ensure()
    middle.interfere(() => 'pass')
    if (existsSync(reachedFile(home)) && !application.isDead()) letGo()
    await application.ensure()
    hosts = await application.order('prepare')
  }
  const letGo = (): void => {
    rmSync(reachedFile(home), { force: true })
    writeFileSync(goOnFile(home), '')
  }
  return {
    wish,
    keysStay: kindOfAuthority.keysStay ?? false,
    middle,
    keys,
    serial,
    mend,
    start: async (wanted) => void (await application.order('start', wanted)),
    goOn: () => application.order('goOn'),
    resume: () => application.order('resume'),
    pay: () => application.order('pay'),
    approve: async () => {
      const requestId = await application.order('requestId')
      const { client } = await operatorOf({ url: authority.url() }, join(home, 'authority'))
      await client.operator.approve({ requestId })
    },
    killPayment: authority.killPayment,
    rest: () => application.order('rest'),
    inspect: () => application.order('inspect'),
    tidy: () => application.order('tidy'),
    applicationIsDead: application.isDead,
    isHeld: () => existsSync(reachedFile(home)),
    letGo,
    unplug: () => unplugUkey(keys, serial),
    triesLost: () => (kind === 'soft' ? 0 : TRIES - (readUkey(keys, serial).facts?.user.left ?? 0)),
    killApplication: application.kill,
    killHost: () => {
      for (const pid of hosts) tryKill(pid)
    },
    killAuthority: authority.kill,
    journals: () => join(home, 'journal'),
    close: async () => {
      await application.kill()
      await authority.kill()
      middle.close()
      if (environment === undefined) delete process.env.VIRTUAL_UKEY_HOME
      else process.env.VIRTUAL_UKEY_HOME = environment
      removeFolder(home)
    },
  }
}

const tryKill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it ended by itself meanwhile
  }
}
