import { describe, expect, it } from 'vitest'
import {
  decryptContent,
  type EncryptedContent,
  readAuthenticatedContent,
  readEncryptedContent,
} from '../../../../src/pki/cms/encrypted-content.ts'
import { context, DerReader, der, TAG } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { refused } from '../refusal.ts'

const { OID } = pki
const filled = (length: number, step: number) => Uint8Array.from({ length }, (_, i) => (i * step + 3) & 255)
const [key, iv, nonce] = [filled(16, 5), filled(16, 9), filled(12, 11)]
const plain = filled(20, 7)
const sealed = filled(32, 3)

const info = (algorithm: Uint8Array, content = der.implicit(0, sealed), ...more: readonly Uint8Array[]) =>
  der.sequence(der.oid(OID.gmData), algorithm, content, ...more)
const named = (oid: string, ...parameters: readonly Uint8Array[]) => der.sequence(der.oid(oid), ...parameters)
const read = (bytes: Uint8Array) => DerReader.of(bytes, 'content').only(readEncryptedContent)
const gcm = (own: Uint8Array, ...length: readonly Uint8Array[]) =>
  named(OID.sm4Gcm, der.sequence(der.octets(own), ...length))

describe('an encrypted content', () => {
  it('is read with its type, algorithm and vector', () => {
    expect(read(info(named(OID.sm4Cbc, der.octets(iv))))).toEqual({
      contentType: OID.gmData,
      algorithm: OID.sm4Cbc,
      iv,
      ciphertext: sealed,
    })
    expect(read(info(named(OID.sm4)))).toMatchObject({ algorithm: OID.sm4, iv: null })
    expect(read(info(named(OID.sm4Ecb, der.nothing())))).toMatchObject({ iv: null })
  })

  it('may come in pieces, and with shared information', () => {
    const pieces = der.explicit(0, der.octets(sealed.subarray(0, 5)), der.octets(sealed.subarray(5)))
    const shared = [der.implicit(1, iv), der.implicit(2, iv)]
    for (const more of [[], shared, shared.slice(0, 1), shared.slice(1)])
      expect(read(info(named(OID.sm4), pieces, ...more)).ciphertext).toEqual(sealed)
    for (const wrong of [[der.implicit(3, iv)], [...shared].reverse(), [shared[0] ?? iv, shared[0] ?? iv]])
      expect(() => read(info(named(OID.sm4), pieces, ...wrong))).toThrow(refused('trailing-bytes'))
  })

  it.each([0, 15, 17])('is refused with a vector of %i bytes', (length) => {
    expect(() => read(info(named(OID.sm4Cbc, der.octets(filled(length, 1)))))).toThrow(refused('bad-length'))
  })
})

describe('a content under SM4-GCM', () => {
  const tagged = (length: number, ...stated: readonly Uint8Array[]) =>
    read(info(gcm(nonce, ...stated), der.implicit(0, filled(length, 3))))

  it('has its tag behind the ciphertext, of twelve bytes if nothing is said', () => {
    expect(tagged(32)).toMatchObject({
      ciphertext: filled(32, 3).subarray(0, 20),
      iv: null,
      gcm: { nonce, tag: filled(32, 3).subarray(20), aad: new Uint8Array() },
    })
    for (const length of [12, 13, 16])
      expect(tagged(32, der.integer(length)).gcm?.tag).toEqual(filled(32, 3).subarray(32 - length))
  })

  it('may be nothing but a tag, and no less', () => {
    expect(tagged(12).ciphertext).toEqual(new Uint8Array())
    expect(() => tagged(11)).toThrow(refused('bad-length'))
    expect(tagged(16, der.integer(16)).ciphertext).toEqual(new Uint8Array())
    expect(() => tagged(15, der.integer(16))).toThrow(refused('bad-length'))
  })

  it.each([11, 17])('is refused with a tag of %i bytes', (length) => {
    expect(() => tagged(32, der.integer(length))).toThrow(refused('bad-length'))
  })

  it('is refused without a nonce or with more behind it', () => {
    expect(() => read(info(gcm(new Uint8Array())))).toThrow(refused('bad-length'))
    expect(() => tagged(32, der.integer(12), der.nothing())).toThrow(refused('trailing-bytes'))
    expect(read(info(gcm(Uint8Array.of(1)))).gcm?.nonce).toEqual(Uint8Array.of(1))
  })

  it('without parameters is not opened', () => {
    const bare = read(info(named(OID.sm4Gcm)))
    expect(bare.gcm).toBeUndefined()
    expect(() => decryptContent(bare, key)).toThrow(refused('unsupported-algorithm'))
  })
})

describe('an authenticated content', () => {
  const read2 = (...parts: readonly Uint8Array[]) =>
    DerReader.of(pki.concat(...parts), 'content').only(readAuthenticatedContent)
  const tag = filled(16, 13)
  const whole = info(gcm(nonce, der.integer(16)))

  it('has its tag in a field of its own', () => {
    expect(read2(whole, der.octets(tag))).toEqual({
      contentType: OID.gmData,
      algorithm: OID.sm4Gcm,
      iv: null,
      ciphertext: sealed,
      gcm: { nonce, tag, aad: new Uint8Array() },
    })
  })

  it('covers attributes under the tag of a set, and none of those behind it', () => {
    const attributes = der.element(context(1), der.sequence())
    const given = attributes.slice()
    const found = read2(whole, given, der.octets(tag), der.element(context(2), der.sequence()))
    expect(found.gcm?.aad).toEqual(der.element(TAG.set, der.sequence()))
    expect(given).toEqual(attributes)
  })

  it('is refused with a tag of another length or under another cipher', () => {
    expect(() => read2(whole, der.octets(tag.subarray(1)))).toThrow(refused('bad-length'))
    expect(() => read2(info(gcm(nonce)), der.octets(tag))).toThrow(refused('bad-length'))
    expect(read2(info(gcm(nonce)), der.octets(tag.subarray(4))).gcm?.tag).toHaveLength(12)
    const cbc = info(named(OID.sm4Cbc, der.octets(iv)))
    expect(() => read2(cbc, der.octets(tag))).toThrow(refused('unsupported-algorithm'))
    expect(() => read2(whole, der.octets(tag), der.nothing())).toThrow(refused('trailing-bytes'))
  })
})

describe('a content is decrypted', () => {
  const content = (
    algorithm: string,
    vector: Uint8Array | null,
    ciphertext: Uint8Array,
  ): EncryptedContent => ({
    contentType: OID.gmData,
    algorithm,
    iv: vector,
    ciphertext,
  })
  const cbc = pki.sm4CbcEncrypt(key, iv, plain)
  const ecb = pki.sm4EcbEncrypt(key, plain)

  it.each([
    ['CBC', content(OID.sm4Cbc, iv, cbc)],
    ['the bare number with a vector', content(OID.sm4, iv, cbc)],
    ['the bare number without a vector', content(OID.sm4, null, ecb)],
    ['ECB', content(OID.sm4Ecb, null, ecb)],
    ['ECB with a vector, which means nothing', content(OID.sm4Ecb, iv, ecb)],
  ])('as %s', (_what, encrypted) => {
    expect(decryptContent(encrypted, key)).toEqual(plain)
  })

  it('as GCM, with what is authenticated', () => {
    const aad = filled(9, 1)
    const { ciphertext, tag } = pki.sm4GcmSeal(key, nonce, plain, aad)
    const encrypted = { ...content(OID.sm4Gcm, null, ciphertext), gcm: { nonce, tag, aad } }
    expect(decryptContent(encrypted, key)).toEqual(plain)
    const other = { ...encrypted, gcm: { nonce, tag, aad: new Uint8Array() } }
    expect(() => decryptContent(other, key)).toThrow(refused('bad-ciphertext'))
  })

  it('not as CBC without a vector, nor under another number', () => {
    for (const wrong of [
      content(OID.sm4Cbc, null, cbc),
      content('1.2.3', iv, cbc),
      content('1.2.3', null, ecb),
    ])
      expect(() => decryptContent(wrong, key)).toThrow(refused('unsupported-algorithm'))
  })
})
