import { describe, expect, it } from 'vitest'
import { callSof } from '../../../../../src/main/web-signing/sof/call.ts'
import { standardFacts } from '../../../../../src/main/web-signing/sof/cert-info.ts'
import { sofFunctions } from '../../../../../src/main/web-signing/sof/functions.ts'
import { SOR } from '../../../../../src/main/web-signing/sof/sof-error.ts'
import { parseSignedMessage, sealMessage, sm2Encrypt, sm2Verify } from '../../../../../src/pki/index.ts'
import { base64, bytesOf, olderPage, utf8 } from '../older-page.ts'

const functions = sofFunctions(standardFacts)

const open = (names: readonly string[] = ['ukey-1'], logsIn = true) => {
  const made = olderPage(names, logsIn)
  const call = (name: string, ...args: readonly unknown[]) => callSof(made.session, functions, name, args)
  return { ...made, call, me: made.certId() }
}
const loggedIn = async () => {
  const made = open()
  await made.call('SOF_Login', made.me)
  return made
}
const text64 = base64('合同')

describe('a login', () => {
  it.each(['SOF_Login', 'SOF_LoginEx'])('by %s lasts until the page logs out', async (name) => {
    const { call, me, done, uses } = open()
    expect(await call('SOF_IsLogin', me)).toBe(false)
    expect(await call(name, me, '123456')).toBe(true)
    expect([await call('SOF_IsLogin', me), await call('SOF_GetLastLoginCertID')]).toEqual([true, me])
    expect(uses).toMatchObject([{ purpose: 'sign-in', opens: true }])
    expect([await call('SOF_Logout', me), done.ended]).toEqual([true, 1])
    expect(await call('SOF_IsLogin', me)).toBe(false)
  })

  it('is for one certificate', async () => {
    const { call, certId } = open(['one', 'two'])
    await call('SOF_Login', certId(1))
    expect([await call('SOF_IsLogin', certId(0)), await call('SOF_IsLogin', certId(1))]).toEqual([
      false,
      true,
    ])
  })
})

describe('a page that is logged in', () => {
  it.each([
    ['SOF_SignData', '合同'],
    ['SOF_SignDataBase64', text64],
  ])('signs by %s and has it verified', async (name, given) => {
    const { call, me, certs, ukeys, session } = await loggedIn()
    const signature = await call(name, me, given)
    const [{ signing }] = ukeys as [(typeof ukeys)[number]]
    expect(sm2Verify(signing.keys.publicKey, utf8('合同'), bytesOf(signature))).toBe(true)
    expect(await call('SOF_GetLastSignDataCertID')).toBe(me)
    const verify = name.replace('Sign', 'VerifySigned')
    expect(await call(verify, certs[0], given, signature)).toBe(true)
    expect(await call(verify, certs[1], given, signature)).toBe(false)
    expect(session.lastError).toBe(SOR.verifyFailed)
  })

  it.each([
    ['SOF_SignMessage', '合同'],
    ['SOF_SignMessageBase64', text64],
  ])('makes messages by %s, with a flag or as it was before there was one', async (name, given) => {
    const { call, me, certs } = await loggedIn()
    const [apart, whole, old, odd] = [
      await call(name, 1, me, given),
      await call(name, '0', me, given),
      await call(name, me, given),
      await call(name, 2, me, given),
    ]
    const contents = [apart, whole, old, odd].map((made) => {
      const { content } = parseSignedMessage(bytesOf(made))
      return content === null ? null : Buffer.from(content).toString()
    })
    expect(contents).toEqual([null, '合同', '合同', '合同'])
    const verify = name.replace('Sign', 'VerifySigned')
    expect([await call(verify, apart, given), await call(verify, whole, given)]).toEqual([true, true])
    expect(await call(verify, apart, text64.slice(0, 4))).toBe(false)
    expect(await call('SOF_GetInfoFromSignedMessage', whole, 1)).toBe('合同')
    expect(await call('SOF_GetInfoFromSignedMessage', whole, 2)).toBe(certs[0])
  })

  it('opens what is sealed for it', async () => {
    const { call, me, certs } = await loggedIn()
    const sealed = await call('SOF_EncryptData', certs[1], '合同')
    expect(await call('SOF_DecryptData', me, sealed)).toBe('合同')
    const cipher = await call('SOF_PubKeyEncrypt', certs[1], '合同')
    expect(await call('SOF_PriKeyDecrypt', me, cipher)).toBe('合同')
  })

  it('opens what others sealed, as text', async () => {
    const { call, me, ukeys } = await loggedIn()
    const [{ encryption }] = ukeys as [(typeof ukeys)[number]]
    const { certificate, keys } = encryption
    const content = utf8('信')
    expect(await call('SOF_DecryptData', me, base64(sealMessage(content, [certificate])))).toBe('信')
    expect(await call('SOF_PriKeyDecrypt', me, base64(sm2Encrypt(keys.publicKey, content)))).toBe('信')
  })
})

it('a page that is not logged in hears so', async () => {
  const { call, me } = open()
  expect([await call('SOF_SignData', me, 'a'), await call('SOF_GetLastError')]).toEqual(['', SOR.notLoggedIn])
  expect(await call('SOF_GetLastErrMsg')).toBe('没有登录证书')
})
