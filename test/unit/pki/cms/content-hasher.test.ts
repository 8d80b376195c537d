import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { concat, toHex } from '../../../../src/pki/bytes.ts'
import { contentHasher } from '../../../../src/pki/cms/content-hasher.ts'
import { encodeAttributes, type SignedContent, type SignerInfo } from '../../../../src/pki/cms/signer.ts'
import { der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { freshParty, freshRoot } from '../authority.ts'
import { issue, nameOf } from '../paths/issue.ts'
import { rsaKey } from '../rsa-key.ts'

const root = freshRoot()
const signer = freshParty(root, { profile: 'signing' })
const attributes = encodeAttributes(pki.OID.gmData, new Uint8Array(32), new Date('2026-11-20T08:00:00Z'))
const content = new TextEncoder().encode('some content')

const info = (change: Partial<SignerInfo> = {}, { issuer, serialHex } = signer.certificate): SignerInfo => ({
  party: { by: 'issuer-and-serial', issuer, serialHex },
  digestAlgorithm: pki.OID.sm3,
  signatureAlgorithm: { oid: pki.OID.sm2Signature, parameters: null },
  attributesDer: attributes,
  attributes: [],
  unsignedAttributes: [],
  signingTime: null,
  signature: new Uint8Array(),
  ...change,
})
const message = (signers: readonly SignerInfo[], certificates = [signer.certificate]): pki.SignedMessage => ({
  contentType: pki.OID.gmData,
  content: null,
  certificates,
  crls: [],
  signers,
})
const direct = { attributesDer: null }

function hashed(
  of: pki.SignedMessage,
  pieces: readonly Uint8Array[],
  certificates?: readonly pki.Certificate[],
) {
  const hasher = certificates === undefined ? contentHasher(of) : contentHasher(of, certificates)
  for (const piece of pieces) {
    // The place of a piece is used again.
    const place = piece.slice()
    hasher.update(place)
    place.fill(0)
  }
  return digestsIn(hasher.finish())
}
const digestsIn = (found: SignedContent) =>
  'digests' in found ? found.digests : expect.unreachable('no digests')
const hexes = (digests: ReadonlyMap<string, Uint8Array>) =>
  [...digests].map(([name, digest]) => [name, toHex(digest)])

describe('the digests of a content in pieces', () => {
  it.each([
    [pki.OID.sm3, 'sm3'],
    [pki.OID.sm3Keyless, 'sm3'],
    [pki.OID.sha1, 'sha1'],
    [pki.OID.sha224, 'sha224'],
    [pki.OID.sha256, 'sha256'],
    [pki.OID.sha384, 'sha384'],
    [pki.OID.sha512, 'sha512'],
  ])('are made by the number %s: %s', (digestAlgorithm, name) => {
    const found = hashed(message([info({ digestAlgorithm })]), [content.subarray(0, 5), content.subarray(5)])
    const expected = createHash(name).update(content).digest('hex')
    expect(hexes(found.plain)).toEqual([[digestAlgorithm, expected]])
    expect(found.forKeys.size).toBe(0)
  })

  it('are made once for each algorithm, and not for one that nobody knows', () => {
    const signers = [pki.OID.sm3, pki.OID.sha256, pki.OID.sm3, '1.2.3'].map((digestAlgorithm) =>
      info({ digestAlgorithm }),
    )
    const { plain } = hashed(message(signers), [content])
    expect([...plain.keys()]).toEqual([pki.OID.sm3, pki.OID.sha256])
    expect(toHex(plain.get(pki.OID.sm3) ?? content)).toBe(toHex(pki.sm3(content)))
  })

  it('are made with the key of a signer over the content itself', () => {
    const { plain, forKeys } = hashed(message([info(direct)]), [content])
    const expected = toHex(pki.sm2Digest(signer.keys.publicKey, content))
    expect(hexes(forKeys)).toEqual([[toHex(signer.keys.publicKey), expected]])
    expect(plain.size).toBe(0)
  })

  it('find the key in certificates that are given beside the message', () => {
    const bare = message([info(direct)], [])
    expect(hashed(bare, [content], [signer.certificate]).forKeys.size).toBe(1)
    const found = hashed(bare, [content])
    expect([found.forKeys.size, hexes(found.plain).length]).toEqual([0, 1])
  })

  it('need no key of RSA', () => {
    const key = rsaKey()
    const name = nameOf('rsa')
    const certificate = issue({ subject: name, issuer: name, key, issuerKey: key, extensions: [] })
    const found = hashed(
      message([info({ ...direct, digestAlgorithm: pki.OID.sha256 }, certificate)], [certificate]),
      [content],
    )
    expect([found.forKeys.size, [...found.plain.keys()]]).toEqual([0, [pki.OID.sha256]])
  })
})

describe('a content in pieces is a set of attributes', () => {
  const isSet = (...pieces: readonly Uint8Array[]) => hashed(message([info()]), pieces).isAttributeSet

  it('however it is cut', () => {
    expect(isSet(attributes)).toBe(true)
    for (const at of [1, 2, 10, attributes.length - 1])
      expect(isSet(attributes.subarray(0, at), attributes.subarray(at))).toBe(true)
    expect(isSet(new Uint8Array(), attributes)).toBe(true)
    expect(isSet(attributes, new Uint8Array())).toBe(true)
  })

  it('but not if anything else stands before it or behind it', () => {
    expect(isSet()).toBe(false)
    expect(isSet(content)).toBe(false)
    expect(isSet(attributes, content)).toBe(false)
    expect(isSet(concat(content, attributes))).toBe(false)
    expect(isSet(content, attributes)).toBe(false)
    expect(isSet(content.subarray(0, 1), attributes)).toBe(false)
  })

  it('and not if it is longer than a megabyte', () => {
    const padded = (length: number) => {
      const oid = pki.OID.messageDigest
      const make = (size: number) =>
        der.setOf(der.sequence(der.oid(oid), der.setOf(der.octets(new Uint8Array(size)))))
      return make(length + 900_000 - make(900_000).length)
    }
    expect(isSet(padded(1024 * 1024))).toBe(true)
    expect(isSet(padded(1024 * 1024 + 1))).toBe(false)
  })
})
