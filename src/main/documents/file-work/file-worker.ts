import { dirname } from 'node:path'
import type { Child, Fork } from '../../../native/index.ts'
import { assertNever } from '../../../shared/assert-never.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import { errorIn, failureOf } from './failure.ts'
import type { Hands } from './hands.ts'
import { removeLeftovers } from './leftovers.ts'
import {
  type FileResult,
  type FileTask,
  type FromWorker,
  fromWorker,
  type ToWorker,
  type Wish,
} from './messages.ts'

/** What the worker is granted; the application's half of `Hands`. */
export type Grants = Omit<Hands, 'writing'>

/** The process that works on files, one at a time. It is started when it is first needed. */
export type FileWorker = {
  /** The signal ends the process, and with it what was begun. */
  run(
    task: FileTask,
    grants: Grants,
    told: (percent: number) => void,
    signal: AbortSignal,
  ): Promise<FileResult>
  stop(): void
}

type Running = { readonly child: Child; readonly ended: Promise<void> }

const granted = (grants: Grants, wish: Wish) => {
  switch (wish.wants) {
    case 'sign':
      return grants.sign(wish.digest, wish.scheme)
    case 'open-key':
      return grants.openKey(wish.head)
    case 'open-part':
      return grants.openPart(wish.iv, wish.data, wish.last)
    default:
      return assertNever(wish)
  }
}

/** Grants a wish. What a token said goes on as it is, so that it is not lost on its way through the worker. */
const answerTo = async (
  wish: Wish,
  grants: Grants,
  say: (message: ToWorker) => void,
  kept: (error: unknown) => void,
): Promise<void> => {
  try {
    const value = await granted(grants, wish)
    say({ say: 'granted', value })
    if (!(value instanceof Uint8Array) && value.kind === 'shown') value.key.fill(0)
  } catch (error) {
    kept(error)
    say({ say: 'refused', failure: failureOf(error) })
  }
}

/** Milliseconds after which a process that has nothing to do ends. */
const idleMs = 60_000

export const createFileWorker = (fork: Fork): FileWorker => {
  let idle: NodeJS.Timeout | undefined
  let running: Running | null = null
  /** Who hears what the child says now. */
  let hear: (message: unknown) => void = () => {}
  let heardEnd: () => void = () => {}

  const begin = (): Running => {
    const child = fork('document-worker', String(process.pid))
    const ended = new Promise<void>((resolve) => {
      child.onExit(() => {
        resolve()
        // One that was stopped before ends in its own time.
        if (running?.child !== child) return
        running = null
        heardEnd()
      })
    })
    child.onMessage((message) => {
      if (running?.child === child) hear(message)
    })
    return { child, ended }
  }

  const stop = (): void => {
    clearTimeout(idle)
    running?.child.kill()
    running = null
  }

  const run: FileWorker['run'] = async (task, grants, told, signal) => {
    signal.throwIfAborted()
    clearTimeout(idle)
    running ??= begin()
    const { child, ended } = running
    const outcome = Promise.withResolvers<FileResult>()
    let refused: unknown = null
    const end = (error: unknown): void => {
      outcome.reject(error)
      child.kill()
    }
    const heard = (said: FromWorker): void => {
      if (said.say === 'progress') told(said.percent)
      else if (said.say === 'wish') void answerTo(said.wish, grants, (answer) => child.send(answer), keep)
      else if (said.say === 'done') outcome.resolve(said.result)
      else if (said.say === 'failed') outcome.reject(refused ?? errorIn(said.failure))
    }
    const keep = (error: unknown): void => {
      refused = error
    }
    const take = (message: unknown): void => {
      const read = fromWorker.safeParse(message)
      if (read.success) heard(read.data)
      else end(new AssistantError('document-work-ended', {}, read.error))
    }
    const abort = (): void => end(signal.reason)
    hear = take
    heardEnd = () => outcome.reject(new AssistantError('document-work-ended'))
    signal.addEventListener('abort', abort, { once: true })
    try {
      child.send({ say: 'begin', task } satisfies ToWorker)
      return await outcome.promise
    } catch (error) {
      // A process that was ended could not clean up after itself.
      if (running?.child !== child || signal.aborted) {
        await ended
        await removeLeftovers(dirname(task.path))
      }
      throw error
    } finally {
      signal.removeEventListener('abort', abort)
      hear = () => {}
      heardEnd = () => {}
      idle = setTimeout(stop, idleMs).unref()
    }
  }
  return { run, stop }
}
