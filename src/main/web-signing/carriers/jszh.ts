import { createHash } from 'node:crypto'
import { z } from 'zod'
import { callSof } from '../sof/call.ts'
import { certFact, standardFacts } from '../sof/cert-info.ts'
import { sofFunctions } from '../sof/functions.ts'
import { flagIn } from '../sof/loose-values.ts'
import {
  isIn,
  openSofSession,
  type SofParts,
  type SofSession,
  type SofUser,
  usersOf,
} from '../sof/session.ts'
import { sofMessage } from '../sof/sof-error.ts'
import type { Protocol } from './protocol.ts'
import { createSocketSessions } from './socket-sessions.ts'

// 江苏智慧 CA: POST of { method, param } to /onecertx.

const functions = sofFunctions(standardFacts)

const request = z.object({
  method: z.string().max(100),
  param: z.record(z.string().max(100), z.unknown()).optional(),
})

export type JszhCall = { readonly method: string; readonly param: Readonly<Record<string, unknown>> }

/** A text of a page as a call; null if it is none. */
export const readJszh = (text: string): JszhCall | null => {
  try {
    const read = request.safeParse(JSON.parse(text))
    return read.success ? { method: read.data.method, param: read.data.param ?? {} } : null
  } catch {
    return null
  }
}

const fingerOf = ({ signing }: SofUser): string =>
  createHash('sha1').update(signing.certificate.raw).digest('hex').toUpperCase()

const serialOf = ({ certId }: SofUser): string => certId.split('/')[1] ?? ''

/** The certificate that the page means by its thumbprint or by its device; else the first. */
const meant = (users: readonly SofUser[], { finger, sDeviceSN }: JszhCall['param']): SofUser | undefined => {
  const isMeant = (user: SofUser): boolean =>
    (typeof finger === 'string' && fingerOf(user) === finger.toUpperCase()) || serialOf(user) === sDeviceSN
  return users.find(isMeant) ?? users[0]
}

type Result = Readonly<Record<string, unknown>> | null

/** The fields of the answer; null if the call failed. */
const resultOf = async (session: SofSession, { method, param }: JszhCall): Promise<Result> => {
  const call = (sof: string, ...args: readonly unknown[]) => callSof(session, functions, sof, args)
  const list = await call('SOF_GetUserList')
  const users = list === '' ? [] : await usersOf(session)
  const user = meant(users, param)
  if (method === 'GetDeviceCount') return { lDevNum: new Set(users.map(serialOf)).size }
  if (method === 'getAllDeviceSN') return { sDeviceSNs: users.map((one) => `${serialOf(one)};`).join('') }
  if (user === undefined) return null
  switch (method) {
    case 'GetCertDn':
      return { sCertDn: certFact(user.signing.certificate, 'subject') }
    case 'SOF_GetCertInfo': {
      const { certificate } = user.signing
      const cert = Buffer.from(certificate.raw).toString('base64')
      return { ThumbprintSHA1: fingerOf(user), Subject: certFact(certificate, 'subject'), cert }
    }
    // The PIN that the page sends is not read; our own prompt asks.
    case 'VerifyUserPin':
      return (await call('SOF_Login', user.certId)) === true ? {} : null
    case 'SOF_IsPINCache':
      return { isCachePin: isIn(session, user) && session.page.isLoggedIn(user.signing) }
    case 'SOF_Pkcs7Silent': {
      const flag = flagIn(param.detach)
      const signData = await call('SOF_SignMessage', flag, user.certId, param.data)
      return signData === '' ? null : { finger: fingerOf(user), signData }
    }
    default:
      await call(method)
      return null
  }
}

export const answerJszh = async (
  session: SofSession,
  asked: JszhCall,
): Promise<Readonly<Record<string, unknown>>> => {
  const result = await resultOf(session, asked)
  if (result !== null) return { ErrorCode: 0, ErrorMsg: '', Result: result, Status: 1 }
  const { lastError } = session
  return {
    ErrorCode: lastError === 0 ? -1 : lastError,
    ErrorMsg: sofMessage(lastError),
    Result: {},
    Status: 0,
  }
}

export const jszhProtocol = (parts: SofParts): Protocol => {
  const sessions = createSocketSessions((page) => openSofSession(page, parts, false))
  return {
    name: 'jszh',
    ports: [{ numbers: [9630], tls: false }],
    presence: '{}',
    isSocketPath: () => false,
    isPostPath: (path) => path === '/onecertx',
    subprotocols: [],
    speak: () => ({ hear: () => undefined, tell: () => undefined }),
    answer: async (body, request) => {
      const asked = readJszh(body)
      const session = asked === null ? null : sessions.of(request)
      if (asked === null || session === null) return null
      return JSON.stringify(await answerJszh(session, asked))
    },
  }
}
