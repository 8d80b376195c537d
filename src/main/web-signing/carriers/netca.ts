import { z } from 'zod'
import { sealMessage } from '../../../pki/index.ts'
import type { Connection } from '../connections.ts'
import { base64, bytes, certificate } from '../sof/args.ts'
import { callSof } from '../sof/call.ts'
import { standardFacts } from '../sof/cert-info.ts'
import { decryptToFile, signFileApart, signFileWhole } from '../sof/file-calls.ts'
import type { SofValue } from '../sof/function.ts'
import { sofFunctions } from '../sof/functions.ts'
import { flagIn, numberIn } from '../sof/loose-values.ts'
import {
  calling,
  openSofSession,
  type SofParts,
  type SofSession,
  type SofUser,
  userOf,
  usersOf,
} from '../sof/session.ts'
import { SOR, sofMessage } from '../sof/sof-error.ts'
import { aboutOf, dataIn, encodedOf, namesFile, type Param, part, wantsEncryption } from './netca-param.ts'
import type { Protocol, Speaker } from './protocol.ts'

// 广东网证通 NETCA: JSON over WebSocket with TLS, subprotocol crypto-jsonrpc-protocol.

const functions = sofFunctions(standardFacts)

const request = z.object({
  requestVersion: z.unknown(),
  requestOrigin: z.unknown(),
  requestId: z.union([z.number(), z.string().max(200)]),
  requestQuery: z.object({
    function: z.string().max(100),
    param: z.record(z.string().max(100), z.unknown()).optional(),
  }),
})

export type NetcaCall = {
  readonly head: Readonly<Record<string, unknown>>
  readonly name: string
  readonly param: Param
}

/** A text of a page as a call; null if it is none. */
export const readNetca = (text: string): NetcaCall | null => {
  try {
    const read = request.safeParse(JSON.parse(text))
    if (!read.success) return null
    const { requestQuery, requestVersion, requestOrigin, requestId } = read.data
    const { function: name, param = {} } = requestQuery
    return { head: { requestVersion, requestOrigin, requestId }, name, param }
  } catch {
    return null
  }
}

/** The certificate that the page names by its content; else the only one, or the first of several. */
const userIn = async (session: SofSession, cert: unknown): Promise<SofUser | undefined> => {
  const users = (await calling(session, () => usersOf(session))) ?? []
  const encoded = part(cert, 'encode')
  const isNamed = ({ signing, encryption }: SofUser): boolean =>
    [signing, encryption].some((one) => one !== null && encodedOf(one) === encoded)
  return users.find(isNamed) ?? users[0]
}

const certIdOf = async (session: SofSession, cert: unknown): Promise<string> =>
  (await userIn(session, cert))?.certId ?? ''

const about = async (session: SofSession, cert: unknown): Promise<Param | null> => {
  const user = await userIn(session, cert)
  const one = wantsEncryption(cert) ? user?.encryption : user?.signing
  return one ? aboutOf(one) : null
}

const sealedFor = async (session: SofSession, { cert, data }: Param): Promise<string> => {
  await usersOf(session)
  return base64(sealMessage(bytes([dataIn(data)], 0), [certificate([part(cert, 'encode')], 0)]))
}

/** A SignedData of a file, with the file in it or without. */
const signedFile = async (session: SofSession, { cert, data, detached }: Param): Promise<string> => {
  const path = part(data, 'fileName')
  const sign = flagIn(detached) === 1 ? signFileApart : signFileWhole
  const certId = await certIdOf(session, cert)
  return (await calling(session, async () => sign(session, await userOf(session, certId), path))) ?? ''
}

type Entity = Readonly<Record<string, unknown>> | null

const field = (name: string, value: SofValue): Entity =>
  value === '' || value === false ? null : { [name]: value }

/** The answer's content; null if the call failed. */
const entityOf = async (session: SofSession, { name, param }: NetcaCall): Promise<Entity> => {
  const call = (sof: string, ...args: readonly unknown[]) => callSof(session, functions, sof, args)
  const encoded = part(param.cert, 'encode')
  switch (name) {
    case 'GetVersionInfo':
    case 'GetVersionInfo1':
    case 'GetClientVersionInfo':
      return { Version: await call('SOF_GetVersion'), VersionInfo: 'cert-assistant', UID: '' }
    case 'GetCertStringAttribute':
      // -1 asks for all that these pages read; the numbers of single facts are not known.
      return numberIn(param.id) === -1 ? about(session, param.cert) : null
    case 'GetCertList': {
      const users = await usersOf(session).catch(() => [])
      return { certs: users.map(({ signing }) => encodedOf(signing)) }
    }
    case 'IsInsertKey':
      return { insertCount: (await usersOf(session).catch(() => [])).length }
    case 'SignedDataSign': {
      const flag = flagIn(param.detached)
      const args = [flag, await certIdOf(session, param.cert), dataIn(param.data)]
      const signValue = namesFile(param.data)
        ? await signedFile(session, param)
        : await call('SOF_SignMessageBase64', ...args)
      return signValue === '' ? null : { signValue, certObject: await about(session, param.cert) }
    }
    case 'SignedDataVerify': {
      if (namesFile(param.originData)) {
        const args = [param.signedData, part(param.originData, 'fileName')]
        return field('result', await call('SOF_VerifyFileToPKCS7', ...args))
      }
      const original = dataIn(param.originData) ?? ''
      return field('result', await call('SOF_VerifySignedMessageBase64', param.signedData, original))
    }
    case 'Sign':
      if (namesFile(param.data)) {
        const args = [await certIdOf(session, param.cert), part(param.data, 'fileName')]
        return field('signature', await call('SOF_SignFile', ...args))
      }
      return field(
        'signature',
        await call('SOF_SignDataBase64', await certIdOf(session, param.cert), dataIn(param.data)),
      )
    case 'VerifySignature': {
      if (namesFile(param.data)) {
        const args = [encoded, part(param.data, 'fileName'), param.signature]
        return field('result', await call('SOF_VerifySignedFile', ...args))
      }
      const args = [encoded, dataIn(param.data), param.signature]
      return field('result', await call('SOF_VerifySignedDataBase64', ...args))
    }
    case 'EnvelopedDataEncrypt':
      return field('encData', (await calling(session, () => sealedFor(session, param))) ?? '')
    case 'EnvelopedDataDecrypt': {
      const certId = await certIdOf(session, param.cert)
      const { encData, savefileName: wished } = param
      if (typeof wished !== 'string' || wished === '')
        return field('data', await call('SOF_DecryptData', certId, encData))
      const save = async () =>
        decryptToFile(session, await userOf(session, certId), bytes([encData], 0), wished)
      return (await calling(session, save)) === true ? {} : null
    }
    // The PIN that the page sends is not read; our own prompt asks.
    case 'VerifyKeyPwd': {
      const certId = await certIdOf(session, param.cert)
      const result = Number((await call('SOF_Login', certId)) === true)
      if (result === 0) return null
      return { result, sn: certId.split('/')[1] ?? '', retrynum: await call('SOF_GetPinRetryCount', certId) }
    }
    case 'ClearPwdCache':
      session.page.endLogins()
      return {}
    default:
      await call(name)
      return null
  }
}

/** -5 is what these clients say when the person cancels. */
const cancelled = -5

export const answerNetca = async (
  session: SofSession,
  asked: NetcaCall,
): Promise<Readonly<Record<string, unknown>>> => {
  const entity = await entityOf(session, asked)
  const isDone = entity !== null
  const status = isDone ? 0 : session.lastError === 0 ? -1 : cancelled
  const msg = isDone ? '' : sofMessage(session.lastError === 0 ? SOR.noCertificate : session.lastError)
  return { ...asked.head, responseResult: { status, msg }, responseEntity: entity ?? {} }
}

const speak = (page: Connection, send: (text: string) => void, parts: SofParts): Speaker => {
  const session = openSofSession(page, parts, false)
  const hear = async (text: string): Promise<void> => {
    const asked = readNetca(text)
    if (asked !== null) send(JSON.stringify(await answerNetca(session, asked)))
  }
  return { hear: (text) => void hear(text), tell: () => undefined }
}

export const netcaProtocol = (parts: SofParts): Protocol => ({
  name: 'netca',
  ports: [{ numbers: [10443, 20443, 30443], tls: true }],
  presence: '{}',
  isSocketPath: (path) => path === '/',
  isPostPath: () => false,
  subprotocols: ['crypto-jsonrpc-protocol'],
  speak: ({ page, send }) => speak(page, send, parts),
  answer: async () => null,
})
