import { EventEmitter } from 'node:events'
import type { Server } from 'node:http'
import { expect, it } from 'vitest'
import { guardConnections } from '../../../src/ra/http/connections.ts'

/** A connection as the guard sees one; thousands of real ones would say no more. */
const arrives = (server: EventEmitter, remotePort: number) => {
  const socket = Object.assign(new EventEmitter(), {
    ...{ remoteAddress: '127.0.0.1', remotePort, destroyed: false },
    destroy: () => {
      socket.destroyed = true
      socket.emit('close')
    },
  })
  server.emit('connection', socket)
  return socket
}

it('the authority keeps 1,024 connections, what a system usually allows, and drops the oldest beyond', () => {
  const server = new EventEmitter()
  guardConnections(server as Server)
  const sockets = Array.from({ length: 1024 }, (_, n) => arrives(server, n))
  const dropped = () => sockets.flatMap(({ destroyed }, n) => (destroyed ? [n] : []))
  expect(dropped()).toEqual([])
  arrives(server, 2_000)
  expect(dropped()).toEqual([0])
  // One that leaves by itself makes room for one.
  sockets[5]?.destroy()
  arrives(server, 2_001)
  expect(dropped()).toEqual([0, 5])
  arrives(server, 2_002)
  expect(dropped()).toEqual([0, 1, 5])
})
