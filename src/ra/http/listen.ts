import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CannotStart } from '../cannot-start.ts'
import type { Store } from '../store/store.ts'

/** Addresses in certificates contain the port, so the last port is used again if it is free. */
export async function preferredPort(store: Store, wanted: number | undefined): Promise<readonly number[]> {
  if (wanted !== undefined && wanted !== 0) return [wanted]
  const last = Number((await store.meta('port')) ?? 0)
  return Number.isInteger(last) && last > 0 ? [last, 0] : [0]
}

/** Listens on the first free port of these; 0 means any port. */
export async function listen(server: Server, host: string, ports: readonly number[]): Promise<number> {
  for (const [index, port] of ports.entries()) {
    try {
      return await listenOn(server, host, port)
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      if (taken && index < ports.length - 1) continue
      const why = taken ? 'it is taken by another program' : String(error)
      throw new CannotStart(`cannot listen on port ${port} of ${host}: ${why}`)
    }
  }
  throw new CannotStart('no port to listen on')
}

function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, backlog: 1024 }, () => {
      server.off('error', reject)
      const address: AddressInfo | string | null = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}
