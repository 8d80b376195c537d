import { base64, bytes, certificate, number, type SofArgs, text, utf8 } from './args.ts'
import { type CertFact, certByOid, certFact } from './cert-info.ts'
import { fileFunctions } from './file-functions.ts'
import { allowed, type Call, numeric, type SofFunction, textual, truth, user } from './function.ts'
import { decryptCipher, decryptData, logIn, signContent, signData } from './key-calls.ts'
import { certified, digested, encrypted, infoOf, messageVerifies, random, sealed } from './own-data.ts'
import { isIn, type SofUser, usersOf } from './session.ts'
import { SOR, SofError, sofMessage } from './sof-error.ts'

/** 0 good, -1 untrusted, -2 expired, -3 revoked, -5 not valid yet: the numbers of BJCA's pages. */
const validities = { good: 0, untrusted: -1, expired: -2, revoked: -3, 'not-yet-valid': -5 } as const

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
    ...fileFunctions,
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
