import { randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export type Verdict =
  | { readonly kind: 'refuse'; readonly why: 'host' | 'origin' | 'site' | 'token' }
  | { readonly kind: 'enter'; readonly cookie: string }
  | { readonly kind: 'clean' }
  | { readonly kind: 'serve' }

type Asked = { readonly headers: IncomingHttpHeaders; readonly url: URL }

export type Access = {
  readonly origin: string
  /** An address that lets one browser in, once. */
  freshUrl(): string
  judgePage(asked: Asked): Verdict
  judgeChannel(asked: Asked): Verdict
}

const secret = () => randomBytes(32).toString('base64url')

const cookieOf = (headers: IncomingHttpHeaders, name: string): string | undefined =>
  headers.cookie
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1)

/**
 * Who may see the pages: browsers that came with a one-time token, on the loopback address under its own name.
 * A page of another site can neither pass the Host check (DNS rebinding) nor the Origin and Fetch-Metadata checks.
 */
export const createAccess = (port: number): Access => {
  const host = `127.0.0.1:${port}`
  const origin = `http://${host}`
  // Cookies do not tell ports apart: the name does, so that two assistants do not log each other out.
  const cookieName = `assistant-${port}`
  const tokens = new Set<string>()
  const sessions = new Set<string>()

  const foreign = ({ headers }: Asked): Verdict | null => {
    if (headers.host !== host) return { kind: 'refuse', why: 'host' }
    if (headers.origin !== undefined && headers.origin !== origin) return { kind: 'refuse', why: 'origin' }
    return null
  }
  const foreignPart = ({ headers }: Asked): boolean => {
    const site = headers['sec-fetch-site']
    if (site === undefined || site === 'same-origin' || site === 'none') return false
    return headers['sec-fetch-mode'] !== 'navigate' || headers['sec-fetch-dest'] !== 'document'
  }
  const known = ({ headers }: Asked): boolean => {
    const session = cookieOf(headers, cookieName)
    return session !== undefined && sessions.has(session)
  }

  return {
    origin,
    freshUrl: () => {
      const token = secret()
      tokens.add(token)
      return `${origin}/?token=${token}`
    },
    judgePage: (asked) => {
      const refused = foreign(asked)
      if (refused !== null) return refused
      if (foreignPart(asked)) return { kind: 'refuse', why: 'site' }
      const token = asked.url.searchParams.get('token')
      if (token !== null && tokens.delete(token)) {
        const session = secret()
        sessions.add(session)
        return { kind: 'enter', cookie: `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict` }
      }
      if (!known(asked)) return { kind: 'refuse', why: 'token' }
      return token === null ? { kind: 'serve' } : { kind: 'clean' }
    },
    judgeChannel: (asked) => {
      const refused = foreign(asked)
      if (refused !== null) return refused
      // A browser always names the origin of a WebSocket; whoever does not is no page of ours.
      if (asked.headers.origin === undefined) return { kind: 'refuse', why: 'origin' }
      return known(asked) ? { kind: 'serve' } : { kind: 'refuse', why: 'token' }
    },
  }
}
