import { describe, expect, it } from 'vitest'
import { isNeverDone } from '../../../../src/main/web-signing/sof/never.ts'
import { isNeverSigned } from '../../../../src/main/web-signing/sof/never-signed.ts'
import { encodeAttributes } from '../../../../src/pki/cms/signer.ts'
import { generateSm2KeyPair, signedMessageToSign } from '../../../../src/pki/index.ts'
import { statementText } from '../../../../src/shared/web-signing/statement.ts'
import { freshParty, freshRoot } from '../../pki/authority.ts'

const { certificate } = freshParty(freshRoot(), { profile: 'signing', name: '王芳' })
const element = (tag: readonly number[], content: Uint8Array) =>
  Uint8Array.of(...tag, 0x82, content.length >> 8, content.length & 0xff, ...content)
const inside = (der: Uint8Array) => der.subarray(4)
const withEndMark = (der: Uint8Array) => Uint8Array.of(0x30, 0x80, ...inside(der), 0, 0)
const withLongLength = (der: Uint8Array) =>
  Uint8Array.of(0x30, 0x86, 0, 0, 0, 0, ...der.subarray(2, 4), ...inside(der))
const value = element([0x31], element([0xbf, 0x81, 0x01], Uint8Array.of(1, 2, 3)))
const attribute = element([0x30], Uint8Array.of(0x06, 2, 0x2a, 3, ...value))
const request = element([0x30], Uint8Array.of(2, 1, 0, 0x30, 0, ...element([0xa0], attribute)))
const utf8 = (text: string) => new TextEncoder().encode(text)

describe('a page of an older client gets no signature', () => {
  const statement = {
    origin: 'https://a.example',
    time: '2026-11-27T03:04:05.678Z',
    nonce: 'AAAAAAAAAAAAAAAAAAAAAA==',
  }
  const message = signedMessageToSign({
    ...{ content: { content: utf8('a') }, certificate, detached: false, signingTime: null },
  }).finish(utf8('0'))
  const refused: Readonly<Record<string, Uint8Array>> = {
    'under a certificate': certificate.tbs,
    'under a whole certificate': certificate.raw,
    'under the attributes of a message': encodeAttributes(
      '1.2.156.10197.6.1.4.2.1',
      new Uint8Array(32),
      new Date(),
    ),
    'under a signed message': message,
    // OpenSSL reads these as the same certificate.
    'under a certificate whose length is not written': withEndMark(certificate.tbs),
    'under a certificate whose length is written with zeros before it': withLongLength(certificate.tbs),
    'under a request with an attribute of a tag of two bytes': request,
    'under a statement of ours after a mark of its byte order': utf8(
      `\ufeff${statementText({ ...statement, about: { purpose: 'sign-in' } })}`,
    ),
    'under a statement of ours': utf8(statementText({ ...statement, about: { purpose: 'sign-in' } })),
  }
  it.each(Object.entries(refused))('%s', (_, bytes) => expect(isNeverSigned(bytes)).toBe(true))

  it('but gets one under what pages do have signed', () => {
    const texts = [
      '',
      '0',
      '00',
      '01234567',
      '0'.repeat(50),
      '1'.repeat(51),
      '{"a":1}',
      '<xml/>',
      '签名原文',
      '0\u0002ab',
    ]
    for (const text of texts) expect([text, isNeverSigned(utf8(text))]).toEqual([text, false])
    expect(isNeverSigned(generateSm2KeyPair().publicKey)).toBe(false)
  })
})

describe('the list of what no carrier does', () => {
  it('has the functions that manage devices, keys, PINs, files and programs', () => {
    const never = ['InitDevice', 'SOF_LoadLibrary', 'GenerateKeyPair', 'ChangeAdminPass', 'SOF_ChangePassWd']
    for (const name of [...never, 'Execute', 'OpenSpecifiedFolder', 'BIO_InvokeCommand', 'SOF_SignHashData'])
      expect([name, isNeverDone(name)]).toEqual([name, true])
    for (const name of ['SOF_SignData', 'SOF_Login', 'SOF_GetUserList', 'constructor'])
      expect([name, isNeverDone(name)]).toEqual([name, false])
  })
})
