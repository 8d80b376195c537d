import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  certified,
  digested,
  digests,
  encrypted,
  infoOf,
  messageVerifies,
  mustBeRight,
  random,
  sealed,
} from '../../../../../src/main/web-signing/sof/own-data.ts'
import { SOR } from '../../../../../src/main/web-signing/sof/sof-error.ts'
import {
  openMessage,
  parseEnvelopedMessage,
  type SignerVerdict,
  signedMessageToSign,
  sm2Decrypt,
  sm2SignDigest,
  sm3,
} from '../../../../../src/pki/index.ts'
import { freshParty, freshRoot } from '../../../pki/authority.ts'
import { base64, bytesOf, utf8 } from '../older-page.ts'

const root = freshRoot()
const signer = freshParty(root, { profile: 'signing', name: '王芳' })
const receiver = freshParty(root, { profile: 'encryption', name: '王芳' })
const [cert, content] = [base64(signer.certificate.raw), utf8('合同')]
const code = (number: number) => expect.objectContaining({ code: number })

const messageOver = (text: string, detached: boolean): string => {
  const { digest, finish } = signedMessageToSign({
    ...{ content: { content: utf8(text) }, certificate: signer.certificate, detached, signingTime: null },
  })
  return base64(finish(sm2SignDigest(signer.keys.privateKey, digest)))
}

describe('a bare signature', () => {
  const signature = base64(signer.sign(content))

  it('is right over its content', () => {
    expect(certified([cert, null, signature], content)).toBe(true)
  })

  it.each([
    ['another content', [cert, null, signature], utf8('合约')],
    ['another certificate', [base64(receiver.certificate.raw), null, signature], content],
    ['another signature', [cert, null, base64(signer.sign(utf8('x')))], content],
    ['no signature', [cert, null, ''], content],
  ])('is wrong with %s', (_, args, message) => {
    expect(() => certified(args, message)).toThrow(code(SOR.verifyFailed))
  })

  it.each([
    [['AAAA', null, signature], SOR.badCertificate],
    [[cert, null, '*'], SOR.inputData],
    [[cert, null], SOR.inputData],
  ])('cannot be looked at in %j', (args, number) => {
    expect(() => certified(args, content)).toThrow(code(number))
  })
})

describe('a signed message', () => {
  it.each([
    [true, '合同'],
    [false, '合同'],
  ])('is right (content apart: %s)', (detached, text) => {
    expect(messageVerifies([messageOver(text, detached)], content)).toBe(true)
  })

  it('is wrong over another content, if it has none of its own', () => {
    expect(() => messageVerifies([messageOver('别的', true)], content)).toThrow(code(SOR.verifyFailed))
    expect(messageVerifies([messageOver('别的', false)], content)).toBe(true)
  })

  it('is none if it cannot be read', () => {
    expect(() => messageVerifies([base64('x')], content)).toThrow(code(SOR.inputData))
  })

  it('must be right for every signer', () => {
    const verdict = (problem: string | null) => ({ problem }) as unknown as SignerVerdict
    expect(mustBeRight([])).toBe(true)
    expect(mustBeRight([verdict(null), verdict(null)])).toBe(true)
    for (const all of [[verdict('x')], [verdict(null), verdict('x')], [verdict('x'), verdict(null)]])
      expect(() => mustBeRight(all)).toThrow(code(SOR.verifyFailed))
  })

  it('tells its content, its certificate and its signature', () => {
    const message = messageOver('合同', false)
    expect(infoOf([message, 1])).toBe('合同')
    expect(infoOf([message, '2'])).toBe(cert)
    const signature = infoOf([message, 3])
    expect(certified([cert, null, signature], content)).toBe(true)
  })

  it('tells no content that is not in it', () => {
    expect(infoOf([messageOver('合同', true), 1])).toBe('')
  })

  it.each([0, 4, 'x', undefined])('tells nothing by the number %s', (number) => {
    expect(() => infoOf([messageOver('合同', false), number])).toThrow(code(SOR.inputData))
  })
})

describe('a digest', () => {
  const hash = (name: string) => createHash(name).update(content).digest('base64')

  it.each([
    [1, base64(sm3(content))],
    ['1', base64(sm3(content))],
    [2, hash('sha1')],
    [4, hash('sha256')],
  ])('has the number %s', (number, digest) => {
    expect(digested([number, '合同'])).toBe(digest)
  })

  it.each([0, 3, 5])('of the number %i is not made', (number) => {
    expect(() => digested([number, '合同'])).toThrow(code(SOR.notSupported))
    expect(digests.has(number)).toBe(false)
  })

  it('needs a text', () => {
    expect(() => digested([1])).toThrow(code(SOR.inputData))
  })
})

describe('random bytes', () => {
  it.each([1, 2, 4_095, 4_096, '16'])('come in the length %s', (length) => {
    expect(bytesOf(random([length]))).toHaveLength(Number(length))
  })

  it.each([0, -1, 4_097, 1.5, 'x', null])('do not come in the length %s', (length) => {
    expect(() => random([length])).toThrow(code(SOR.inputData))
  })

  it('differ each time', () => {
    expect(random([16])).not.toBe(random([16]))
  })
})

describe('a text is encrypted', () => {
  const receiverCert = base64(receiver.certificate.raw)

  it('as a message for the certificate', () => {
    const message = parseEnvelopedMessage(bytesOf(sealed([receiverCert, '合同'])))
    expect(message.recipients).toHaveLength(1)
    expect(Buffer.from(openMessage(message, receiver.certificate, receiver.keys.privateKey)).toString()).toBe(
      '合同',
    )
  })

  it('with the key of the certificate', () => {
    const cipher = bytesOf(encrypted([receiverCert, '合同']))
    expect(Buffer.from(sm2Decrypt(receiver.keys.privateKey, cipher)).toString()).toBe('合同')
  })

  it.each([
    [sealed, ['x', 'text'], SOR.badCertificate],
    [encrypted, ['x', 'text'], SOR.badCertificate],
    [sealed, [receiverCert], SOR.inputData],
    [encrypted, [receiverCert], SOR.inputData],
  ])('not without a certificate and a text', (call, args, number) => {
    expect(() => call(args)).toThrow(code(number))
  })
})
