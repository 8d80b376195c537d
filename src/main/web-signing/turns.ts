import { PageRefusal } from './page-refusal.ts'

/** Requests of one site that may ask the person wait for each other; this many may wait. */
const most = 8

/** Lets one request of each site after another work. */
export const createTurns = () => {
  const queues = new Map<string, (() => void)[]>()

  const leave = (origin: string): void => {
    const next = queues.get(origin)?.shift()
    if (next === undefined) queues.delete(origin)
    else next()
  }
  const enter = (origin: string, signal: AbortSignal): Promise<void> => {
    const queue = queues.get(origin)
    if (queue === undefined) {
      queues.set(origin, [])
      return Promise.resolve()
    }
    if (queue.length >= most) return Promise.reject(new PageRefusal('busy'))
    return new Promise((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', give)
        resolve()
      }
      const give = () => {
        queue.splice(queue.indexOf(go), 1)
        reject(new PageRefusal('cancelled'))
      }
      queue.push(go)
      signal.addEventListener('abort', give, { once: true })
    })
  }

  return {
    take: async <T>(origin: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
      if (signal.aborted) throw new PageRefusal('cancelled')
      await enter(origin, signal)
      try {
        return await work()
      } finally {
        leave(origin)
      }
    },
  }
}

export type Turns = ReturnType<typeof createTurns>
