import { describe, expect, it } from 'vitest'
import { encodeRecipients } from '../../../../src/pki/cms/recipient.ts'
import { encodeSigner } from '../../../../src/pki/cms/signer.ts'
import { context, der, TAG } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { freshParty, freshRoot } from '../authority.ts'
import { refused } from '../refusal.ts'

const { OID } = pki
const root = freshRoot()
const signer = freshParty(root, { profile: 'signing' })
const [reader, other] = [
  freshParty(root, { profile: 'encryption' }),
  freshParty(root, { profile: 'encryption' }),
]
const text = new TextEncoder().encode('some content')
const filled = (length: number, step: number) => Uint8Array.from({ length }, (_, i) => (i * step + 3) & 255)
const [key, iv] = [filled(16, 5), filled(16, 9)]

const recipients = encodeRecipients([reader.certificate], key)
const encrypted = (
  ciphertext = pki.sm4CbcEncrypt(key, iv, text),
  algorithm = der.sequence(der.oid(OID.sm4Cbc), der.octets(iv)),
) => der.sequence(der.oid(OID.gmData), algorithm, der.implicit(0, ciphertext))
const message = (type: string, ...parts: readonly Uint8Array[]) =>
  der.sequence(der.oid(type), der.explicit(0, der.sequence(...parts)))
const open = (sealed: Uint8Array, by = reader) =>
  pki.openMessage(pki.parseEnvelopedMessage(sealed), by.certificate, by.keys.privateKey)

describe('a sealed message', () => {
  it('has a version up to 2', () => {
    const versioned = (version: number) =>
      message(OID.gmEnvelopedData, der.integer(version), recipients, encrypted())
    for (const version of [0, 1, 2]) expect(open(versioned(version))).toEqual(text)
    expect(() => open(versioned(3))).toThrow(refused('unsupported-version'))
  })

  it('has nothing more behind its content', () => {
    const more = message(OID.gmEnvelopedData, der.integer(1), recipients, encrypted(), der.nothing())
    expect(() => open(more)).toThrow(refused('trailing-bytes'))
  })

  it('has its code in a field of its own only under the number that says so', () => {
    const [nonce, long] = [filled(12, 7), filled(40, 1)]
    const { ciphertext, tag } = pki.sm4GcmSeal(key, nonce, long)
    const gcm = der.sequence(der.oid(OID.sm4Gcm), der.sequence(der.octets(nonce), der.integer(16)))
    const apart = [der.integer(0), recipients, encrypted(ciphertext, gcm), der.octets(tag)]
    expect(open(message(OID.authEnvelopedData, ...apart))).toEqual(long)
    expect(() => open(message(OID.envelopedData, ...apart))).toThrow(refused('trailing-bytes'))
    const behind = [der.integer(0), recipients, encrypted(pki.concat(ciphertext, tag), gcm)]
    expect(open(message(OID.envelopedData, ...behind))).toEqual(long)
  })

  it('is made of parts as of one, for each of its recipients', () => {
    const sealer = pki.sealInParts([reader.certificate, other.certificate])
    sealer.update(text.subarray(0, 5))
    sealer.update(text.subarray(5))
    const sealed = sealer.finish()
    for (const one of [reader, other]) expect(open(sealed, one)).toEqual(text)
    expect(open(pki.sealMessage(text, [reader.certificate]))).toEqual(text)
    expect(pki.cmsKind(sealed)).toBe('enveloped')
    expect(() => pki.sealMessage(text, [])).toThrow(refused('missing-field'))
  })

  it('has a fresh key and vector each time', () => {
    const once = () => pki.parseEnvelopedMessage(pki.sealMessage(text, [reader.certificate])).encrypted
    const [a, b] = [once(), once()]
    expect(a.algorithm).toBe(OID.sm4Cbc)
    expect(a.iv).not.toEqual(b.iv)
    expect(a.ciphertext).not.toEqual(b.ciphertext)
  })

  it('opens for nobody else', () => {
    const sealed = pki.sealMessage(text, [reader.certificate])
    expect(() => open(sealed, other)).toThrow(refused('not-a-recipient'))
  })
})

const signature = pki.sm2Sign(signer.keys.privateKey, text)
const trailer = [
  der.element(context(0), signer.certificate.raw),
  der.element(TAG.set, encodeSigner(signer.certificate, null, signature)),
]
const digests = (count = 1) =>
  der.element(TAG.set, ...Array<Uint8Array>(count).fill(der.sequence(der.oid(OID.sm3))))
const both = (version: number, algorithms = digests(), ...more: readonly Uint8Array[]) =>
  message(
    OID.gmSignedAndEnvelopedData,
    der.integer(version),
    recipients,
    algorithms,
    encrypted(),
    ...trailer,
    ...more,
  )

describe('a message that is signed and sealed', () => {
  it('is read with all its parts', () => {
    const read = pki.parseSignedAndEnvelopedMessage(both(1))
    expect(read.recipients).toHaveLength(1)
    expect(read.encrypted).toMatchObject({ algorithm: OID.sm4Cbc, iv, contentType: OID.gmData })
    expect(read.certificates.map(({ raw }) => raw)).toEqual([signer.certificate.raw])
    expect(read.signers).toMatchObject([{ signature }])
    expect(read.crls).toEqual([])
  })

  it('is refused in another version, with more behind it or with 33 algorithms', () => {
    const read = pki.parseSignedAndEnvelopedMessage
    for (const version of [0, 2]) expect(() => read(both(version))).toThrow(refused('unsupported-version'))
    expect(() => read(both(1, digests(), der.nothing()))).toThrow(refused('trailing-bytes'))
    expect(read(both(1, digests(32))).signers).toHaveLength(1)
    expect(() => read(both(1, digests(33)))).toThrow(refused('too-large'))
  })

  it('is checked with its certificates and those that are given', () => {
    const read = pki.parseSignedAndEnvelopedMessage(both(1))
    const problems = (
      message: pki.SignedAndEnvelopedMessage,
      content = text,
      more?: readonly pki.Certificate[],
    ) => pki.verifySealedMessage(message, content, more).map(({ problem }) => problem)
    expect(problems(read)).toEqual([null])
    expect(problems(read, text.subarray(1))).toEqual(['bad-signature'])
    const bare = { ...read, certificates: [] }
    expect(problems(bare)).toEqual(['no-certificate'])
    expect(problems(bare, text, [signer.certificate])).toEqual([null])
  })

  it('is made of a signature over its content', () => {
    const toSign = pki.sealedMessageToSign(text, signer.certificate, [reader.certificate, other.certificate])
    expect(toSign.digest).toEqual(pki.sm2Digest(signer.keys.publicKey, text))
    const read = pki.parseSignedAndEnvelopedMessage(toSign.finish(signature))
    for (const one of [reader, other])
      expect(pki.openMessage(read, one.certificate, one.keys.privateKey)).toEqual(text)
    expect(read.signers[0]).toMatchObject({ signature, attributesDer: null })
    expect(read.certificates.map(({ raw }) => raw)).toEqual([signer.certificate.raw])
  })
})

describe('an encryption key that came back in such a message', () => {
  const pair = pki.generateSm2KeyPair()
  const read = pki.parseSignedAndEnvelopedMessage(both(1))
  const returned = (
    length: number,
    vector: Uint8Array | null = null,
    count = 1,
  ): pki.SignedAndEnvelopedMessage => ({
    ...read,
    recipients: Array(count).fill(read.recipients[0]),
    encrypted: { ...read.encrypted, iv: vector, ciphertext: filled(length, 3) },
  })

  it('has one recipient, no vector and 32 or 64 bytes', () => {
    for (const length of [32, 64]) {
      const sealed = pki.envelopedKeyOf(returned(length), pair.publicKey)
      expect(sealed).toMatchObject({
        symAlgorithm: OID.sm4Ecb,
        publicKey: pair.publicKey,
        encryptedPrivateKey: filled(length, 3),
      })
      expect(pki.sm2Decrypt(reader.keys.privateKey, pki.encodeSm2Cipher(sealed.wrappedKey, 'asn1'))).toEqual(
        key,
      )
    }
    for (const wrong of [
      returned(31),
      returned(48),
      returned(65),
      returned(32, iv),
      returned(32, null, 2),
      returned(32, null, 0),
    ])
      expect(() => pki.envelopedKeyOf(wrong, pair.publicKey)).toThrow(refused('bad-value'))
  })
})
