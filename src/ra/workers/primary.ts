import cluster from 'node:cluster'
import { CannotStart } from '../cannot-start.ts'
import { foundRa, type RaOptions } from '../server.ts'
import type { Ready } from './messages.ts'
import { type Log, type Place, place, StillBorn } from './place.ts'

export type RunningWorkers = {
  readonly said: Ready
  /** Replaces the workers one after another; no request is lost over it. */
  readonly replaceAll: () => Promise<void>
  /** Lets all of them finish what they do. */
  readonly close: () => Promise<void>
}

/**
 * The process that starts the workers. It serves nothing itself, so there is little in it that could fail. All workers
 * accept from one listening socket, which it made: a connection that waits there belongs to none of them, so none is
 * lost when one dies or ends. (With SO_REUSEPORT each has a queue of its own, which is lost with it. If the primary
 * process handed connections out, the one under way to a worker that dies would hang.)
 */
export async function startWorkers(options: RaOptions, count: number): Promise<RunningWorkers> {
  const log = options.log ?? (() => {})
  cluster.schedulingPolicy = cluster.SCHED_NONE
  const release = await foundRa(options)
  const places = Array.from({ length: count }, (_, i) => place(i + 1, log))
  const close = async () => {
    await Promise.all(places.map((one) => one.close()))
    release()
  }
  try {
    const [said] = await Promise.all(places.map((one) => one.open()))
    if (said === undefined) throw new CannotStart('there must be one worker at least')
    return { said, replaceAll: inTurn(places, log), close }
  } catch (error) {
    await close()
    // It has said why.
    throw error instanceof StillBorn && error.code === 2 ? new CannotStart(error.message) : error
  }
}

/** Who asks while they are being replaced has them replaced once more. */
function inTurn(places: readonly Place[], log: Log): () => Promise<void> {
  let last = Promise.resolve()
  let isWaiting = false
  const replaceAll = async () => {
    isWaiting = false
    for (const one of places) await one.replace()
    log(`all ${places.length} workers are new`)
  }
  return () => {
    if (isWaiting) return last
    isWaiting = true
    last = last
      .then(replaceAll)
      .catch((error: unknown) => log(`the workers stay as they are: ${String(error)}`))
    return last
  }
}
