import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { proofText, type WebSession } from '../../../shared/channel/web-entrance.ts'

export type SessionLimits = {
  /** How long a one-time token can be used. */
  readonly token: number
  /** How long a session lives without an open page. */
  readonly idle: number
  /** How long a session lives at most. */
  readonly whole: number
}

const minute = 60_000
export const usualLimits: SessionLimits = { token: 5 * minute, idle: 60 * minute, whole: 12 * 60 * minute }

/** More than a person ever has open. The oldest one goes. */
const most = 64

export type Introduced = { readonly id: string; readonly nonce: string; readonly proof: string }

export type Pass = {
  /** Proves to the page that it speaks with the assistant that let it in. */
  readonly proof: string
  /** When the session ends even if its page is open, in milliseconds from now. */
  readonly endsIn: number
  /** Called once, when the page is gone. */
  leave(): void
}

export type Sessions = {
  /** A token that lets one page in, once and only for a short time. */
  freshToken(): string
  /** The session for a token; null if the token is unknown, used or expired. */
  enter(token: string): WebSession | null
  /** Lets in a page that knows its session's secret; null for any other page. */
  admit(introduced: Introduced): Pass | null
}

type Held = { readonly secret: string; readonly began: number; open: number; lastOpen: number }

const random = (): string => randomBytes(32).toString('base64url')

const sameText = (given: string, wanted: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const makeRoom = (map: Map<string, unknown>): void => {
  for (const key of map.keys()) {
    if (map.size < most) return
    map.delete(key)
  }
}

/**
 * Tokens and sessions of this process. They are never on disk and end with the process. `forgotten` hears of each token
 * that no longer lets anybody in.
 */
export const createSessions = (
  limits: SessionLimits = usualLimits,
  forgotten: (token: string) => void = () => {},
): Sessions => {
  const tokens = new Map<string, NodeJS.Timeout>()
  const sessions = new Map<string, Held>()
  const now = (): number => performance.now()

  const forget = (token: string): boolean => {
    clearTimeout(tokens.get(token))
    if (!tokens.delete(token)) return false
    forgotten(token)
    return true
  }
  const over = ({ began, open, lastOpen }: Held): boolean =>
    now() - began >= limits.whole || (open === 0 && now() - lastOpen >= limits.idle)
  const alive = (id: string): Held | undefined => {
    const held = sessions.get(id)
    if (held === undefined || !over(held)) return held
    sessions.delete(id)
    return undefined
  }
  const begin = (): WebSession => {
    for (const id of sessions.keys()) alive(id)
    makeRoom(sessions)
    const session = { id: random(), secret: random() }
    sessions.set(session.id, { secret: session.secret, began: now(), open: 0, lastOpen: now() })
    return session
  }
  const occupy = (held: Held): (() => void) => {
    let here = true
    held.open += 1
    return () => {
      if (!here) return
      here = false
      held.open -= 1
      held.lastOpen = now()
    }
  }

  return {
    freshToken: () => {
      const [oldest] = tokens.keys()
      if (oldest !== undefined && tokens.size >= most) forget(oldest)
      const token = random()
      tokens.set(token, setTimeout(() => forget(token), limits.token).unref())
      return token
    },
    enter: (token) => (forget(token) ? begin() : null),
    admit: ({ id, nonce, proof }) => {
      const held = alive(id)
      if (held === undefined) return null
      const sign = (text: string): string =>
        createHmac('sha256', held.secret).update(text).digest('base64url')
      if (!sameText(proof, sign(proofText('page', nonce)))) return null
      return {
        proof: sign(proofText('assistant', nonce)),
        endsIn: limits.whole - (now() - held.began),
        leave: occupy(held),
      }
    },
  }
}
