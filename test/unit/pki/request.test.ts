import { describe, expect, it } from 'vitest'
import * as pki from '../../../src/pki/index.ts'
import { freshParty, freshRoot } from './authority.ts'
import { SADK_REQUEST, TRUSTASIA_REQUEST } from './samples.ts'

const pair = pki.generateSm2KeyPair()
const subject: pki.NamePart[] = [
  ['C', 'CN'],
  ['O', '某公司'],
  ['CN', '张三'],
]

function made(info: Partial<pki.CsrInfo> = {}) {
  const { tbs, digest } = pki.csrToSign({ subject, publicKey: pair.publicKey, ...info })
  return pki.parseCsr(pki.finishCsr(tbs, pki.sm2SignDigest(pair.privateKey, digest)))
}

describe('a certificate request', () => {
  it('verifies when a token signed the digest that it was given', () => {
    const csr = made()
    expect(pki.verifyCsr(csr)).toBe(true)
    expect(csr.subject.text).toBe('CN=张三, O=某公司, C=CN')
    expect(csr.publicKey).toMatchObject({ type: 'sm2', point: pair.publicKey })
    expect(csr).toMatchObject({ challengePassword: null, temporaryKey: null, extensions: [] })
  })

  it('does not verify when signed by another key', () => {
    const { tbs, digest } = pki.csrToSign({ subject, publicKey: pair.publicKey })
    const other = pki.generateSm2KeyPair().privateKey
    expect(pki.verifyCsr(pki.parseCsr(pki.finishCsr(tbs, pki.sm2SignDigest(other, digest))))).toBe(false)
  })

  it('carries the requested extensions', () => {
    const wanted = pki.residentIdExtension('11010519491231002X')
    expect(made({ extensions: [wanted] }).extensions).toEqual([wanted])
  })

  it('says nothing of extensions if it asks for none, because an empty list is no list (RFC 5280 4.1)', () => {
    expect(made().attributes).toEqual([])
    const cfca = { temporaryKey: pki.generateSm2KeyPair().publicKey, challengePassword: '111111' }
    expect(made({ cfca }).attributes.map(({ oid }) => oid)).not.toContain(pki.OID.extensionRequest)
  })

  it('carries CFCA’s temporary key and password', () => {
    const temporaryKey = pki.generateSm2KeyPair().publicKey
    const csr = made({ cfca: { temporaryKey, challengePassword: '111111' } })
    expect(csr).toMatchObject({ challengePassword: '111111', temporaryKey })
    expect(pki.verifyCsr(csr)).toBe(true)
  })
})

describe('requests that others made', () => {
  it('are read when they come from CFCA’s SADK', () => {
    const csr = pki.parseCsr(SADK_REQUEST)
    expect(pki.verifyCsr(csr)).toBe(true)
    expect(csr.subject.cn).toBe('certRequisition')
    expect(csr.challengePassword).toBe('111111')
    expect(csr.temporaryKey?.length).toBe(65)
  })

  it('are read when they come from a public certificate service and request an extension', () => {
    const csr = pki.parseCsr(TRUSTASIA_REQUEST)
    expect(csr.challengePassword).toBe('')
    expect(csr.temporaryKey?.length).toBe(65)
    expect(csr.extensions.map((extension) => extension.oid)).toEqual(['2.5.29.17'])
  })
})

describe('the answer to a request (GM/T 0092)', () => {
  const root = freshRoot()
  const signing = freshParty(root, { profile: 'signing' })
  const encryption = freshParty(root, { profile: 'encryption' })
  const key = pki.sealEnvelopedKey(signing.keys.publicKey, encryption.keys)
  const certificates = {
    signCertificates: [signing.certificate.raw],
    encryptCertificates: [encryption.certificate.raw, root.certificate.raw],
  }

  it('brings both certificates and the sealed encryption key', () => {
    const answer = pki.parseCsrResponse(pki.encodeCsrResponse({ ...certificates, encryptedPrivateKey: key }))
    expect(answer.signCertificates[0]?.raw).toEqual(signing.certificate.raw)
    expect(answer.encryptCertificates.map((one) => one.use).sort()).toEqual(['ca', 'encryption'])
    const sealed = answer.encryptedPrivateKey as pki.EnvelopedKey
    expect(pki.openEnvelopedKey(signing.keys.privateKey, sealed)).toEqual(encryption.keys)
  })

  it('may bring a signing certificate alone', () => {
    const answer = pki.encodeCsrResponse({
      signCertificates: [signing.certificate.raw],
      encryptedPrivateKey: null,
      encryptCertificates: [],
    })
    expect(pki.parseCsrResponse(answer)).toMatchObject({ encryptedPrivateKey: null, encryptCertificates: [] })
  })

  it('is also read with an implicit tag on the key', () => {
    const explicit = pki.encodeCsrResponse({ ...certificates, encryptedPrivateKey: key })
    const inner = pki.encodeEnvelopedKey(key)
    const at = Buffer.from(explicit).indexOf(Buffer.from(inner))
    // Drops the explicit header and retags the SEQUENCE itself; the lengths shrink by that header.
    const headerLength = explicit[at - 2] === 0x81 ? 3 : 4
    const body = pki.concat(
      explicit.subarray(4, at - headerLength),
      inner,
      explicit.subarray(at + inner.length),
    )
    body[at - headerLength - 4] = 0xa0
    const header = Uint8Array.of(0x30, 0x82, body.length >> 8, body.length & 255)
    const answer = pki.parseCsrResponse(pki.concat(header, body))
    expect(answer.encryptedPrivateKey).toEqual(key)
  })
})
