import type { Snapshot } from '../../shared/models/index.ts'

export type ServiceState = 'online' | 'offline' | 'attention' | 'unknown'

const needsCare = ({ tokens, troubles, notices, reminders, transactions }: Snapshot): boolean =>
  troubles.length > 0 ||
  reminders.length > 0 ||
  notices.some(({ level }) => level !== 'info') ||
  transactions.some(({ state }) => state === 'paused') ||
  tokens.some(
    ({ pin, pairs }) =>
      pin.locked || pairs.some(({ state }) => state !== 'valid' && state !== 'not-yet-valid'),
  )

/** The dot at the foot of the rail. */
export const serviceState = (snapshot: Snapshot): ServiceState => {
  if (needsCare(snapshot)) return 'attention'
  return snapshot.connection.state
}
