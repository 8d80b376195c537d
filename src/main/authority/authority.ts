import { AssistantError } from '../../shared/errors/index.ts'
import type { Connection, ProxyChoice } from '../../shared/models/index.ts'
import type { RaClient } from '../../shared/ra-contract/index.ts'
import type { KnownAuthority } from '../issuers/chain-cache.ts'
import { derOf, type KnownAuthorities } from '../issuers/known-authorities.ts'
import type { Shell } from '../shell/shell.ts'
import { createAgents } from './agents.ts'
import { answerProblem } from './answer-problem.ts'
import { type Bearer, createClient, isRefusalOfSession } from './client.ts'
import type { EmbeddedAuthority } from './embedded-authority.ts'
import { type ExchangeLimits, exchange } from './exchange.ts'
import { networkProblem } from './network-problem.ts'
import { payPageOf } from './pay-page.ts'
import { proxyFor } from './proxy.ts'
import { createReachability } from './reachability.ts'

/** What the client of an authority must know about its issuer. */
export type AuthorityIssuer = {
  readonly id: string
  /** "embedded", an address, or null if none is known. */
  readonly address: string | null
  /** Hosts of its payment pages. No other page of a payment is opened or shown. */
  readonly payHosts?: readonly string[]
}

export type AuthorityOptions = {
  readonly issuer: AuthorityIssuer
  /** What the authority told about itself earlier, and the place to keep what it tells now. */
  readonly told: Pick<KnownAuthorities, 'known' | 'learn'>
  readonly embedded: Pick<EmbeddedAuthority, 'address'>
  readonly shell: Pick<Shell, 'resolveProxy'>
  readonly clock: () => Date
  readonly proxy: () => ProxyChoice
  readonly changed: (connection: Connection) => void
  readonly limits?: Partial<ExchangeLimits>
  /** First pause before a repeatable call is repeated. */
  readonly pauseMs?: number
}

export type AuthorityInfo = Awaited<ReturnType<RaClient['info']>>

/** The only way to the authority of one issuer. Every failure is an `AssistantError` of the catalogue. */
export type Authority = {
  readonly issuerId: string
  /** The typed client. It speaks for the person who acts there, if somebody is logged in. */
  client(): RaClient
  /** The same client with a request's own token, which outlives the login. */
  clientFor(token: string): RaClient
  /** The same client for one session, whoever acts. */
  clientOf(bearer: Bearer): RaClient
  speakFor(bearer: Bearer | null): void
  /** Calls the listener with the token when the authority says that a session has ended. */
  onSessionEnded(listener: (token: string) => void): void
  connection(): Connection
  /** Asks the authority who it is, compares the clocks and keeps the authority's certificates. */
  check(): Promise<AuthorityInfo>
  /**
   * Certificates of the authority (DER), its present chain first. Also available offline; empty before the first
   * contact.
   */
  chain(): readonly Uint8Array[]
  /** The same for code that needs them: asks the authority if none are known, for example after the cache was lost. */
  knownChain(): Promise<readonly Uint8Array[]>
  /** What is known about the authority without a network. */
  known(): KnownAuthority | null
  /** The address of a payment page of the authority; null for any other. */
  payPage(address: string): string | null
  /** The time at the authority, as far as the clocks were compared. */
  now(): Date
  stop(): void
}

const defaultLimits: ExchangeLimits = { milliseconds: 20_000, answerBytes: 2 * 1024 * 1024 }

const createFetch = (options: AuthorityOptions, stopped: AbortSignal) => {
  const agents = createAgents()
  stopped.addEventListener('abort', agents.destroy, { once: true })
  const limits = { ...defaultLimits, ...options.limits }
  return async (request: Request): Promise<Response> => {
    const url = new URL(request.url)
    const proxy = await proxyFor(url, options.proxy(), options.shell)
    const answer = await exchange(request, agents.for(url, proxy), limits, stopped).catch(
      (error: unknown) => {
        throw networkProblem(error, proxy !== null)
      },
    )
    const problem = answerProblem(answer)
    if (problem) throw problem
    const body = answer.status === 204 ? null : answer.body
    return new Response(body, { status: answer.status, headers: answer.headers })
  }
}

export const createAuthority = (options: AuthorityOptions): Authority => {
  const { issuer, told, clock } = options
  const stopping = new AbortController()
  const reachability = createReachability(clock, options.changed)
  const sessionListeners: ((token: string) => void)[] = []
  let acting: Bearer | null = null

  const address = async (): Promise<string> => {
    if (stopping.signal.aborted) throw new AssistantError('cancelled-by-user')
    if (issuer.address === null) throw new AssistantError('authority-not-connected')
    return issuer.address === 'embedded' ? options.embedded.address() : issuer.address
  }
  const fetch = createFetch(options, stopping.signal)
  const repeat = { attempts: 3, pauseMs: options.pauseMs ?? 200, stopped: stopping.signal }
  const clientWith = (bearer: () => Bearer | null, ended = reachability.callEnded) =>
    createClient({ address, bearer, fetch, repeat, ended })
  const sessionClient = (bearer: () => Bearer | null) =>
    clientWith(bearer, (problem) => {
      reachability.callEnded(problem)
      const session = bearer()
      if (session === null || !isRefusalOfSession(problem)) return
      for (const listener of sessionListeners) listener(session.token)
    })
  const actingClient = sessionClient(() => acting)

  const check = async (): Promise<AuthorityInfo> => {
    const before = clock().getTime()
    const info = await actingClient.info({})
    const middle = (before + clock().getTime()) / 2
    const { chain: certificates, crlUrl, ocspUrl } = info
    told.learn(issuer.id, { certificates, crlUrl, ocspUrl })
    reachability.compared(Math.round((middle - Date.parse(info.serverTime)) / 1000))
    return info
  }
  const known = () => told.known(issuer.id)
  const chain = () => derOf(known())

  return {
    issuerId: issuer.id,
    client: () => actingClient,
    clientFor: (token) => clientWith(() => ({ token, clientId: acting?.clientId ?? null })),
    clientOf: (bearer) => sessionClient(() => bearer),
    speakFor: (bearer) => {
      acting = bearer
    },
    onSessionEnded: (listener) => void sessionListeners.push(listener),
    connection: reachability.current,
    check,
    known,
    chain,
    knownChain: async () => {
      if (chain().length === 0) await check()
      return chain()
    },
    payPage: (address) => payPageOf(address, issuer),
    now: () => new Date(clock().getTime() - (reachability.current().clockSkewSeconds ?? 0) * 1000),
    stop: () => stopping.abort(),
  }
}
