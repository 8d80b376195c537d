import { createORPCClient } from '@orpc/client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { type RaClient, raContract, raPathPrefix } from './index.ts'

export type RaClientOptions = {
  /** Address of the authority without path, e.g. http://127.0.0.1:8420 */
  readonly url: string
  /** The session or resume token for the next calls. */
  readonly token?: () => string | null
  readonly clientId?: string
  readonly fetch?: (request: Request, init: { redirect?: RequestRedirect }) => Promise<Response>
}

/** A client of the contract over HTTP. Read the errors that it throws with raErrorOf(). */
export function createRaClient(options: RaClientOptions): RaClient {
  const link = new OpenAPILink(raContract, {
    url: `${options.url.replace(/\/+$/, '')}${raPathPrefix}`,
    headers: () => headers(options),
    ...(options.fetch ? { fetch: options.fetch } : {}),
  })
  return createORPCClient(link)
}

function headers(options: RaClientOptions): Record<string, string> {
  const token = options.token?.() ?? null
  return {
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(options.clientId === undefined ? {} : { 'x-ra-client': options.clientId }),
  }
}
