import type { Pin, Token, TokenSession } from '../../native/index.ts'

/** A login on a token that stays open for one connection of one site. No PIN is kept for it. */
export type Scope = {
  readonly open: boolean
  /** Refuses with null once the scope has ended. */
  use<T>(work: (session: TokenSession) => Promise<T>): Promise<T | null>
  end(): void
}

export type ScopeParts = {
  /** Milliseconds without use after which it ends. */
  readonly idleMs: number
  readonly now: () => number
  readonly ended: () => void
}

/**
 * Logs in, does the first work, and leaves the login open. It ends by itself after its idle time, and when anybody
 * else wants the token: another business of the person comes first.
 */
export const openScope = <T>(
  token: Pick<Token, 'withSession'>,
  pin: Pin | null,
  first: (session: TokenSession) => Promise<T>,
  { idleMs, now, ended }: ScopeParts,
): Promise<{ readonly answer: T; readonly scope: Scope }> => {
  const close = Promise.withResolvers<void>()
  let open = true
  let working = 1
  let last = now()
  let idle: NodeJS.Timeout | undefined

  const settle = (): void => {
    if (!open && working === 0) close.resolve()
  }
  const end = (): void => {
    if (!open) return
    open = false
    clearTimeout(idle)
    settle()
    ended()
  }
  const done = (): void => {
    working -= 1
    last = now()
    idle?.refresh()
    settle()
  }
  return new Promise((resolve, reject) => {
    const stay = async (session: TokenSession): Promise<void> => {
      const answer = await first(session).finally(done)
      // No PIN is kept for later: where a key wants it at each use, the person is asked at each use.
      if (session.pinKept) end()
      if (open) idle = setTimeout(end, idleMs).unref()
      const use: Scope['use'] = async (work) => {
        // A machine that slept has not seen its timers.
        if (now() - last > idleMs) end()
        if (!open) return null
        working += 1
        return work(session).finally(done)
      }
      resolve({
        answer,
        scope: {
          get open() {
            return open
          },
          use,
          end,
        },
      })
      await close.promise
    }
    token.withSession(pin, stay, end).then(end, (error: unknown) => {
      end()
      reject(error)
    })
  })
}
