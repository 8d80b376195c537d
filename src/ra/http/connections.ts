import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

/** Connections kept at a time. */
const MOST = 1024

/** Calls back when the whole request is there: at once, or when the last byte of its body has been read. */
export function whenReceived(request: IncomingMessage, then: () => void): void {
  const { 'content-length': length = '0', 'transfer-encoding': coding } = request.headers
  if (length === '0' && coding === undefined) then()
  else request.once('end', then)
}

/**
 * Keeps room for newcomers: when all places are taken, the connection that has waited longest without a whole
 * request goes, so that thousands of idle or crawling ones cannot shut anybody out.
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
    whenReceived(request, () => idle.delete(name))
    response.once('close', () => {
      if (!socket.destroyed) idle.set(name, socket)
    })
  })
}

/** One name for a connection: over TLS a request comes on another object than the one that was accepted. */
function nameOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}

function dropOldest(idle: Map<string, Socket>): void {
  const [oldest] = idle
  if (oldest === undefined) return
  idle.delete(oldest[0])
  oldest[1].destroy()
}
