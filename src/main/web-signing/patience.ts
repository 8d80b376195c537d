import { PageRefusal } from './page-refusal.ts'

/**
 * How much of a person's attention pages may take. A site that is refused again and again is silent for a while, each
 * time for longer; sites that nobody has approved share one budget, because anybody can have a thousand addresses.
 */
export type Patience = {
  /** Throws `wait` if this site may not ask a question now; otherwise counts it. */
  ask(origin: string, approved: boolean): void
  refused(origin: string, approved: boolean): void
  granted(origin: string): void
}

const minute = 60_000
/** Refusals in a row before a site is silent, and for how long at first and at most. */
const refusals = 3
const [shortest, longest] = [minute, 60 * minute]
/** Questions of one site, and of all strangers together, in ten minutes. */
const window = 10 * minute
const most = { site: 60, strangers: 20 } as const

type Account = { refused: number; silences: number; silentUntil: number; asked: number[] }

const strangers = 'strangers'
/** An account that has been quiet for this long is closed. */
const forgotten = 2 * longest

export const createPatience = (now: () => number): Patience => {
  const accounts = new Map<string, Account>()

  const close = (): void => {
    for (const [name, { silentUntil, asked }] of accounts)
      if (Math.max(silentUntil, asked.at(-1) ?? 0) + forgotten < now()) accounts.delete(name)
  }
  const of = (name: string): Account => {
    const known = accounts.get(name)
    if (known !== undefined) return known
    if (accounts.size > 1_000) close()
    const opened: Account = { refused: 0, silences: 0, silentUntil: 0, asked: [] }
    accounts.set(name, opened)
    return opened
  }
  const wait = (until: number): never => {
    throw new PageRefusal('wait', Math.max(1, Math.ceil((until - now()) / 1_000)))
  }
  const count = (name: string, limit: number): void => {
    const account = of(name)
    if (account.silentUntil > now()) wait(account.silentUntil)
    account.asked = account.asked.filter((at) => at + window > now())
    const [oldest = 0] = account.asked
    if (account.asked.length >= limit) wait(oldest + window)
    account.asked.push(now())
  }
  const refuse = (name: string): void => {
    const account = of(name)
    account.refused += 1
    if (account.refused < refusals) return
    account.refused = 0
    account.silentUntil = now() + Math.min(longest, shortest * 4 ** account.silences)
    account.silences += 1
  }
  /** A stranger has no account of its own: its address costs nothing. */
  const nameOf = (origin: string, approved: boolean): string => (approved ? origin : strangers)

  return {
    ask: (origin, approved) => count(nameOf(origin, approved), approved ? most.site : most.strangers),
    refused: (origin, approved) => refuse(nameOf(origin, approved)),
    granted: (origin) => {
      for (const name of [origin, strangers]) {
        const account = accounts.get(name)
        if (account !== undefined) Object.assign(account, { refused: 0, silences: 0 })
      }
    },
  }
}
