import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { signatureToRaw } from '../../../../src/pki/sm2/signature-form.ts'
import { freshParty, freshRoot } from '../authority.ts'
import { issue, type Key, nameOf } from '../paths/issue.ts'
import { refused } from '../refusal.ts'
import { rsaKey } from '../rsa-key.ts'

const { OID } = pki
const root = freshRoot()
const text = new TextEncoder().encode('some content of a document')
const pieces = [text.subarray(0, 7), text.subarray(7)]
const signingTime = new Date('2026-11-20T08:00:00Z')

const own = (key: Key) => {
  const name = nameOf('own')
  return issue({ subject: name, issuer: name, key, issuerKey: key, extensions: [] })
}
const ecKey = (namedCurve: string): Key => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve })
  return {
    spki: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    sign: (message) => new Uint8Array(sign('sha256', message, privateKey)),
  }
}
const sm2 = freshParty(root, { profile: 'signing' })
const rsa = rsaKey()
const ec = ecKey('P-256')
const gm = { signed: OID.gmSignedData, data: OID.gmData, digest: OID.sm3 }
const pkcs7 = { signed: OID.signedData, data: OID.data, digest: OID.sha256 }

const rows = [
  ['SM2', sm2.certificate, sm2.sign, gm, 'sm2-digest', { oid: OID.sm2Signature, parameters: null }],
  ['RSA', own(rsa), rsa.sign, pkcs7, 'rsa-sha256', { oid: OID.rsa, parameters: der.nothing() }],
  ['ECDSA', own(ec), ec.sign, pkcs7, 'ecdsa-sha256', { oid: OID.ecdsaSha256, parameters: null }],
] as const

describe('a message without its content', () => {
  it.each(rows)(
    'of %s has the numbers that its readers know',
    (_name, certificate, signed, numbers, scheme, algorithm) => {
      const toSign = pki.detachedMessageToSign({
        pieces,
        certificate,
        chain: [root.certificate],
        signingTime,
      })
      expect(toSign.scheme).toBe(scheme)
      const bytes = toSign.finish(signed(toSign.message))
      const head = pki.readSignedHead(bytes)
      expect([head.type, head.contentType]).toEqual([numbers.signed, numbers.data])
      expect(head.digestAlgorithms).toEqual([der.sequence(der.oid(numbers.digest))])
      expect(head.content).toBeNull()
      const message = pki.parseSignedMessage(bytes)
      expect(message.signers).toMatchObject([
        {
          digestAlgorithm: numbers.digest,
          signatureAlgorithm: algorithm,
          signingTime,
          attributesDer: toSign.message,
        },
      ])
      const raws = message.certificates.map(({ raw }) => Buffer.from(raw).toString('hex')).sort()
      expect(raws).toEqual(
        [certificate, root.certificate].map(({ raw }) => Buffer.from(raw).toString('hex')).sort(),
      )
      expect(pki.verifySignedMessage(message, { content: { content: text } })).toMatchObject([
        { problem: null, weak: false },
      ])
    },
  )

  it.each(rows)('of %s has no signature that is not over it', (_name, certificate, signed) => {
    const toSign = pki.detachedMessageToSign({ pieces, certificate, chain: [], signingTime })
    expect(() => toSign.finish(signed(text))).toThrow(refused('bad-value'))
  })

  it('gives a token what it signs', () => {
    const toSign = pki.detachedMessageToSign({ pieces, certificate: sm2.certificate, chain: [], signingTime })
    expect(toSign.digest).toEqual(pki.sm2Digest(sm2.keys.publicKey, toSign.message))
    const raw = signatureToRaw(pki.sm2SignDigest(sm2.keys.privateKey, toSign.digest))
    expect(pki.parseSignedMessage(toSign.finish(raw)).signers).toHaveLength(1)
  })

  it('says the same however its content is cut', () => {
    const message = (cut: readonly Uint8Array[]) =>
      pki.detachedMessageToSign({ pieces: cut, certificate: sm2.certificate, chain: [], signingTime }).message
    expect(message([text])).toEqual(message(pieces))
    expect(message([text])).not.toEqual(message([]))
  })

  it.each(rows)('of %s has room for the longest signature, and hardly more', (_name, certificate, signed) => {
    const spec = { certificate, chain: [root.certificate], signingTime }
    const room = pki.detachedMessageRoom(spec)
    const toSign = pki.detachedMessageToSign({ ...spec, pieces })
    for (let i = 0; i < 5; i++) {
      const { length } = toSign.finish(signed(toSign.message))
      expect(length).toBeLessThanOrEqual(room)
      expect(room - length).toBeLessThan(12)
    }
    const alone = pki.detachedMessageRoom({ ...spec, chain: [] })
    expect(room - alone).toBeGreaterThanOrEqual(root.certificate.raw.length)
  })
})
