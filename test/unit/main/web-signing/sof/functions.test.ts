import { describe, expect, it } from 'vitest'
import { callSof } from '../../../../../src/main/web-signing/sof/call.ts'
import { bjcaFacts, standardFacts } from '../../../../../src/main/web-signing/sof/cert-info.ts'
import { sofFunctions } from '../../../../../src/main/web-signing/sof/functions.ts'
import { SOR, sofMessage } from '../../../../../src/main/web-signing/sof/sof-error.ts'
import { sm3 } from '../../../../../src/pki/index.ts'
import { base64, bytesOf, olderPage, utf8 } from '../older-page.ts'

const functions = sofFunctions(standardFacts)

const open = (names: readonly string[] = ['ukey-1'], logsIn = true) => {
  const made = olderPage(names, logsIn)
  const call = (name: string, ...args: readonly unknown[]) => callSof(made.session, functions, name, args)
  return { ...made, call, me: made.certId() }
}
const text64 = base64('合同')

describe('a page that nobody has approved yet', () => {
  it.each<[string, readonly unknown[], unknown]>([
    ['SOF_GetVersion', [], '3.4.1'],
    ['SOF_GetProductVersion', [], '3.4.1'],
    ['GetEnvVersion', [], '3.4.1'],
    ['SOF_Base64Encode', ['合同'], text64],
    ['SOF_Base64Encode', [12], base64('12')],
    ['SOF_Base64Decode', [text64], '合同'],
    ['SOF_HashData', [1, '合同'], base64(sm3(utf8('合同')))],
    ['SOF_EnableLoginWindow', [1], ''],
    ['SOF_ListenUKey', [], ''],
    ['SOF_GetLastLoginCertID', [], ''],
    ['SOF_GetLastSignDataCertID', [], ''],
    ['SOF_GetLastErrMsg', [], ''],
    ['SOF_GetSignMethod', [], 0],
    ['SOF_GetEncryptMethod', [], 0],
  ])('gets from %s%j: %s', async (name, args, answer) => {
    const { call, says, session } = open()
    says.see = 'refused'
    expect(await call(name, ...args)).toBe(answer)
    expect(session.lastError).toBe(SOR.ok)
  })

  it('gets random bytes of the length that it wants', async () => {
    const { call, says } = open()
    says.see = 'refused'
    expect(bytesOf(await call('SOF_GenRandom', 16))).toHaveLength(16)
  })

  it.each<[string, unknown]>([
    ['SOF_GetUserList', ''],
    ['SOF_ExportUserCert', ''],
    ['SOF_ExportExChangeUserCert', ''],
    ['SOF_GetCertInfo', ''],
    ['SOF_GetCertInfoByOid', ''],
    ['SOF_GetCertEntity', ''],
    ['SOF_ValidateCert', -6],
    ['SOF_Login', false],
    ['SOF_LoginEx', false],
    ['SOF_Logout', false],
    ['SOF_IsLogin', false],
    ['SOF_GetPinRetryCount', -1],
    ['SOF_SignData', ''],
    ['SOF_SignDataBase64', ''],
    ['SOF_SignMessage', ''],
    ['SOF_SignMessageBase64', ''],
    ['SOF_VerifySignedData', false],
    ['SOF_VerifySignedDataBase64', false],
    ['SOF_VerifySignedMessage', false],
    ['SOF_VerifySignedMessageBase64', false],
    ['SOF_GetInfoFromSignedMessage', ''],
    ['SOF_EncryptData', ''],
    ['SOF_DecryptData', ''],
    ['SOF_PubKeyEncrypt', ''],
    ['SOF_PriKeyDecrypt', ''],
    ['SOF_SignFile', ''],
    ['SOF_VerifySignedFile', false],
    ['SOF_HashFile', ''],
    ['SOF_EncryptFile', false],
    ['SOF_DecryptFile', false],
    ['SOF_SignFileToPKCS7', ''],
    ['SOF_VerifyFileToPKCS7', false],
  ])('gets nothing from %s', async (name, answer) => {
    const { call, says, session, certs } = open()
    says.see = 'not-approved'
    const first = name.startsWith('SOF_SignMessage') ? 1 : certs[0]
    expect(await call(name, first, certs[0], certs[0])).toBe(answer)
    expect(session.lastError).toBe(SOR.cancelled)
  })
})

describe('methods', () => {
  it.each(['Sign', 'Encrypt'])('for %s are what the page set last, each its own', async (what) => {
    const { call } = open()
    const other = what === 'Sign' ? 'Encrypt' : 'Sign'
    expect(await call(`SOF_Set${what}Method`, '513')).toBe(0)
    expect([await call(`SOF_Get${what}Method`), await call(`SOF_Get${other}Method`)]).toEqual([513, 0])
    expect(await call(`SOF_Set${what}Method`, 'x')).toBe(-1)
    expect([await call(`SOF_Get${what}Method`), await call('SOF_GetLastError')]).toEqual([513, SOR.ok])
  })
})

describe('certificates', () => {
  it('are listed with their holder and their Ukey', async () => {
    const { call } = open(['one', 'two'])
    expect(await call('SOF_GetUserList')).toBe('one 的持有人||c0/serial-one&&&two 的持有人||c2/serial-two&&&')
  })

  it('are given by their name', async () => {
    const { call, certs, certId } = open(['one', 'two'])
    expect(await call('SOF_ExportUserCert', certId(1))).toBe(certs[2])
    expect(await call('SOF_ExportUserCert', 'c0')).toBe(certs[0])
    expect(await call('SOF_ExportExChangeUserCert', certId(1))).toBe(certs[3])
    expect(await call('SOF_ExportUserCert', 'c1')).toBe('')
    expect(await call('SOF_GetLastError')).toBe(SOR.noCertificate)
    expect(await call('SOF_GetLastErrMsg')).toBe(sofMessage(SOR.noCertificate))
  })

  it('without an encryption certificate beside them have none to give', async () => {
    const { call, all, me, session } = open()
    all.splice(1)
    expect([await call('SOF_ExportExChangeUserCert', me), session.lastError]).toEqual(['', SOR.ok])
  })

  it('tell facts under the numbers of the client', async () => {
    const { call, certs, all, session } = open()
    const [one] = all
    expect(await call('SOF_GetCertInfo', certs[0], '2')).toBe(one?.certificate.serialHex)
    expect(await call('SOF_GetCertInfo', certs[0], 0x31)).toBe('ukey-1 的持有人')
    expect(await call('SOF_GetCertInfo', certs[0], 3)).toBe('')
    expect(session.lastError).toBe(SOR.inputData)
    const bjca = await callSof(session, sofFunctions(bjcaFacts), 'SOF_GetCertInfo', [certs[0], 17])
    expect(bjca).toBe('ukey-1 的持有人')
    expect(await call('SOF_GetCertInfoByOid', certs[0], '2.5.4.3')).toBe('ukey-1 的持有人')
    expect([await call('SOF_GetCertEntity', certs[0]), session.lastError]).toEqual(['', SOR.ok])
    expect([await call('SOF_GetCertEntity', 'x'), session.lastError]).toEqual(['', SOR.badCertificate])
  })

  it.each([
    ['good', 0],
    ['untrusted', -1],
    ['expired', -2],
    ['revoked', -3],
    ['not-yet-valid', -5],
  ] as const)('are %s by the number %i', async (on, number) => {
    const { call, certs, verdict } = open()
    verdict.on = on
    expect(await call('SOF_ValidateCert', certs[0])).toBe(number)
  })

  it('that cannot be read have no verdict', async () => {
    const { call, session } = open()
    expect([await call('SOF_ValidateCert', 'x'), session.lastError]).toEqual([-6, SOR.badCertificate])
  })

  it.each([
    [7, 7],
    [0, 0],
    [null, 10],
  ])('have %s tries left, told as %i', async (tries, told) => {
    const { call, me, verdict } = open()
    verdict.tries = tries
    expect(await call('SOF_GetPinRetryCount', me)).toBe(told)
  })
})
