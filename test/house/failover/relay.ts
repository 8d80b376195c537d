import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A way from one machine to another that can be cut, and joined again. */
export type Relay = {
  readonly port: number
  readonly cut: () => void
  readonly join: () => void
  readonly end: () => Promise<void>
}

export async function startRelay(to: number): Promise<Relay> {
  const open = new Set<Socket>()
  let isCut = false
  const drop = () => {
    for (const one of open) one.destroy()
    open.clear()
  }
  const server = createServer((from) => {
    from.on('error', () => {})
    if (isCut) return void from.destroy()
    const there = connect(to, '127.0.0.1')
    for (const [one, other] of [[from, there] as const, [there, from] as const]) {
      open.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    cut: () => {
      isCut = true
      drop()
    },
    join: () => {
      isCut = false
    },
    end: async () => {
      const closed = once(server, 'close')
      server.close()
      drop()
      await closed
    },
  }
}
