import type { Socket } from 'node:net'
import type { Connection } from '../connections.ts'
import { PageRefusal } from '../page-refusal.ts'
import type { Answering } from './protocol.ts'

/**
 * What pages that speak over HTTP keep between requests. It belongs to one TCP connection and one origin: a browser
 * uses the same connection again, and what the person granted ends with it.
 */
export const createSocketSessions = <Kept>(open: (page: Connection) => Kept) => {
  const all = new WeakMap<Socket, Map<string, Kept>>()

  const onSocket = (socket: Socket): Map<string, Kept> => {
    const known = all.get(socket)
    if (known !== undefined) return known
    const fresh = new Map<string, Kept>()
    all.set(socket, fresh)
    return fresh
  }
  return {
    /** null if the page is not served now. */
    of: ({ socket, origin, connect }: Pick<Answering, 'socket' | 'origin' | 'connect'>): Kept | null => {
      const here = onSocket(socket)
      const known = here.get(origin)
      if (known !== undefined) return known
      try {
        const page = connect()
        const kept = open(page)
        here.set(origin, kept)
        socket.once('close', page.leave)
        return kept
      } catch (error) {
        if (error instanceof PageRefusal) return null
        throw error
      }
    },
  }
}
