import { join } from 'node:path'
import type { Fork } from '../../native/host/child.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { Connection, ProxyChoice } from '../../shared/models/index.ts'
import type { RaClient } from '../../shared/ra-contract/index.ts'
import type { Shell } from '../shell/shell.ts'
import { createAgents } from './agents.ts'
import { answerProblem } from './answer-problem.ts'
import { createChainCache, type KnownAuthority } from './chain-cache.ts'
import { type Bearer, createClient, isRefusalOfSession } from './client.ts'
import { createEmbeddedAuthority } from './embedded-authority.ts'
import { type ExchangeLimits, exchange } from './exchange.ts'
import { networkProblem } from './network-problem.ts'
import { proxyFor } from './proxy.ts'
import { createReachability } from './reachability.ts'

/** What the authority's part must know of the issuer that the user chose. */
export type AuthorityIssuer = {
  readonly id: string
  readonly name: string
  /** "embedded", an address, or null where none is known. */
  readonly authority: string | null
}

export type AuthorityOptions = {
  readonly issuer: () => AuthorityIssuer
  readonly shell: Pick<Shell, 'resolveProxy'>
  readonly home: string
  readonly fork: Fork
  readonly clock: () => Date
  readonly captchaAnswer?: string | undefined
  /** Folder with the built pages: the authority inside serves its operator's page from it. */
  readonly pages?: string | undefined
  readonly log?: (line: string) => void
  readonly proxy: () => ProxyChoice
  readonly changed: (connection: Connection) => void
  readonly limits?: Partial<ExchangeLimits>
  /** First pause before a safe call is repeated. */
  readonly pauseMs?: number
}

export type AuthorityInfo = Awaited<ReturnType<RaClient['info']>>

/** The one way to the registration authority. Every failure is an `AssistantError` of the catalogue. */
export type Authority = {
  issuerId(): string
  /** The typed client, speaking for the logged-in account when there is one. */
  client(): RaClient
  /** The same client speaking with a request's own token, which outlives the login. */
  clientFor(token: string): RaClient
  speakFor(bearer: Bearer | null): void
  /** Called when the authority says that the session has ended. */
  onSessionEnded(listener: () => void): void
  connection(): Connection
  /** Asks the authority who it is; compares the clocks and keeps its certificates. */
  check(): Promise<AuthorityInfo>
  /** Certificates of the authority (DER), its present chain first, also when offline; empty before the first contact. */
  chain(): readonly Uint8Array[]
  /** What is known of it without a network. */
  known(): KnownAuthority | null
  /** The time as the authority has it, as far as the clocks were compared. */
  now(): Date
  /** The issuer has changed: what was known of the connection no longer counts. */
  issuerChanged(): void
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
  const stopping = new AbortController()
  const cache = createChainCache(join(options.home, 'authorities'))
  const reachability = createReachability(options.clock, options.changed)
  const { fork, captchaAnswer, pages, log } = options
  const data = join(options.home, 'authority')
  const embedded = createEmbeddedAuthority({ fork, data, captchaAnswer, pages, log })
  const sessionListeners: (() => void)[] = []
  let session: Bearer | null = null

  const address = async (): Promise<string> => {
    if (stopping.signal.aborted) throw new AssistantError('cancelled-by-user')
    const { authority } = options.issuer()
    if (authority === null) throw new AssistantError('authority-not-connected')
    return authority === 'embedded' ? embedded.address() : authority
  }
  const fetch = createFetch(options, stopping.signal)
  const repeat = { attempts: 3, pauseMs: options.pauseMs ?? 200, stopped: stopping.signal }
  const clientWith = (bearer: () => Bearer | null, ended = reachability.callEnded) =>
    createClient({ address, bearer, fetch, repeat, ended })
  const sessionClient = clientWith(
    () => session,
    (problem) => {
      reachability.callEnded(problem)
      if (session !== null && isRefusalOfSession(problem)) for (const listener of sessionListeners) listener()
    },
  )

  const check = async (): Promise<AuthorityInfo> => {
    const before = options.clock().getTime()
    const info = await sessionClient.info({})
    const middle = (before + options.clock().getTime()) / 2
    reachability.compared(Math.round((middle - Date.parse(info.serverTime)) / 1000))
    const { chain: certificates, crlUrl, ocspUrl } = info
    cache.write(options.issuer().id, { certificates, crlUrl, ocspUrl })
    return info
  }
  const known = () => cache.read(options.issuer().id)

  return {
    issuerId: () => options.issuer().id,
    client: () => sessionClient,
    clientFor: (token) => clientWith(() => ({ token, clientId: session?.clientId ?? null })),
    speakFor: (bearer) => {
      session = bearer
    },
    onSessionEnded: (listener) => void sessionListeners.push(listener),
    connection: reachability.current,
    check,
    known,
    chain: () => (known()?.certificates ?? []).map((text) => new Uint8Array(Buffer.from(text, 'base64'))),
    now: () => new Date(options.clock().getTime() - (reachability.current().clockSkewSeconds ?? 0) * 1000),
    issuerChanged: reachability.forget,
    stop: () => {
      stopping.abort()
      embedded.stop()
    },
  }
}
