import { connectionOf } from '../../shared/connection/connection-of.ts'
import { isAssistantError } from '../../shared/errors/index.ts'
import { isOpen } from '../../shared/transactions/progress.ts'
import type { Accounts } from '../account/index.ts'
import type { Authorities } from '../authority/index.ts'
import type { Issuer } from '../issuers/issuers.ts'
import type { StateStore } from '../state/state-store.ts'

const calm = 5 * 60_000
const anxious = 30_000

export type ConnectionKeeper = { start(): void; check(): void; stop(): void }

/** A start first shows what is on this machine. */
const afterStart = 1_500

type Parts = {
  readonly authorities: { of(issuerId: string): Pick<ReturnType<Authorities['of']>, 'check'> }
  readonly accounts: {
    of(issuerId: string): Pick<ReturnType<Accounts['of']>, 'refresh'>
    issuers(): readonly string[]
  }
  readonly chosen: () => Issuer
  readonly find: (issuerId: string) => Issuer | null
  readonly state: StateStore
  readonly anxiousMs?: number
}

const isFar = ({ address }: Issuer): boolean => /^https?:/.test(address ?? '')

/** The issuers that matter now: those of certificates, open businesses and logins, and the one for new business. */
const concernedBy = ({ accounts, chosen, find, state }: Parts): readonly Issuer[] => {
  const { tokens, transactions } = state.current()
  const certificates = tokens.flatMap(({ pairs }) =>
    pairs.flatMap(({ signing, encryption }) => signing?.issuerId ?? encryption?.issuerId ?? []),
  )
  // A certificate alone is no reason to start the authority inside.
  const far = certificates.flatMap((id) => find(id) ?? []).filter(isFar)
  const open = transactions.filter(isOpen)
  const acting = [...accounts.issuers(), ...open.map(({ issuerId }) => issuerId)].flatMap(
    (id) => find(id) ?? [],
  )
  return [...new Set([chosen(), ...acting, ...far])].filter(({ address }) => address !== null)
}

/**
 * Checks now and then whether the authorities that matter can be reached and what time they have. The authority inside
 * is on this machine, so it is asked once, and again only while its disk is full. If there is no address, nobody is
 * asked.
 */
export const keepConnections = (parts: Parts): ConnectionKeeper => {
  const { authorities, accounts, state } = parts
  const timers = new Map<string, NodeJS.Timeout>()
  const asked = new Set<string>()
  let stopped = false
  let started = false
  const look = async (issuerId: string): Promise<void> => {
    // A failure is already in the state, as the reason why the authority is offline.
    const told = (error: unknown) => {
      if (!isAssistantError(error)) throw error
    }
    await authorities
      .of(issuerId)
      .check()
      .then(() => accounts.of(issuerId).refresh(), told)
  }
  const isConcerned = ({ id }: Issuer): boolean => concernedBy(parts).some((one) => one.id === id)
  const later = (issuer: Issuer, pause: number): void => {
    asked.add(issuer.id)
    clearTimeout(timers.get(issuer.id))
    timers.set(issuer.id, setTimeout(() => checkOne(issuer), pause).unref())
  }
  const checkOne = (issuer: Issuer): void => {
    clearTimeout(timers.get(issuer.id))
    if (stopped) return
    if (!isConcerned(issuer)) return void asked.delete(issuer.id)
    asked.add(issuer.id)
    void look(issuer.id).finally(() => {
      const { state: reached, reason } = connectionOf(state.current(), issuer.id)
      if (stopped || !(isFar(issuer) || reason === 'authority-disk-full')) return
      later(issuer, reached === 'offline' ? (parts.anxiousMs ?? anxious) : calm)
    })
  }
  /** Checks the authorities that have begun to matter and were not checked yet. */
  const checkNew = (): void => {
    if (!started || stopped) return
    for (const issuer of concernedBy(parts)) if (!asked.has(issuer.id)) later(issuer, 0)
  }
  const check = (): void => {
    for (const issuer of concernedBy(parts)) checkOne(issuer)
  }
  const unfollow = state.follow(
    ({ tokens, transactions, accounts: all, issuer }) => [tokens, transactions, all, issuer],
    checkNew,
  )
  return {
    start: () => {
      started = true
      for (const issuer of concernedBy(parts)) later(issuer, afterStart)
    },
    check,
    stop: () => {
      stopped = true
      unfollow()
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
