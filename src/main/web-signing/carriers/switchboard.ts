import type { CarrierName, CarrierView } from '../../../shared/web-signing/model.ts'
import type { Connections } from '../connections.ts'
import { type Credentials, type OpenPort, openPort } from './port.ts'
import type { PortWish, Protocol } from './protocol.ts'
import type { SocketOwner } from './socket-owner/owner.ts'

/** Opens and closes the ports of the carriers as the person wants it. */
export type Switchboard = {
  /** Looks at the switches again. Resolves when every port is as it should be. */
  follow(): Promise<void>
  /** The same, and carriers that found a port taken are closed and opened again: it may be free by now. */
  again(): Promise<void>
  /** The certificate of the ports with TLS has changed: they are closed, and opened with the new one if there is one. */
  renewTls(): Promise<void>
  views(): readonly Pick<CarrierView, 'name' | 'state' | 'ports' | 'taken'>[]
  stop(): void
}

export type SwitchboardParts = {
  readonly protocols: readonly Protocol[]
  readonly isOn: (name: CarrierName) => boolean
  readonly connections: Pick<Connections, 'connect'>
  readonly owner: () => Promise<SocketOwner>
  /** For the ports with TLS; null if there is no certificate that browsers trust. */
  readonly credentials: () => Credentials | null
  readonly log: (line: string) => void
  readonly changed: () => void
  /** Milliseconds until a port that was taken is tried again. */
  readonly againMs?: number
}

type Taken = CarrierView['taken'][number]
type Held = {
  readonly open: readonly (OpenPort & { readonly tls: boolean })[]
  readonly taken: readonly Taken[]
  readonly failed: boolean
}

const nothing: Held = { open: [], taken: [], failed: false }

const takenCodes: readonly unknown[] = ['EADDRINUSE', 'EACCES']
const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null)

const joined = (all: readonly Held[]): Held => ({
  open: all.flatMap(({ open }) => open),
  taken: all.flatMap(({ taken }) => taken),
  failed: all.some(({ failed }) => failed),
})

const stateOf = (held: Held | undefined): CarrierView['state'] => {
  if (held === undefined) return 'off'
  if (held.open.length > 0) return 'listening'
  if (held.failed) return 'failed'
  return held.taken.length > 0 ? 'taken' : 'needs-certificate'
}

export const createSwitchboard = (parts: SwitchboardParts): Switchboard => {
  const { protocols, isOn, connections, credentials, log, changed, againMs = 60_000 } = parts
  const held = new Map<CarrierName, Held>()
  let stopped = false
  let turn: Promise<void> = Promise.resolve()
  let again: NodeJS.Timeout | undefined

  const openOne = async (protocol: Protocol, port: number, tls: boolean) => {
    const open = await openPort({
      ...{ port, protocol, connections, log, owner: await parts.owner() },
      credentials: tls ? credentials() : null,
    })
    return { ...open, tls }
  }

  /** The first port of the list that is free. */
  const openFirst = async (protocol: Protocol, { numbers, tls }: PortWish): Promise<Held> => {
    const taken: Taken[] = []
    if (tls && credentials() === null) return nothing
    for (const port of numbers) {
      try {
        return { open: [await openOne(protocol, port, tls)], taken, failed: false }
      } catch (error) {
        if (!takenCodes.includes(codeOf(error))) {
          log(
            `web signing: port ${port} could not be opened: ${error instanceof Error ? error.message : error}`,
          )
          return { ...nothing, taken, failed: true }
        }
        taken.push({ port, program: await (await parts.owner()).programOn(port) })
      }
    }
    return { ...nothing, taken }
  }

  const start = async (protocol: Protocol): Promise<void> => {
    const all: Held[] = []
    for (const wish of protocol.ports) all.push(await openFirst(protocol, wish))
    held.set(protocol.name, joined(all))
  }
  const renewTlsOf = async (protocol: Protocol): Promise<void> => {
    const before = held.get(protocol.name)
    if (stopped || before === undefined) return
    for (const port of before.open.filter(({ tls }) => tls)) port.close()
    const plain = { ...before, open: before.open.filter(({ tls }) => !tls) }
    const again: Held[] = []
    for (const wish of protocol.ports.filter(({ tls }) => tls)) again.push(await openFirst(protocol, wish))
    held.set(protocol.name, joined([plain, ...again]))
  }
  const end = ({ name, stop }: Protocol): void => {
    for (const port of held.get(name)?.open ?? []) port.close()
    held.delete(name)
    stop?.()
  }
  const goThrough = async (): Promise<void> => {
    for (const protocol of protocols) {
      const wanted = !stopped && isOn(protocol.name)
      const state = stateOf(held.get(protocol.name))
      if (!wanted) end(protocol)
      else if (state !== 'listening') await start(protocol)
    }
    clearTimeout(again)
    if (!stopped && [...held.values()].some(({ open }) => open.length === 0))
      again = setTimeout(() => void follow(), againMs).unref()
    changed()
  }
  const endThoseInTheWay = (): void => {
    for (const protocol of protocols) if ((held.get(protocol.name)?.taken.length ?? 0) > 0) end(protocol)
  }
  const follow = (): Promise<void> => {
    turn = turn.then(goThrough, goThrough)
    return turn
  }

  return {
    follow,
    again: () => {
      turn = turn.then(endThoseInTheWay, endThoseInTheWay)
      return follow()
    },
    renewTls: () => {
      const renew = async (): Promise<void> => {
        for (const protocol of protocols) await renewTlsOf(protocol)
        changed()
      }
      turn = turn.then(renew, renew)
      return turn
    },
    views: () =>
      protocols.map(({ name }) => {
        const { open, taken } = held.get(name) ?? nothing
        return { name, state: stateOf(held.get(name)), ports: open.map(({ port }) => port), taken }
      }),
    stop: () => {
      stopped = true
      clearTimeout(again)
      for (const protocol of protocols) end(protocol)
      void follow()
    },
  }
}
