import type { IncomingMessage } from 'node:http'
import { whenReceived } from './received.ts'

/** The requests in progress: each counts from the moment it has arrived whole until it is done. */
export type Workload = {
  readonly isOver: (most: number) => boolean
  readonly during: (request: IncomingMessage, work: () => Promise<void>) => Promise<void>
}

export function workload(): Workload {
  const working = new Set<IncomingMessage>()
  return {
    isOver: (most) => working.size > most,
    during: async (request, work) => {
      const callOff = whenReceived(request, () => working.add(request))
      try {
        await work()
      } finally {
        callOff()
        working.delete(request)
      }
    },
  }
}
