import { unknownConnection } from '../../shared/connection/connection-of.ts'
import type { AssistantError, ErrorCode } from '../../shared/errors/index.ts'
import type { Connection } from '../../shared/models/index.ts'

/** Failures that mean that the authority was not reached or not understood. All others are its own answers. */
const offline = new Set<ErrorCode>([
  'network-none',
  'network-name',
  'network-refused',
  'network-timeout',
  'network-tls',
  'network-portal',
  'network-proxy',
  'authority-fault',
  'authority-answer-unreadable',
  'authority-not-connected',
  'authority-data-incomplete',
  'authority-disk-full',
])

export type Reachability = {
  current(): Connection
  callEnded(problem: AssistantError | null): void
  /** The authority told its time. `skewSeconds` is our time minus the authority's. */
  compared(skewSeconds: number): void
}

const tells = (before: Connection, after: Connection): boolean =>
  before.state !== after.state ||
  before.reason !== after.reason ||
  before.clockSkewSeconds !== after.clockSkewSeconds

/** Tells from the calls themselves whether the authority can be reached, and reports only changes. */
export const createReachability = (
  clock: () => Date,
  changed: (connection: Connection) => void,
): Reachability => {
  let current = unknownConnection
  const become = (after: Connection) => {
    const told = tells(current, after)
    current = after
    if (told) changed(current)
  }
  return {
    current: () => current,
    callEnded: (problem) => {
      if (problem?.code === 'cancelled-by-user' || problem?.code === 'unexpected') return
      const isOffline = problem !== null && offline.has(problem.code)
      become({
        state: isOffline ? 'offline' : 'online',
        reason: isOffline ? problem.code : null,
        checkedAt: clock().toISOString(),
        clockSkewSeconds: current.clockSkewSeconds,
      })
    },
    compared: (skewSeconds) => become({ ...current, clockSkewSeconds: skewSeconds }),
  }
}
