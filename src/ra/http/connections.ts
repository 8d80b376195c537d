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
    whenReceived(request, () => idle.delete(socket))
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
