import type { Server } from 'node:http'
import { Server as NetServer } from 'node:net'

/** Longer than the slowest request may take, in milliseconds. */
const PATIENCE = 45_000

/**
 * Takes no new connection and waits until the last one has ended. Nobody is cut off: a client may have sent a request
 * on an idle connection that has not arrived yet, so such a connection stays open for as long as it was promised
 * (`keepAliveTimeout`), and the next answer on it closes it. `server.close` of HTTP would end it at once.
 */
export function drained(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => server.closeAllConnections(), PATIENCE)
    NetServer.prototype.close.call(server, () => {
      clearTimeout(patience)
      resolve()
    })
  })
}
