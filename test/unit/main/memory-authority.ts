import { createClient } from '../../../src/main/authority/client.ts'
import type { Authority, Bearer } from '../../../src/main/authority/index.ts'
import type { RaClient } from '../../../src/shared/ra-contract/index.ts'

export type Asked = {
  /** As the contract writes it, for example "POST /sessions/by-code". */
  readonly call: string
  readonly body: unknown
  readonly token: string | null
  readonly clientId: string | null
}

/** What is answered to one call: a value, or an error that ends it. */
export type Answers = Record<string, (body: unknown) => unknown>

const nothingHere = (): never => {
  throw new Error('nobody needs this of the authority')
}

/** An authority in memory behind the real client. `asked` has each call that reached it. */
export const memoryAuthority = (answers: Answers, issuerId = 'demo', now: () => Date = () => new Date()) => {
  const asked: Asked[] = []
  const fetch = async (request: Request): Promise<Response> => {
    const text = await request.text()
    const { pathname, search } = new URL(request.url)
    const call = `${request.method} ${pathname.replace(/^\/ra\/v1/, '')}${search}`
    const body: unknown = text === '' ? null : JSON.parse(text)
    const authorization = request.headers.get('authorization')
    asked.push({
      ...{ call, body, token: authorization?.replace('Bearer ', '') ?? null },
      clientId: request.headers.get('x-ra-client'),
    })
    const answer = answers[call]
    if (answer === undefined) throw new Error(`no answer to ${call}`)
    const value = (await answer(body)) ?? {}
    return new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } })
  }
  const clientWith = (bearer: () => Bearer | null): RaClient =>
    createClient({
      ...{ address: async () => 'http://ra.example', bearer, fetch, ended: () => undefined },
      repeat: { attempts: 1, pauseMs: 0, stopped: new AbortController().signal },
    })
  const clientOf = (bearer: Bearer): RaClient => clientWith(() => bearer)
  let acting: Bearer | null = null
  const listeners: ((token: string) => void)[] = []
  const authority: Authority = {
    ...{ issuerId, clientOf, now },
    client: () => clientWith(() => acting),
    clientFor: (token) => clientOf({ token, clientId: null }),
    speakFor: (bearer) => {
      acting = bearer
    },
    onSessionEnded: (listener) => void listeners.push(listener),
    ...{ connection: nothingHere, check: nothingHere, chain: () => [], knownChain: async () => [] },
    ...{ known: () => null, payPage: () => null, stop: () => undefined },
  }
  return {
    ...{ authority, asked, answers },
    endSession: (token: string) => {
      for (const listener of listeners) listener(token)
    },
  }
}
