import { describe, expect, it } from 'vitest'
import { answerNetca } from '../../../../../src/main/web-signing/carriers/netca.ts'
import { SOR, sofMessage } from '../../../../../src/main/web-signing/sof/sof-error.ts'
import {
  openMessage,
  parseEnvelopedMessage,
  parseSignedMessage,
  sealMessage,
  sm2Verify,
} from '../../../../../src/pki/index.ts'
import { base64, bytesOf, olderPage, utf8 } from '../older-page.ts'

const open = (names: readonly string[] = ['one']) => {
  const made = olderPage(names, false)
  const call = async (name: string, param: Readonly<Record<string, unknown>> = {}) => {
    const answer = await answerNetca(made.session, { head: {}, name, param })
    return answer as {
      readonly responseResult: unknown
      readonly responseEntity: Readonly<Record<string, unknown>>
    }
  }
  /** The content of an answer that must be good. */
  const get = async (...asked: Parameters<typeof call>) => {
    const { responseResult, responseEntity } = await call(...asked)
    expect(responseResult).toEqual({ status: 0, msg: '' })
    return responseEntity
  }
  const [ukey] = made.ukeys as [(typeof made.ukeys)[number]]
  return { ...made, call, get, ukey }
}
const bad = (code: number) => ({
  ...{ responseResult: { status: -5, msg: sofMessage(code) }, responseEntity: {} },
})
const [text, data, file] = ['合同', { text: base64('合同') }, { fileName: 'C:\\a.pdf' }]
const contentIn = (message: unknown): string | null => {
  const { content } = parseSignedMessage(bytesOf(message))
  return content === null ? null : Buffer.from(content).toString()
}

describe('a page of NETCA signs', () => {
  it.each([
    ['base64', data],
    ['text', { text }],
    ['hex', { hexText: Buffer.from(text).toString('hex') }],
  ])('%s, and verifies it', async (_, given) => {
    const { get, call, ukey, certs } = open()
    const { signature, ...rest } = await get('Sign', { data: given })
    expect(rest).toEqual({})
    expect(sm2Verify(ukey.signing.keys.publicKey, utf8(text), bytesOf(signature))).toBe(true)
    const cert = { encode: certs[0] }
    expect(await get('VerifySignature', { cert, data: given, signature })).toEqual({ result: true })
    expect(await call('VerifySignature', { cert, data: { text: 'x' }, signature })).toEqual(
      bad(SOR.verifyFailed),
    )
  })

  it('with the certificate that it names', async () => {
    const { get, ukeys, certs } = open(['one', 'two'])
    const { signature } = await get('Sign', { data, cert: { encode: certs[2] } })
    const right = ukeys.map(({ signing }) =>
      sm2Verify(signing.keys.publicKey, utf8(text), bytesOf(signature)),
    )
    expect(right).toEqual([false, true])
  })

  it.each([
    [true, null],
    ['1', null],
    [0, text],
    [undefined, text],
  ])('messages (detached: %s)', async (detached, content) => {
    const { get, call, certs, all } = open()
    const { signValue, certObject } = await get('SignedDataSign', { data, detached })
    expect(contentIn(signValue)).toBe(content)
    expect(certObject).toEqual({
      ...{ certCode: certs[0], subjectCN: 'one 的持有人', AppUsrCertNO: all[0]?.certificate.serialHex },
    })
    const signedData = signValue
    expect(await get('SignedDataVerify', { signedData, originData: data })).toEqual({ result: true })
    const alone = await call('SignedDataVerify', { signedData })
    expect(alone.responseResult).toMatchObject({ status: content === null ? -5 : 0 })
  })

  it.each([
    [1, null],
    [0, '文件的内容'],
  ])('files that the person picks (detached: %i)', async (detached, content) => {
    const { get, picked, certs } = open()
    const { signValue } = await get('SignedDataSign', { data: file, detached })
    expect(contentIn(signValue)).toBe(content)
    const whole = { signedData: signValue, originData: file }
    expect(await get('SignedDataVerify', whole)).toEqual({ result: true })
    const { signature } = await get('Sign', { data: file })
    const given = { cert: { encode: certs[0] }, data: file, signature }
    expect(await get('VerifySignature', given)).toEqual({ result: true })
    expect(picked.map(({ purpose, path }) => [purpose, path])).toEqual([
      ...[
        ['sign', 'C:\\a.pdf'],
        ['verify', 'C:\\a.pdf'],
      ],
      ...[
        ['sign', 'C:\\a.pdf'],
        ['verify', 'C:\\a.pdf'],
      ],
    ])
  })

  it.each(['Sign', 'SignedDataSign'])('nothing by %s that is refused or no data', async (name) => {
    const { call, says } = open()
    expect(await call(name, { data: {} })).toEqual(bad(SOR.inputData))
    says.use = 'refused'
    expect(await call(name, { data })).toEqual(bad(SOR.cancelled))
    expect(await call(name, { data: file })).toEqual(bad(SOR.cancelled))
  })
})

describe('a page of NETCA', () => {
  it('seals for the certificate that it sends', async () => {
    const { get, call, ukey, certs, says } = open()
    const { encData } = await get('EnvelopedDataEncrypt', { cert: { encode: certs[1] }, data })
    const { certificate, keys } = ukey.encryption
    const opened = openMessage(parseEnvelopedMessage(bytesOf(encData)), certificate, keys.privateKey)
    expect(Buffer.from(opened).toString()).toBe(text)
    expect(await call('EnvelopedDataEncrypt', { cert: {}, data })).toEqual(bad(SOR.inputData))
    expect(await call('EnvelopedDataEncrypt', { cert: { encode: certs[1] } })).toEqual(bad(SOR.inputData))
    says.see = 'refused'
    expect(await call('EnvelopedDataEncrypt', { cert: { encode: certs[1] }, data })).toEqual(
      bad(SOR.cancelled),
    )
  })

  it.each(['', undefined, 1])('opens for itself if it names no file (%s)', async (savefileName) => {
    const { get, ukey, saved } = open()
    const encData = base64(sealMessage(utf8(text), [ukey.encryption.certificate]))
    expect(await get('EnvelopedDataDecrypt', { encData, savefileName })).toEqual({ data: text })
    expect(saved).toEqual([])
  })

  it('opens into a file that the person saves', async () => {
    const { get, call, ukey, saved, says } = open()
    const encData = base64(sealMessage(utf8(text), [ukey.encryption.certificate]))
    expect(await get('EnvelopedDataDecrypt', { encData, savefileName: 'C:\\b.txt' })).toEqual({})
    expect(saved.map(([purpose, name, bytes]) => [purpose, name, Buffer.from(bytes).toString()])).toEqual([
      ['decrypt', 'b.txt', text],
    ])
    says.use = 'refused'
    expect(await call('EnvelopedDataDecrypt', { encData, savefileName: 'C:\\b.txt' })).toEqual(
      bad(SOR.cancelled),
    )
  })
})
