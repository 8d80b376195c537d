import type { RevocationStatus, Snapshot } from '../../shared/models/index.ts'
import type { StateStore } from '../state/state-store.ts'

const again = 6 * 60 * 60_000

const signingIds = ({ tokens }: Snapshot): readonly string[] =>
  tokens.flatMap(({ pairs }) => pairs.flatMap(({ signing }) => (signing ? [signing.id] : [])))

/** What may have changed at the authority: it can be reached again, or a business has ended there. */
const occasion = ({ connection, transactions }: Snapshot): string =>
  [connection.state, ...transactions.filter(({ state }) => state === 'done').map(({ id }) => id)].join(' ')

/**
 * Asks by itself whether the certificates at hand are revoked: once when they are seen while the authority can be
 * reached, again after something happened there, and every few hours. One question at a time.
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
  const due = (snapshot: Snapshot): string | undefined =>
    signingIds(snapshot).find((id) => parts.now().getTime() - (asked.get(id) ?? 0) > again)
  const askNext = async (): Promise<void> => {
    const snapshot = parts.state.current()
    const next = snapshot.connection.state === 'online' && !stopped ? due(snapshot) : undefined
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
