import { createORPCClient } from '@orpc/client'
import { ResponseValidationPlugin } from '@orpc/contract/plugins'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { type AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import { type RaClient, raContract, raPathPrefix } from '../../shared/ra-contract/index.ts'
import { refusalOf } from './refusal.ts'
import { isRepeatable, type RepeatOptions, withRepetition } from './repeat.ts'

/** What tells the authority who calls: the token of a session or of a request. */
export type Bearer = { readonly token: string; readonly clientId: string | null }

export type ClientParts = {
  /** Address of the authority without the contract's path. */
  readonly address: () => Promise<string>
  readonly bearer: () => Bearer | null
  readonly fetch: (request: Request) => Promise<Response>
  readonly repeat: RepeatOptions
  /** Called at the end of every call: with null if the authority answered as agreed. */
  readonly ended: (problem: AssistantError | null) => void
}

const headersOf = (bearer: Bearer | null): Record<string, string> => ({
  ...(bearer === null ? {} : { authorization: `Bearer ${bearer.token}` }),
  ...(bearer?.clientId ? { 'x-ra-client': bearer.clientId } : {}),
})

const baseUrl = (address: string): string => `${address.replace(/\/+$/, '')}${raPathPrefix}`

/** A client of the contract. Every failure is an entry of the catalogue, and every answer has the contract's shape. */
export const createClient = (parts: ClientParts): RaClient => {
  const attempt = async (next: () => Promise<unknown>): Promise<unknown> => {
    try {
      const output = await next()
      parts.ended(null)
      return output
    } catch (error) {
      const problem = refusalOf(error)
      parts.ended(problem)
      throw problem
    }
  }
  const link = new OpenAPILink(raContract, {
    url: async () => baseUrl(await parts.address()),
    headers: () => headersOf(parts.bearer()),
    fetch: parts.fetch,
    plugins: [new ResponseValidationPlugin(raContract)],
    interceptors: [
      ({ next, path }) =>
        isRepeatable(path)
          ? withRepetition(() => attempt(() => next()), parts.repeat)
          : attempt(() => next()),
    ],
  })
  return createORPCClient(link)
}

export const isRefusalOfSession = (problem: AssistantError | null): boolean =>
  isAssistantError(problem) && problem.code === 'login-expired'
