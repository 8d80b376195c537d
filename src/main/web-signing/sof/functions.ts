import { createHash, randomBytes } from 'node:crypto'
import {
  type Certificate,
  OID,
  PkiError,
  parseCertificate,
  sealMessage,
  sm2Encrypt,
  sm3,
  verifySignature,
  verifySignedMessage,
} from '../../../pki/index.ts'
import { type CertFact, certByOid, certFact } from './cert-info.ts'
import { decryptCipher, decryptData, logIn, signContent, signData, signedMessageIn } from './key-calls.ts'
import { numberIn } from './loose-values.ts'
import { isIn, type SofSession, type SofUser, userOf, usersOf } from './session.ts'
import { SOR, SofError, sofMessage } from './sof-error.ts'

export type SofValue = string | number | boolean

/** The parameters of a call, in their order, whatever the page put there. */
export type SofArgs = readonly unknown[]

type Call = (session: SofSession, args: SofArgs) => SofValue | Promise<SofValue>

/** What a page hears if the call failed. */
export type SofFunction = { readonly call: Call; readonly failed: SofValue }

/** A PIN that is sent along is not among the parameters that are ever read. */
const text = (args: SofArgs, at: number): string => {
  const value = args[at]
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') throw new SofError(SOR.inputData)
  return value
}

const number = (args: SofArgs, at: number): number => {
  const value = numberIn(args[at])
  if (!Number.isSafeInteger(value)) throw new SofError(SOR.inputData)
  return value
}

const utf8 = (value: string): Uint8Array => new TextEncoder().encode(value)
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const isBase64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/

const bytes = (args: SofArgs, at: number): Uint8Array => {
  const value = text(args, at)
  if (!isBase64.test(value)) throw new SofError(SOR.inputData)
  return new Uint8Array(Buffer.from(value, 'base64'))
}

const certificate = (args: SofArgs, at: number): Certificate => {
  try {
    return parseCertificate(text(args, at))
  } catch (error) {
    if (error instanceof PkiError) throw new SofError(SOR.badCertificate, error)
    throw error
  }
}

const user = (session: SofSession, args: SofArgs, at = 0): Promise<SofUser> => userOf(session, text(args, at))

/** Everything that answers about more than the page's own data needs a site that the person has allowed. */
const allowed =
  (call: Call): Call =>
  async (session, args) => {
    await usersOf(session)
    return call(session, args)
  }

const isRight = ({ publicKey }: Certificate, message: Uint8Array, signature: Uint8Array): boolean =>
  verifySignature(publicKey, publicKey.type === 'sm2' ? OID.sm2Signature : OID.rsaSha256, message, signature)

const certified = (args: SofArgs, message: Uint8Array): boolean => {
  if (isRight(certificate(args, 0), message, bytes(args, 2))) return true
  throw new SofError(SOR.verifyFailed)
}

const messageVerifies = (args: SofArgs, content: Uint8Array): boolean => {
  const message = signedMessageIn(bytes(args, 0))
  const verdicts = verifySignedMessage(message, message.content === null ? { content: { content } } : {})
  if (verdicts.every(({ problem }) => problem === null)) return true
  throw new SofError(SOR.verifyFailed)
}

/** 1 the content, 2 the signer's certificate, 3 the signature. */
const infoOf = (args: SofArgs): string => {
  const { content, certificates, signers } = signedMessageIn(bytes(args, 0))
  switch (number(args, 1)) {
    case 1:
      return content === null ? '' : Buffer.from(content).toString('utf8')
    case 2:
      return certificates[0] === undefined ? '' : base64(certificates[0].raw)
    case 3:
      return signers[0] === undefined ? '' : base64(signers[0].signature)
    default:
      throw new SofError(SOR.inputData)
  }
}

/** 0 good, -1 untrusted, -2 expired, -3 revoked, -5 not valid yet: the numbers of BJCA's pages. */
const validities = { good: 0, untrusted: -1, expired: -2, revoked: -3, 'not-yet-valid': -5 } as const

/** SGD numbers of GM/T 0006. */
const digests: ReadonlyMap<number, (data: Uint8Array) => Uint8Array> = new Map([
  [1, (data) => sm3(data)],
  [2, (data) => createHash('sha1').update(data).digest()],
  [4, (data) => createHash('sha256').update(data).digest()],
])

const digested = (args: SofArgs): string => {
  const digest = digests.get(number(args, 0))
  if (digest === undefined) throw new SofError(SOR.notSupported)
  return base64(digest(utf8(text(args, 1))))
}

const mostRandom = 4_096

const random = (args: SofArgs): string => {
  const length = number(args, 0)
  if (length < 1 || length > mostRandom) throw new SofError(SOR.inputData)
  return randomBytes(length).toString('base64')
}

const sealed = (args: SofArgs): string => base64(sealMessage(utf8(text(args, 1)), [certificate(args, 0)]))

const encrypted = (args: SofArgs): string => {
  const { publicKey } = certificate(args, 0)
  if (publicKey.type !== 'sm2') throw new SofError(SOR.notSupported)
  return base64(sm2Encrypt(publicKey.point, utf8(text(args, 1))))
}

const listed = (users: readonly SofUser[]): string =>
  users.map(({ holder, certId }) => `${holder}||${certId}&&&`).join('')

/** Before the flag came, this function had two parameters. */
const messageArgs = (args: SofArgs): { readonly at: number; readonly detached: boolean } =>
  args.length < 3 ? { at: 0, detached: false } : { at: 1, detached: number(args, 0) === 1 }

const signedAsMessage =
  (contentOf: (args: SofArgs, at: number) => Uint8Array): Call =>
  async (session, args) => {
    const { at, detached } = messageArgs(args)
    return signContent(session, await user(session, args, at), contentOf(args, at + 1), detached)
  }

const plain = (args: SofArgs, at: number): Uint8Array => utf8(text(args, at))

const textual = (call: Call): SofFunction => ({ call, failed: '' })
const truth = (call: Call): SofFunction => ({ call, failed: false })
const numeric = (call: Call): SofFunction => ({ call, failed: -1 })

/** Pages set a method and read it back; SM2 with SM3 is what is used, whatever they set. */
const setting =
  (name: 'signMethod' | 'encryptMethod'): Call =>
  (session, args) => {
    session[name] = number(args, 0)
    return 0
  }

const login = truth(async (session, args) => logIn(session, await user(session, args)))

/** What the version of a client says; pages compare it. */
const version = '3.4.1'

/**
 * The functions of GM/T 0020 and those that clients added, in the sense of the standard. `facts` are the numbers under
 * which a client's pages ask for facts of a certificate.
 */
export const sofFunctions = (facts: ReadonlyMap<number, CertFact>): ReadonlyMap<string, SofFunction> => {
  const certInfo = allowed((_, args) => {
    const fact = facts.get(number(args, 1))
    if (fact === undefined) throw new SofError(SOR.inputData)
    return certFact(certificate(args, 0), fact)
  })
  return new Map<string, SofFunction>([
    // A page may know without being allowed that an assistant is here, and nothing else.
    ['SOF_GetVersion', textual(() => version)],
    ['SOF_GetProductVersion', textual(() => version)],
    ['GetEnvVersion', textual(() => version)],
    ['SOF_GetSignMethod', numeric(({ signMethod }) => signMethod)],
    ['SOF_GetEncryptMethod', numeric(({ encryptMethod }) => encryptMethod)],
    ['SOF_SetSignMethod', numeric(setting('signMethod'))],
    ['SOF_SetEncryptMethod', numeric(setting('encryptMethod'))],
    ['SOF_Base64Encode', textual((_, args) => base64(plain(args, 0)))],
    ['SOF_Base64Decode', textual((_, args) => Buffer.from(bytes(args, 0)).toString('utf8'))],
    ['SOF_GenRandom', textual((_, args) => random(args))],
    ['SOF_HashData', textual((_, args) => digested(args))],
    ['SOF_EnableLoginWindow', textual(() => '')],
    ['SOF_ListenUKey', textual(() => '')],
    // Certificates.
    ['SOF_GetUserList', textual(async (session) => listed(await usersOf(session)))],
    [
      'SOF_ExportUserCert',
      textual(async (session, args) => base64((await user(session, args)).signing.certificate.raw)),
    ],
    [
      'SOF_ExportExChangeUserCert',
      textual(async (session, args) => {
        const { encryption } = await user(session, args)
        return encryption === null ? '' : base64(encryption.certificate.raw)
      }),
    ],
    ['SOF_GetCertInfo', textual(certInfo)],
    ['SOF_GetCertInfoByOid', textual(allowed((_, args) => certByOid(certificate(args, 0), text(args, 1))))],
    ['SOF_GetCertEntity', textual(allowed((_, args) => certFact(certificate(args, 0), 'unique-id')))],
    [
      'SOF_ValidateCert',
      { failed: -6, call: allowed(({ parts }, args) => validities[parts.verdictOn(certificate(args, 0))]) },
    ],
    // Logging in and out. The page's PIN is never read.
    ['SOF_Login', login],
    ['SOF_LoginEx', login],
    [
      'SOF_Logout',
      truth(async (session, args) => {
        session.loggedIn.delete((await user(session, args)).certId)
        session.page.endLogins()
        return true
      }),
    ],
    ['SOF_IsLogin', truth(async (session, args) => isIn(session, await user(session, args)))],
    ['SOF_GetLastLoginCertID', textual(({ lastLogin }) => lastLogin)],
    ['SOF_GetLastSignDataCertID', textual(({ lastSigner }) => lastSigner)],
    [
      'SOF_GetPinRetryCount',
      numeric(async (session, args) => {
        const { tokenId } = (await user(session, args)).signing.view
        return session.parts.triesOf(tokenId) ?? 10
      }),
    ],
    // Signing.
    [
      'SOF_SignData',
      textual(async (session, args) => signData(session, await user(session, args), plain(args, 1))),
    ],
    [
      'SOF_SignDataBase64',
      textual(async (session, args) => signData(session, await user(session, args), bytes(args, 1))),
    ],
    ['SOF_SignMessage', textual(signedAsMessage(plain))],
    ['SOF_SignMessageBase64', textual(signedAsMessage(bytes))],
    ['SOF_VerifySignedData', truth(allowed((_, args) => certified(args, plain(args, 1))))],
    ['SOF_VerifySignedDataBase64', truth(allowed((_, args) => certified(args, bytes(args, 1))))],
    ['SOF_VerifySignedMessage', truth(allowed((_, args) => messageVerifies(args, plain(args, 1))))],
    ['SOF_VerifySignedMessageBase64', truth(allowed((_, args) => messageVerifies(args, bytes(args, 1))))],
    ['SOF_GetInfoFromSignedMessage', textual(allowed((_, args) => infoOf(args)))],
    // Encrypting.
    ['SOF_EncryptData', textual(allowed((_, args) => sealed(args)))],
    [
      'SOF_DecryptData',
      textual(async (session, args) => {
        const opened = await decryptData(session, await user(session, args), bytes(args, 1))
        return Buffer.from(opened).toString('utf8')
      }),
    ],
    ['SOF_PubKeyEncrypt', textual(allowed((_, args) => encrypted(args)))],
    [
      'SOF_PriKeyDecrypt',
      textual(async (session, args) => {
        const opened = await decryptCipher(session, await user(session, args), bytes(args, 1))
        return Buffer.from(opened).toString('utf8')
      }),
    ],
    // What went wrong.
    ['SOF_GetLastError', numeric(({ lastError }) => lastError)],
    ['SOF_GetLastErrMsg', textual(({ lastError }) => sofMessage(lastError))],
  ])
}

/** Second names under which pages know the same functions. */
export const sofAliases: Readonly<Record<string, string>> = {
  SetSignMethod: 'SOF_SetSignMethod',
  GetUserList: 'SOF_GetUserList',
  GetSignCert: 'SOF_ExportUserCert',
  GetExchCert: 'SOF_ExportExChangeUserCert',
  SOF_ExportExchangeUserCert: 'SOF_ExportExChangeUserCert',
  VerifyUserPIN: 'SOF_Login',
  Logout: 'SOF_Logout',
  SOF_LogOut: 'SOF_Logout',
  GetUserPINRetryCount: 'SOF_GetPinRetryCount',
  SOF_GetRetryCount: 'SOF_GetPinRetryCount',
  GetCertBasicinfo: 'SOF_GetCertInfo',
  GetExtCertInfoByOID: 'SOF_GetCertInfoByOid',
  GetCertEntity: 'SOF_GetCertEntity',
  ValidateCert: 'SOF_ValidateCert',
  SignedData: 'SOF_SignData',
  VerifySignedData: 'SOF_VerifySignedData',
  VerifyDatabyP7: 'SOF_VerifySignedMessage',
  EncodeP7Enveloped: 'SOF_EncryptData',
  SOF_EncryptDataEx: 'SOF_EncryptData',
  DecodeP7Enveloped: 'SOF_DecryptData',
  PubKeyEncrypt: 'SOF_PubKeyEncrypt',
  PriKeyDecrypt: 'SOF_PriKeyDecrypt',
  SOF_PriKeyDecryptEx: 'SOF_PriKeyDecrypt',
  GenerateRandom: 'SOF_GenRandom',
}
