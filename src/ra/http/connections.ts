import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { whenReceived } from './received.ts'

/** How many connections are kept at a time. */
const MOST = 1024

/**
 * Keeps room for newcomers. When all places are taken, the connection that has waited longest without a whole request
 * is closed, so that thousands of idle or slow connections cannot shut anybody out.
 */
export function guardConnections(server: Server, most: number = MOST): void {
  const idle = new Map<string, Socket>()
  let open = 0
  server.on('connection', (socket: Socket) => {
    const name = nameOf(socket)
    open++
    idle.set(name, socket)
    socket.once('close', () => {
      open--
      idle.delete(name)
    })
    if (open > most) dropOldest(idle)
  })
  server.on('request', (request, response) => {
    const { socket } = request
    const name = nameOf(socket)
    const callOff = whenReceived(request, () => idle.delete(name))
    response.once('close', () => {
      callOff()
      if (!socket.destroyed) idle.set(name, socket)
    })
  })
}

/** One name for a connection: over TLS, a request comes on another object than the accepted one. */
function nameOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}

function dropOldest(idle: Map<string, Socket>): void {
  const [oldest] = idle
  if (oldest === undefined) return
  idle.delete(oldest[0])
  oldest[1].destroy()
}
