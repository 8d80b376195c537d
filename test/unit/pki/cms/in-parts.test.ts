import { describe, expect, it } from 'vitest'
import {
  endsThere,
  openInParts,
  opensInParts,
  signersBehind,
  trailerBehind,
} from '../../../../src/pki/cms/in-parts.ts'
import { encodeSigner } from '../../../../src/pki/cms/signer.ts'
import { context, der, TAG } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { freshParty, freshRoot } from '../authority.ts'
import { refused } from '../refusal.ts'

const { OID } = pki
const filled = (length: number, step: number) => Uint8Array.from({ length }, (_, i) => (i * step + 3) & 255)
const [key, iv, plain] = [filled(16, 5), filled(16, 9), filled(50, 7)]
const sealed = pki.sm4CbcEncrypt(key, iv, plain)
const none = { behindContent: 0, atEnd: 0 }
const head = (change: Partial<pki.EnvelopeHead> = {}): pki.EnvelopeHead => ({
  kind: 'enveloped',
  recipients: [],
  contentType: OID.gmData,
  algorithm: OID.sm4Cbc,
  iv,
  hasTag: false,
  ciphertext: null,
  sealed: { offset: 0, length: sealed.length, pieces: false },
  marks: none,
  whole: null,
  ...change,
})
const bytes = (...values: readonly number[]) => Uint8Array.from(values)

describe('a content is opened while it comes', () => {
  it.each<readonly [string, Partial<pki.EnvelopeHead>, boolean]>([
    ['under CBC', {}, true],
    ['under the bare number with a vector', { algorithm: OID.sm4 }, true],
    ['under the bare number without a vector', { algorithm: OID.sm4, iv: null }, false],
    ['under CBC without a vector', { iv: null }, false],
    ['under ECB', { algorithm: OID.sm4Ecb }, false],
    ['under GCM', { algorithm: OID.sm4Gcm }, false],
  ])('%s: %s', (_what, change, opens) => {
    expect(opensInParts(head(change))).toBe(opens)
    if (!opens) expect(() => openInParts(head(change), key)).toThrow(refused('unsupported-algorithm'))
  })

  it('part by part, with what is behind it', () => {
    for (const size of [1, 7, 16, 100]) {
      const opener = openInParts(head(), key)
      const all = pki.concat(sealed, bytes(9, 8))
      const found: Uint8Array[] = []
      for (let at = 0; at < all.length; at += size) found.push(opener.update(all.slice(at, at + size)))
      const { last, tail } = opener.finish()
      expect(pki.concat(...found, last)).toEqual(plain)
      expect(tail).toEqual(bytes(9, 8))
    }
  })

  it('and is cut if its end has not come', () => {
    const opener = openInParts(head(), key)
    opener.update(sealed.subarray(0, -1))
    expect(() => opener.finish()).toThrow(refused('truncated'))
  })
})

describe('a sealed message ends', () => {
  it('behind its content, with the marks of its elements', () => {
    expect(endsThere(bytes(), none)).toBe(true)
    expect(endsThere(bytes(0, 0), { behindContent: 1, atEnd: 0 })).toBe(true)
    expect(endsThere(bytes(0, 0, 0, 0, 0, 0), { behindContent: 1, atEnd: 2 })).toBe(true)
    expect(endsThere(bytes(0xa1, 0), none)).toBe(true)
    expect(endsThere(bytes(0, 0, 0xa1, 0, 0, 0), { behindContent: 1, atEnd: 1 })).toBe(true)
    expect(endsThere(bytes(0xa0, 0), none)).toBe(false)
    expect(endsThere(bytes(0, 0), none)).toBe(false)
  })

  it.each([
    ['missing', bytes(0), { behindContent: 1, atEnd: 0 }],
    ['missing at the end', bytes(0, 0), { behindContent: 1, atEnd: 1 }],
    ['other than zero', bytes(0, 1), { behindContent: 1, atEnd: 0 }],
    ['other than zero at the end', bytes(0, 0, 1, 0), { behindContent: 1, atEnd: 1 }],
  ])('wrongly with marks %s', (_what, tail, marks) => {
    expect(() => endsThere(tail, marks)).toThrow(refused('bad-length'))
  })
})

describe('what stands behind a content that was signed', () => {
  const signer = freshParty(freshRoot(), { profile: 'signing' })
  const info = encodeSigner(signer.certificate, null, bytes(1))
  const list = der.sequence(der.integer(7))
  const parts = [
    der.element(context(0), signer.certificate.raw),
    der.element(context(1), list),
    der.element(TAG.set, info),
  ]

  it('is certificates, lists and signers', () => {
    const found = signersBehind(pki.concat(...parts), none)
    expect(found.certificates.map(({ raw }) => raw)).toEqual([signer.certificate.raw])
    expect(found.crls).toEqual([list])
    expect(found.signers).toMatchObject([{ signature: bytes(1) }])
  })

  it('is read without the marks around it, and in BER', () => {
    const marked = pki.concat(bytes(TAG.set, 0x80), info, bytes(0, 0))
    const tail = pki.concat(bytes(0, 0), marked, bytes(0, 0, 0, 0))
    const marks = { behindContent: 1, atEnd: 2 }
    expect(trailerBehind(tail, marks)).toEqual(der.sequence(der.element(TAG.set, info)))
    expect(signersBehind(tail, marks).signers).toHaveLength(1)
  })

  it('is refused with more behind it, or without a signer', () => {
    expect(() => signersBehind(pki.concat(...parts, der.nothing()), none)).toThrow(refused('trailing-bytes'))
    expect(() => signersBehind(der.element(TAG.set), none)).toThrow(refused('missing-field'))
    expect(() => signersBehind(bytes(), none)).toThrow(refused('truncated'))
  })
})
