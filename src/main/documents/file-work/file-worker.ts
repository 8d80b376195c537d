import { dirname } from 'node:path'
import type { Child, Fork } from '../../../native/index.ts'
import { assertNever } from '../../../shared/assert-never.ts'
import { heardAs } from '../../../shared/channel/heard-as.ts'
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

/** The process that works on files. It is started when it is first needed, and ends when it had nothing to do. */
export type FileWorker = {
  /** The signal ends the process, and with it all that was begun there. */
  run(
    task: FileTask,
    grants: Grants,
    told: (percent: number) => void,
    signal: AbortSignal,
  ): Promise<FileResult>
  stop(): void
}

/** A task in hand: who hears what the child says of it, and that the child has ended. */
type InHand = { readonly hear: (said: FromWorker) => void; readonly fail: (error: unknown) => void }

type Running = {
  readonly child: Child
  readonly ended: Promise<void>
  readonly inHand: Map<number, InHand>
}

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

type Answered =
  | Omit<Extract<ToWorker, { readonly say: 'granted' }>, 'id'>
  | Omit<Extract<ToWorker, { readonly say: 'refused' }>, 'id'>

/** Grants a wish. What a token said goes on as it is, so that it is not lost on its way through the worker. */
const answerTo = async (
  wish: Wish,
  grants: Grants,
  say: (answer: Answered) => void,
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
  let lastId = 0

  /** Ends a process. All that it had in hand fails with this. */
  const end = (one: Running, error: unknown): void => {
    if (running === one) running = null
    for (const { fail } of one.inHand.values()) fail(error)
    one.child.kill()
  }
  const begin = (): Running => {
    const child = fork('document-worker', String(process.pid))
    const ended = new Promise<void>((resolve) => child.onExit(() => resolve()))
    const one: Running = { child, ended, inHand: new Map() }
    void ended.then(() => end(one, new AssistantError('document-work-ended')))
    child.onMessage((message) => {
      const { success, data, error } = heardAs(fromWorker, message)
      if (success) one.inHand.get(data.id)?.hear(data)
      else end(one, new AssistantError('document-work-ended', {}, error))
    })
    return one
  }
  const stop = (): void => {
    clearTimeout(idle)
    if (running !== null) end(running, new AssistantError('document-work-ended'))
  }

  /** Has the child do one task. */
  const done = (
    { child, inHand }: Running,
    task: FileTask,
    grants: Grants,
    told: (percent: number) => void,
  ): Promise<FileResult> => {
    const id = ++lastId
    const outcome = Promise.withResolvers<FileResult>()
    let refused: unknown = null
    const say = (answer: Answered): void => child.send({ ...answer, id } satisfies ToWorker)
    const keep = (error: unknown): void => {
      refused = error
    }
    const hear = (said: FromWorker): void => {
      if (said.say === 'progress') told(said.percent)
      else if (said.say === 'wish') void answerTo(said.wish, grants, say, keep)
      else if (said.say === 'done') outcome.resolve(said.result)
      else if (said.say === 'failed') outcome.reject(refused ?? errorIn(said.failure))
    }
    inHand.set(id, { hear, fail: outcome.reject })
    child.send({ say: 'begin', id, task } satisfies ToWorker)
    return outcome.promise.finally(() => inHand.delete(id))
  }

  const run: FileWorker['run'] = async (task, grants, told, signal) => {
    signal.throwIfAborted()
    clearTimeout(idle)
    running ??= begin()
    const one = running
    const abort = (): void => end(one, signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    try {
      return await done(one, task, grants, told)
    } catch (error) {
      // A process that was ended could not clean up after itself.
      if (running !== one) {
        await one.ended
        await removeLeftovers(dirname(task.path))
      }
      throw error
    } finally {
      signal.removeEventListener('abort', abort)
      if (running?.inHand.size === 0) idle = setTimeout(stop, idleMs).unref()
    }
  }
  return { run, stop }
}
