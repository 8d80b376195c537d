import type { IncomingHttpHeaders } from 'node:http'
import type { Introduced } from './sessions.ts'

export type Refusal = 'host' | 'origin' | 'site'

/**
 * Whether a request can come from our own page, on the loopback address under its own name. A page of another site
 * passes neither the check of Host (DNS rebinding) nor those of Origin and Fetch Metadata.
 */
export type Access = {
  readonly origin: string
  /**
   * Judges requests for the pages themselves. They are public; this keeps out other sites' pages that would embed or
   * use them.
   */
  judgePage(headers: IncomingHttpHeaders): Refusal | null
  /** Judges requests that only a script of our own page makes. A browser always sends their origin. */
  judgeScript(headers: IncomingHttpHeaders): Refusal | null
}

export const createAccess = (port: number): Access => {
  const host = `127.0.0.1:${port}`
  const origin = `http://${host}`

  const foreign = (headers: IncomingHttpHeaders): Refusal | null => {
    if (headers.host !== host) return 'host'
    return headers.origin !== undefined && headers.origin !== origin ? 'origin' : null
  }
  const ownSite = (headers: IncomingHttpHeaders): boolean =>
    ['same-origin', 'none', undefined].includes(headers['sec-fetch-site']?.toString())
  const navigation = (headers: IncomingHttpHeaders): boolean =>
    headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'

  return {
    origin,
    judgePage: (headers) => foreign(headers) ?? (ownSite(headers) || navigation(headers) ? null : 'site'),
    judgeScript: (headers) => {
      if (headers.origin === undefined) return 'origin'
      return foreign(headers) ?? (ownSite(headers) ? null : 'site')
    },
  }
}

const part = (protocols: readonly string[], name: string): string =>
  protocols.find((one) => one.startsWith(`${name}.`))?.slice(name.length + 1) ?? ''

/** How a page introduces itself in the subprotocols that it offers. */
export const introducedIn = (headers: IncomingHttpHeaders): Introduced => {
  const protocols = (headers['sec-websocket-protocol'] ?? '').split(',', 8).map((one) => one.trim())
  return {
    id: part(protocols, 'session'),
    nonce: part(protocols, 'nonce'),
    proof: part(protocols, 'proof'),
  }
}
