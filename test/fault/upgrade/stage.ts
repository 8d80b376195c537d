import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createUkey, isPlugged, plugUkey, unplugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { openMiddle } from '../../flow/issuance/middle.ts'
import { captchaAnswer, removeFolder, temporary } from '../../house/issuance.ts'
import type { Face } from '../../house/tokens.ts'
import { goOnFile, reachedFile, type Trap } from '../issuance/trap.ts'
import type { Done, Orders } from './application.ts'

const here = import.meta.dirname
const serial = 'UPGRADE'
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

const isDead = (child: ChildProcess | null): boolean =>
  child === null || child.exitCode !== null || child.signalCode !== null

const killed = (child: ChildProcess | null): Promise<void> =>
  new Promise((resolve) => {
    if (child === null || isDead(child)) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })

/** A program over here that can be killed and started again. */
const createProcess = (program: string, argument: () => unknown, heard: (message: Done & Ready) => void) => {
  let child: ChildProcess | null = null
  const start = () =>
    new Promise<void>((resolve, reject) => {
      const started = fork(join(here, program), [JSON.stringify(argument())], {
        execArgv: ['--disable-warning=ExperimentalWarning'],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      })
      child = started
      started.on('message', (message: Done & Ready) => {
        heard(message)
        if (message.type === 'ready' || message.id === 0) resolve()
      })
      started.once('exit', () => reject(new Error(`${program} ended at its start`)))
    })
  return {
    child: () => child,
    isDead: () => isDead(child),
    ensure: async () => {
      if (isDead(child)) await inTime(program, start())
    },
    kill: () => killed(child),
  }
}
type Ready = { readonly type?: string; readonly url?: string }

export type Stage = Awaited<ReturnType<typeof openStage>>

/** A machine with the application, a Ukey, a network and an authority: all real, all breakable. */
export const openStage = async (face: Face) => {
  const home = temporary()
  const keys = join(home, 'keys')
  mkdirSync(keys)
  const environment = process.env.VIRTUAL_UKEY_HOME
  process.env.VIRTUAL_UKEY_HOME = keys
  let url = ''
  let made = (): void => {}
  const authority = createProcess(
    'authority.ts',
    () => ({ dataDir: join(home, 'authority'), captchaAnswer }),
    (message) => {
      if (message.type === 'ready') url = message.url ?? ''
      if (message.type === 'made') made()
    },
  )
  await authority.ensure()
  const middle = await openMiddle(() => url)
  createUkey(keys, serial, { serial, userTries: 6 })
  plugUkey(keys, serial)

  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let next = 1
  const application = createProcess(
    'application.ts',
    () => ({ home, address: middle.url, serial, face }),
    ({ id, result, error }) => {
      const one = waiting.get(id)
      waiting.delete(id)
      if (error === undefined) one?.resolve(result)
      else one?.reject(new Error(error))
    },
  )
  let hosts: readonly number[] = []
  const order = <N extends keyof Orders>(name: N, argument: Trap | null = null): ReturnType<Orders[N]> => {
    const id = next++
    const answered = new Promise((resolve, reject) => {
      const child = application.child()
      if (child === null || isDead(child)) return reject(new Error('the application is gone'))
      const gone = () => reject(new Error('the application is gone'))
      child.once('exit', gone)
      waiting.set(id, {
        resolve: (value) => {
          child.off('exit', gone)
          resolve(value)
        },
        reject,
      })
      child.send({ id, name, argument })
    })
    return inTime(`the order "${name}"`, answered) as ReturnType<Orders[N]>
  }
  const letGo = (): void => {
    rmSync(reachedFile(home), { force: true })
    writeFileSync(goOnFile(home), '')
  }
  return {
    ...{ home, keys, serial, middle, order, letGo },
    applicationIsDead: application.isDead,
    isHeld: () => existsSync(reachedFile(home)),
    /** Restores everything that a fault took away. */
    mend: async (): Promise<void> => {
      rmSync(join(keys, `${serial}.faults`), { force: true })
      if (!isPlugged(keys, serial)) plugUkey(keys, serial)
      await authority.ensure()
      middle.interfere(() => 'pass')
      if (existsSync(reachedFile(home)) && !application.isDead()) letGo()
      if (application.isDead())
        for (const file of [reachedFile(home), goOnFile(home)]) rmSync(file, { force: true })
      await application.ensure()
      hosts = await order('prepare')
    },
    makeSeal: (certificate: string) =>
      inTime(
        'the seal',
        new Promise<void>((resolve) => {
          made = resolve
          authority.child()?.send(certificate)
        }),
      ),
    unplug: () => unplugUkey(keys, serial),
    killApplication: application.kill,
    killAuthority: authority.kill,
    killHost: () => {
      for (const pid of hosts) {
        try {
          process.kill(pid, 'SIGKILL')
        } catch {
          // it ended by itself meanwhile
        }
      }
    },
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
