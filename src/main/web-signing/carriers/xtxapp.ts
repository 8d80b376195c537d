import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Connection } from '../connections.ts'
import { callSof } from '../sof/call.ts'
import { bjcaFacts } from '../sof/cert-info.ts'
import type { SofValue } from '../sof/function.ts'
import { sofFunctions } from '../sof/functions.ts'
import { openSofSession, type SofParts, type SofSession } from '../sof/session.ts'
import type { Protocol, Speaker } from './protocol.ts'
import { createSocketSessions } from './socket-sessions.ts'

// 北京数字认证 XTXApp, as the pages of its sites speak with it over WebSocket and over synchronous HTTP.

const functions = sofFunctions(bjcaFacts)

/** A call as any of the clients' scripts writes it. Newer ones have `param`, the oldest only `param_1`, `param_2`, … */
const request = z.object({
  call_cmd_id: z.union([z.string().max(200), z.number()]).optional(),
  xtx_func_name: z.string().max(100).optional(),
  func: z.string().max(100).optional(),
  param: z.array(z.unknown()).max(20).optional(),
  token: z.string().max(200).optional(),
})

type Asked = {
  readonly id: string | number | undefined
  readonly name: string
  readonly args: readonly unknown[]
  readonly token: string | undefined
}

const numbered = (message: Readonly<Record<string, unknown>>): readonly unknown[] => {
  const args: unknown[] = []
  while (args.length < 20 && Object.hasOwn(message, `param_${args.length + 1}`))
    args.push(message[`param_${args.length + 1}`])
  return args
}

/** A text of a page as a call; null if it is none. */
export const readXtx = (text: string): Asked | null => {
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return null
  }
  const read = request.safeParse(message)
  if (!read.success) return null
  const { call_cmd_id: id, xtx_func_name, func, param, token } = read.data
  const name = xtx_func_name ?? func
  if (name === undefined) return null
  return { id, name, args: param ?? numbered(message as Record<string, unknown>), token }
}

/** Old scripts know only texts, and newer ones take both. */
const written = (value: SofValue): string | number => (typeof value === 'boolean' ? String(value) : value)

const logins: ReadonlySet<string> = new Set(['SOF_Login', 'SOF_LoginEx', 'VerifyUserPIN'])
const logouts: ReadonlySet<string> = new Set(['SOF_Logout', 'Logout'])
/** A newer page sends back the token of its login. One of another connection opens nothing. */
const withLogin = /^(?:SOF_Sign|SOF_Decrypt|SOF_PriKey|SignedData|SignFile|DecodeP7|PriKeyDecrypt)/

type Talk = { readonly session: SofSession; token: string | null; watching: boolean }

const answerTo = async (
  talk: Talk,
  { name, args, token }: Asked,
): Promise<Readonly<Record<string, unknown>>> => {
  const { session } = talk
  if (withLogin.test(name) && token !== undefined && token !== '' && token !== talk.token)
    return { retVal: '', retValue: '' }
  const value = written(await callSof(session, functions, name, args))
  const isTrue = value === 'true'
  if (logins.has(name)) talk.token = isTrue ? randomBytes(16).toString('hex') : talk.token
  if (logouts.has(name) && isTrue) talk.token = null
  const told = logins.has(name) && isTrue ? { token: talk.token } : {}
  return { retVal: value, retValue: value, ...told }
}

/** Once it has seen certificates, a page hears of keys that come and go. */
const watch = async (talk: Talk): Promise<void> => {
  if (talk.watching || talk.session.seen === null) return
  talk.watching = true
  await talk.session.page.ask({ ask: 'watch' }).catch(() => (talk.watching = false))
}

const speak = (page: Connection, send: (text: string) => void, parts: SofParts): Speaker => {
  const talk: Talk = { session: openSofSession(page, parts), token: null, watching: false }
  const hear = async (text: string): Promise<void> => {
    const asked = readXtx(text)
    if (asked === null) return
    const answer = await answerTo(talk, asked)
    send(JSON.stringify({ ...(asked.id === undefined ? {} : { call_cmd_id: asked.id }), ...answer }))
    await watch(talk)
  }
  return {
    hear: (text) => void hear(text),
    tell: ({ event }) => {
      if (event === 'dismissed') talk.session.loggedIn.clear()
      if (event === 'certificates-changed')
        send(JSON.stringify({ call_cmd_id: 'onUsbkeyChange', retVal: '' }))
    },
  }
}

export const xtxappProtocol = (parts: SofParts): Protocol => {
  const talks = createSocketSessions<Talk>((page) => ({
    ...{ session: openSofSession(page, parts), token: null, watching: true },
  }))
  return {
    name: 'xtxapp',
    ports: [
      { numbers: [21051], tls: false },
      { numbers: [21061], tls: true },
    ],
    presence: '{}',
    isSocketPath: (path) => ['/xtxapp/', '/xtxapp', '/websign/', '/'].includes(path),
    isPostPath: (path) => path === '/synctl',
    // One family of sites asks for one of these and wants it echoed.
    subprotocols: ['cryptokit-kdets-protocol', 'soap'],
    speak: ({ page, send }) => speak(page, send, parts),
    answer: async (body, request) => {
      const asked = readXtx(body)
      if (asked === null) return null
      const talk = talks.of(request)
      return talk === null ? '{"retVal":"","retValue":""}' : JSON.stringify(await answerTo(talk, asked))
    },
  }
}
