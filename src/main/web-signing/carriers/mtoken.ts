import type { SofArgs } from '../sof/args.ts'
import { callSof } from '../sof/call.ts'
import { standardFacts } from '../sof/cert-info.ts'
import type { SofValue } from '../sof/function.ts'
import { sofFunctions } from '../sof/functions.ts'
import { flagIn, numberIn } from '../sof/loose-values.ts'
import { openSofSession, type SofParts, type SofSession, usersOf } from '../sof/session.ts'
import { SOR } from '../sof/sof-error.ts'
import type { Protocol } from './protocol.ts'
import { createSocketSessions } from './socket-sessions.ts'

// 龙脉 mToken (GM3000, K5, K7): a form of one field, `json=`, that is not encoded, over synchronous HTTP.

const functions = sofFunctions(standardFacts)

type Fields = Readonly<Record<string, unknown>>
export type MtokenCall = { readonly name: string; readonly fields: Fields }

/** The JSON behind `json=`; null if there is none. Signs that forms use (`+`, `&`) are letters of it. */
export const readMtoken = (body: string): MtokenCall | null => {
  if (!body.startsWith('json=')) return null
  try {
    const fields: unknown = JSON.parse(body.slice('json='.length))
    if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return null
    const { function: name } = fields as Fields
    return typeof name === 'string' && name.length <= 100 ? { name, fields: fields as Fields } : null
  } catch {
    return null
  }
}

/** Pages call these first and go on only if they succeed. Nothing is done, and no parameter is looked at. */
const formalities: ReadonlySet<string> = new Set([
  'SOF_LoadLibrary',
  'SOF_GetDeviceInstance',
  'SOF_ReleaseDeviceInstance',
  'SOF_SetUserID',
  'SOF_SetEncryptMethodAndIV',
])

/** How each call becomes one of the standard: the fields that it takes, in order, and the field of the answer. */
type Translation = {
  readonly name: string
  readonly takes: readonly (string | ((fields: Fields) => unknown))[]
  readonly gives: string | null
}

/** Older scripts send text, newer ones base64; the length that they send along tells which. */
const dataOf = ({ inData, inDataLen }: Fields): unknown => {
  if (typeof inData !== 'string') return inData
  const length = numberIn(inDataLen)
  const isBase64 = Buffer.from(inData, 'base64').length === length && inData.length !== length
  return isBase64 ? inData : Buffer.from(inData, 'utf8').toString('base64')
}

const detachedFlag = ({ detached }: Fields): number => flagIn(detached)

const translations: Readonly<Record<string, Translation>> = {
  SOF_GetVersion: { name: 'SOF_GetVersion', takes: [], gives: 'version' },
  SOF_ExportUserCert: { name: 'SOF_ExportUserCert', takes: ['containerName'], gives: 'cert' },
  SOF_GetCertInfo: { name: 'SOF_GetCertInfo', takes: ['base64EncodeCert', 'type'], gives: 'info' },
  SOF_GetCertInfoByOid: { name: 'SOF_GetCertInfoByOid', takes: ['base64EncodeCert', 'oid'], gives: 'info' },
  SOF_SignDataEx: { name: 'SOF_SignDataBase64', takes: ['containerName', dataOf], gives: 'signed' },
  SOF_VerifySignedDataEx: {
    ...{ name: 'SOF_VerifySignedDataBase64', gives: null },
    takes: ['base64EncodeCert', dataOf, 'signedValue'],
  },
  SOF_SignDataToPKCS7: {
    ...{ name: 'SOF_SignMessage', gives: 'pkcs7' },
    takes: [detachedFlag, 'containerName', 'inData'],
  },
  SOF_VerifyDataToPKCS7: { name: 'SOF_VerifySignedMessage', takes: ['pkcs7', 'original'], gives: null },
  SOF_EncryptDataPKCS7EX: {
    name: 'SOF_EncryptData',
    takes: ['base64EncodeCert', 'inData'],
    gives: 'encrypedData',
  },
  SOF_DecryptDataPKCS7EX: {
    name: 'SOF_DecryptData',
    takes: ['containerName', 'inData'],
    gives: 'decryptedData',
  },
  SOF_SignFileToPKCS7: {
    ...{ name: 'SOF_SignFileToPKCS7', gives: 'signed' },
    takes: ['containerName', 'inFile'],
  },
  SOF_VerifyFileToPKCS7: {
    ...{ name: 'SOF_VerifyFileToPKCS7', gives: null },
    takes: ['strPkcs7Data', 'inFile'],
  },
  SOF_EncryptFileToPKCS7: {
    ...{ name: 'SOF_EncryptFile', gives: null },
    takes: ['cert', 'inFile', 'outFile'],
  },
  SOF_DecryptFileToPKCS7: {
    ...{ name: 'SOF_DecryptFile', gives: null },
    takes: ['containerName', 'inFile', 'outFile'],
  },
  SOF_GenRandom: { name: 'SOF_GenRandom', takes: ['inDataLen'], gives: 'outData' },
  SOF_DigestData: { name: 'SOF_HashData', takes: [() => 1, 'inData'], gives: 'digest' },
}

const argsOf = ({ takes }: Translation, fields: Fields): SofArgs =>
  takes.map((take) => (typeof take === 'string' ? fields[take] : take(fields)))

/** The container of the certificate on the device that a page names; pages log in to devices. */
const certIdOn = async (session: SofSession, device: unknown): Promise<string> => {
  const users = await usersOf(session).catch(() => [])
  const found = users.find(({ certId }) => certId.split('/')[1] === device) ?? users[0]
  return found?.certId ?? ''
}

const devicesOf = async (session: SofSession): Promise<readonly string[]> => {
  const users = await usersOf(session).catch(() => [])
  return [...new Set(users.map(({ certId }) => certId.split('/')[1] ?? ''))]
}

const isDone = (value: SofValue): boolean => value !== '' && value !== false && value !== -1

/** What the last call ended with: 0 or an error number. */
const ended = ({ lastError }: SofSession) => ({ rtn: lastError })

const special = async (session: SofSession, { name, fields }: MtokenCall): Promise<Fields | null> => {
  const { deviceName } = fields
  const call = (sof: string, ...args: SofArgs) => callSof(session, functions, sof, args)
  switch (name) {
    case 'SOF_EnumDevice':
      return { array: (await devicesOf(session)).join('||'), rtn: 0 }
    case 'SOF_CheckExists':
      return { isExist: (await devicesOf(session)).some((name) => name === deviceName) ? 1 : 0, rtn: 0 }
    case 'SOF_GetUserList':
      return { array: String(await call('SOF_GetUserList')).replace(/&&&$/, ''), ...ended(session) }
    case 'SOF_Login':
      await call('SOF_Login', await certIdOn(session, deviceName))
      return ended(session)
    case 'SOF_LogOut':
      await call('SOF_Logout', await certIdOn(session, deviceName))
      return ended(session)
    case 'SOF_GetPinRetryCount':
      return {
        retryCount: await call('SOF_GetPinRetryCount', await certIdOn(session, deviceName)),
        ...ended(session),
      }
    case 'SOF_SetDigestMethod':
      // Raw digests (0x80) are never signed.
      return { rtn: numberIn(fields.digestMethod) === 0x80 ? SOR.notSupported : SOR.ok }
    case 'SOF_GetLastError':
      return { rtn: session.lastError }
    default:
      return null
  }
}

export const answerMtoken = async (session: SofSession, asked: MtokenCall): Promise<Fields> => {
  const { name, fields } = asked
  if (formalities.has(name)) return { rtn: SOR.ok }
  const answer = await special(session, asked)
  if (answer !== null) return answer
  const isExchange = name === 'SOF_ExportUserCert' && numberIn(fields.keySpec) === 0
  const translation = Object.hasOwn(translations, name) ? translations[name] : undefined
  const sof = isExchange ? 'SOF_ExportExChangeUserCert' : (translation?.name ?? name)
  const value = await callSof(
    session,
    functions,
    sof,
    translation === undefined ? [] : argsOf(translation, fields),
  )
  if (!isDone(value)) return { rtn: session.lastError || SOR.unknown }
  return { rtn: SOR.ok, ...(translation?.gives ? { [translation.gives]: value } : {}) }
}

export const mtokenProtocol = (parts: SofParts): Protocol => {
  const sessions = createSocketSessions((page) => openSofSession(page, parts))
  return {
    name: 'mtoken',
    ports: [
      { numbers: [51235], tls: false },
      { numbers: [51245], tls: true },
    ],
    presence: '{}',
    isSocketPath: () => false,
    isPostPath: (path) => path === '/alpha',
    subprotocols: [],
    speak: () => ({ hear: () => undefined, tell: () => undefined }),
    answer: async (body, request) => {
      const asked = readMtoken(body)
      const session = asked === null ? null : sessions.of(request)
      if (asked === null) return null
      return JSON.stringify(session === null ? { rtn: SOR.cancelled } : await answerMtoken(session, asked))
    },
  }
}
