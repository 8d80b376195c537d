import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** Connections kept at a time. */
const MOST = 1024

/**
 * Keeps room for newcomers: when all places are taken, the connection that has been silent longest goes, so
 * that thousands of idle or crawling ones cannot shut anybody out.
 */
export function guardConnections(server: Server, most: number = MOST): void {
  const idle = new Set<Socket>()
  let open = 0
  server.on('connection', (socket: Socket) => {
    open++
    idle.add(socket)
    socket.once('close', () => {
      open--
      idle.delete(socket)
    })
    if (open > most) dropOldest(idle)
  })
  server.on('request', (request, response) => {
    const { socket } = request
    idle.delete(socket)
    response.once('close', () => {
      if (!socket.destroyed) idle.add(socket)
    })
  })
}

function dropOldest(idle: Set<Socket>): void {
  const [oldest] = idle
  if (oldest === undefined) return
  idle.delete(oldest)
  oldest.destroy()
}
