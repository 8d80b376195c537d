import cluster, { type Worker } from 'node:cluster'
import { type Drain, PLACE, type Ready, ready } from './messages.ts'

/**
 * How long a worker may take to start, and to end, in milliseconds. Only one that hangs is killed: on a machine that has
 * too much to do, starting anew would only make more of it.
 */
const STARTING = 300_000
const ENDING = 60_000
/** The pause before a worker is started again doubles with every death, until one has lived for some time. */
const PAUSE = { first: 200, longest: 30_000 }
const LIVED = 60_000

export type Log = (line: string) => void

/** How long the place of a worker stays empty, after so many others that died early. */
export function pauseAfter(deaths: number): number {
  return Math.min(PAUSE.longest, PAUSE.first * 2 ** deaths)
}

/** A place for one worker. While the authority runs, it does not stay empty. */
export type Place = {
  /** Puts the first worker there; fails if that one cannot start. */
  readonly open: () => Promise<Ready>
  /** Puts a new worker in the place of the old one, which ends afterwards. The old one stays if the new one cannot start. */
  readonly replace: () => Promise<void>
  readonly close: () => Promise<void>
  readonly worker: () => Worker | null
}

/** A worker ended before it served; `code` is its exit code, or null if a signal ended it. */
export class StillBorn extends Error {
  override readonly name = 'StillBorn'
  readonly code: number | null

  constructor(number: number, code: number | null) {
    super(`worker ${number} cannot start`)
    this.code = code
  }
}

export function place(number: number, log: Log): Place {
  let worker: Worker | null = null
  let since = 0
  let deaths = 0
  let isOpen = true
  let again: NodeJS.Timeout | undefined
  const take = (one: Worker) => {
    worker = one
    since = performance.now()
    log(`worker ${number} is process ${one.process.pid}`)
    one.once('exit', (code, signal) => {
      if (worker !== one) return
      worker = null
      if (!isOpen) return
      log(`worker ${number} ended (${signal ?? `code ${code}`}) and is started again`)
      refill()
    })
  }
  const refill = () => {
    if (performance.now() - since > LIVED) deaths = 0
    again = setTimeout(() => {
      start(number).then(
        ({ one }) => (isOpen && worker === null ? take(one) : void letGo(one)),
        (error: unknown) => {
          log(String(error))
          if (isOpen && worker === null) refill()
        },
      )
    }, pauseAfter(deaths++))
  }
  return {
    worker: () => worker,
    open: async () => {
      const { one, said } = await start(number)
      take(one)
      return said
    },
    replace: async () => {
      const { one } = await start(number)
      const before = worker
      clearTimeout(again)
      take(one)
      if (before !== null) await letGo(before)
    },
    close: async () => {
      isOpen = false
      clearTimeout(again)
      if (worker !== null) await letGo(worker)
    },
  }
}

/** Starts a worker and waits until it serves. */
function start(number: number): Promise<{ readonly one: Worker; readonly said: Ready }> {
  return new Promise((resolve, reject) => {
    const one = cluster.fork({ [PLACE]: String(number) })
    const late = setTimeout(() => one.process.kill('SIGKILL'), STARTING)
    one.on('error', () => {})
    const onExit = (code: number | null) => {
      clearTimeout(late)
      reject(new StillBorn(number, code))
    }
    one.once('exit', onExit)
    one.once('message', (message: unknown) => {
      const said = ready.safeParse(message)
      if (!said.success) return
      clearTimeout(late)
      one.off('exit', onExit)
      resolve({ one, said: said.data })
    })
  })
}

/** Lets a worker finish what it does. One that does not end, because it hangs or was stopped, is killed. */
function letGo(one: Worker): Promise<void> {
  if (one.isDead()) return Promise.resolve()
  return new Promise((resolve) => {
    const late = setTimeout(() => one.process.kill('SIGKILL'), ENDING)
    one.once('exit', () => {
      clearTimeout(late)
      resolve()
    })
    const message: Drain = { type: 'drain' }
    if (one.isConnected()) one.send(message, () => {})
  })
}
