import { connectionOf } from '../../shared/connection/connection-of.ts'
import type { RevocationStatus, Snapshot } from '../../shared/models/index.ts'
import type { StateStore } from '../state/state-store.ts'

const again = 6 * 60 * 60_000

const isOnline = (snapshot: Snapshot, issuerId: string | null): boolean =>
  connectionOf(snapshot, issuerId).state === 'online'

/** The first signing certificate of which something is true and whose own authority can be reached. */
const firstSigning = (snapshot: Snapshot, isSo: (id: string) => boolean): string | undefined => {
  for (const { pairs } of snapshot.tokens)
    for (const { signing } of pairs)
      if (signing && isSo(signing.id) && isOnline(snapshot, signing.issuerId)) return signing.id
  return undefined
}

/** Changes when the authorities may have news: one can be reached again, or a business has ended there. */
const occasion = ({ connections, transactions }: Snapshot): string =>
  [
    ...Object.entries(connections).map(([issuerId, { state }]) => `${issuerId}: ${state}`),
    ...transactions.filter(({ state }) => state === 'done').map(({ id }) => id),
  ].join(' ')

/**
 * Checks by itself whether the certificates at hand are revoked: once when they are first seen while their authority
 * can be reached, again after something happened there, and every few hours. It asks one question at a time.
 */
export const watchStatuses = (parts: {
  readonly state: StateStore
  readonly ask: (certificateId: string) => Promise<RevocationStatus>
  readonly now: () => Date
  readonly log: (line: string) => void
}): (() => void) => {
  const asked = new Map<string, number>()
  let lastOccasion = ''
  let asking = false
  let stopped = false
  const due = (snapshot: Snapshot): string | undefined => {
    const now = parts.now().getTime()
    return firstSigning(snapshot, (id) => now - (asked.get(id) ?? 0) > again)
  }
  const askNext = async (): Promise<void> => {
    const snapshot = parts.state.current()
    const next = stopped ? undefined : due(snapshot)
    if (next === undefined) return
    asked.set(next, parts.now().getTime())
    await parts.ask(next).catch((error) => parts.log(`status of a certificate: ${String(error)}`))
    await askNext()
  }
  const look = (snapshot: Snapshot): void => {
    const now = occasion(snapshot)
    if (now !== lastOccasion) asked.clear()
    lastOccasion = now
    if (asking) return
    asking = true
    void askNext().finally(() => {
      asking = false
    })
  }
  const unsubscribe = parts.state.subscribe(look)
  return () => {
    stopped = true
    unsubscribe()
  }
}
