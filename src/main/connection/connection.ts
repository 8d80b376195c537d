import { isAssistantError } from '../../shared/errors/index.ts'
import type { Account } from '../account/index.ts'
import type { Authority } from '../authority/index.ts'
import type { Issuer } from '../issuers/issuers.ts'
import type { StateStore } from '../state/state-store.ts'

const calm = 5 * 60_000
const anxious = 30_000

export type ConnectionKeeper = { start(): void; check(): void; stop(): void }

/** A start first shows what is on this machine. */
const afterStart = 1_500

/**
 * Looks now and then whether the authority can be reached and what time it has there. The authority inside is on
 * this machine: it is asked once, and where there is none nobody is asked.
 */
export const keepConnection = (parts: {
  readonly authority: Pick<Authority, 'check'>
  readonly account: Pick<Account, 'refresh'>
  readonly issuer: () => Issuer
  readonly state: StateStore
}): ConnectionKeeper => {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const far = () => /^https?:/.test(parts.issuer().authority ?? '')
  const look = async (): Promise<void> => {
    // A failure is already in the state as the reason why it is offline.
    const told = (error: unknown) => {
      if (!isAssistantError(error)) throw error
    }
    await parts.authority.check().then(() => parts.account.refresh(), told)
  }
  const check = (): void => {
    clearTimeout(timer)
    if (parts.issuer().authority === null) return
    void look().finally(() => {
      if (stopped || !far()) return
      const pause = parts.state.current().connection.state === 'offline' ? anxious : calm
      timer = setTimeout(check, pause)
      timer.unref()
    })
  }
  return {
    start: () => {
      timer = setTimeout(check, afterStart)
      timer.unref()
    },
    check,
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
