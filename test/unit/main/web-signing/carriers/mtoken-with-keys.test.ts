import { describe, expect, it } from 'vitest'
import { answerMtoken } from '../../../../../src/main/web-signing/carriers/mtoken.ts'
import { SOR } from '../../../../../src/main/web-signing/sof/sof-error.ts'
import { parseSignedMessage, sm3 } from '../../../../../src/pki/index.ts'
import { base64, bytesOf, olderPage, utf8 } from '../older-page.ts'

const open = (names: readonly string[] = ['one']) => {
  const made = olderPage(names)
  const call = (name: string, fields: object = {}) =>
    answerMtoken(made.session, { name, fields: { function: name, ...fields } })
  return { ...made, call, me: made.certId() }
}
const loggedIn = async () => {
  const made = open()
  await made.call('SOF_Login', { deviceName: 'serial-one' })
  return made
}
const text64 = base64('合同')

describe('a page of mToken', () => {
  it.each([
    ['text', '合同', 6],
    ['text that looks like base64', 'abcd', 4],
    ['base64 of that length', text64, 6],
    ['base64 of that length, as text', text64, '6'],
    ['text without a length', text64, undefined],
  ])('signs %s', async (what, inData, inDataLen) => {
    const { call, certs, me: containerName } = await loggedIn()
    const answer = await call('SOF_SignDataEx', { containerName, inData, inDataLen })
    expect(answer).toEqual({ rtn: 0, signed: expect.stringMatching(/^M/) })
    const given = what.startsWith('base64') ? '合同' : inData
    const { signed: signedValue } = answer
    const check = { base64EncodeCert: certs[0], signedValue }
    expect(await call('SOF_VerifySignedDataEx', { ...check, inData, inDataLen })).toEqual({ rtn: 0 })
    const whole = { inData: base64(given), inDataLen: Buffer.byteLength(given) }
    expect(await call('SOF_VerifySignedDataEx', { ...check, ...whole })).toEqual({ rtn: 0 })
    expect(await call('SOF_VerifySignedDataEx', { ...check, inData: 'other' })).toEqual({
      rtn: SOR.verifyFailed,
    })
  })

  it('signs no data that are no text', async () => {
    const { call, me: containerName } = await loggedIn()
    expect(await call('SOF_SignDataEx', { containerName, inData: {} })).toEqual({ rtn: SOR.inputData })
  })

  it.each([
    [true, true],
    [1, true],
    ['1', true],
    [0, false],
    [undefined, false],
  ])('signs a message (detached: %s)', async (detached, apart) => {
    const { call, me: containerName } = await loggedIn()
    const { pkcs7, rtn } = await call('SOF_SignDataToPKCS7', { containerName, inData: '合同', detached })
    expect([rtn, parseSignedMessage(bytesOf(pkcs7)).content === null]).toEqual([0, apart])
    expect(await call('SOF_VerifyDataToPKCS7', { pkcs7, original: '合同' })).toEqual({ rtn: 0 })
    expect(await call('SOF_VerifyDataToPKCS7', { pkcs7, original: 'x' })).toEqual({
      rtn: apart ? SOR.verifyFailed : 0,
    })
  })

  // The vendor's scripts read the field under this name.
  it('seals and opens', async () => {
    const { call, certs, me: containerName } = await loggedIn()
    const sealed = await call('SOF_EncryptDataPKCS7EX', { base64EncodeCert: certs[1], inData: '合同' })
    expect(sealed).toEqual({ rtn: 0, encrypedData: expect.stringMatching(/^M/) })
    const opened = await call('SOF_DecryptDataPKCS7EX', { containerName, inData: sealed.encrypedData })
    expect(opened).toEqual({ rtn: 0, decryptedData: '合同' })
  })

  it('has files signed, verified, sealed and opened', async () => {
    const { call, certs, me: containerName, picked, saved, file } = await loggedIn()
    const { rtn, signed } = await call('SOF_SignFileToPKCS7', { containerName, inFile: 'C:\\a' })
    expect([rtn, parseSignedMessage(bytesOf(signed)).content]).toEqual([0, null])
    expect(await call('SOF_VerifyFileToPKCS7', { strPkcs7Data: signed, inFile: 'C:\\b' })).toEqual({ rtn: 0 })
    const out = { inFile: 'C:\\c', outFile: 'C:\\d.enc' }
    expect(await call('SOF_EncryptFileToPKCS7', { cert: certs[1], ...out })).toEqual({ rtn: 0 })
    expect(saved.map(([purpose, name]) => [purpose, name])).toEqual([['encrypt', 'd.enc']])
    expect(await call('SOF_DecryptFileToPKCS7', { containerName, ...out })).not.toEqual({ rtn: 0 })
    expect(picked.map(({ path }) => path)).toEqual(['C:\\a', 'C:\\b', 'C:\\c', 'C:\\c'])
    expect(file.bytes.length).toBeGreaterThan(0)
  })

  it('gets random bytes and digests', async () => {
    const { call } = open()
    const { outData, rtn } = await call('SOF_GenRandom', { inDataLen: 24 })
    expect([rtn, bytesOf(outData).length]).toEqual([0, 24])
    expect(await call('SOF_DigestData', { inData: '合同' })).toEqual({
      ...{ rtn: 0, digest: base64(sm3(utf8('合同'))) },
    })
  })

  it.each(['constructor', '__proto__', 'DeleteFile', 'SOF_NoSuch'])('gets nothing by %s', async (name) => {
    expect(await open().call(name)).toEqual({ rtn: SOR.notSupported })
  })

  it('hears a number for every answer that is empty', async () => {
    const { call, me: containerName, all } = open()
    all.splice(1)
    expect(await call('SOF_ExportUserCert', { containerName, keySpec: 0 })).toEqual({ rtn: SOR.unknown })
  })
})
