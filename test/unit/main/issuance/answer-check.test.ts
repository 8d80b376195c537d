import { describe, expect, it } from 'vitest'
import { checkAnswer } from '../../../../src/main/issuance/answer-check.ts'
import {
  encodeEnvelopedKey,
  encodeName,
  generateSm2KeyPair,
  sealEnvelopedKey,
} from '../../../../src/pki/index.ts'
import { answerFor, holderName, smallAuthority } from './issued.ts'

const authority = smallAuthority()
const signing = generateSm2KeyPair()
const good = answerFor(authority, signing)
const expected: Parameters<typeof checkAnswer>[1] = {
  subject: encodeName(holderName),
  publicKey: signing.publicKey,
  known: [authority.root],
  at: new Date('2026-11-20T00:00:00Z'),
  heldKey: null,
  ends: null,
}

const refused = (
  change: Partial<Parameters<typeof checkAnswer>[0]>,
  code: string,
  than: Partial<typeof expected> = {},
) =>
  expect(() => checkAnswer({ ...good, ...change }, { ...expected, ...than })).toThrow(
    expect.objectContaining({ code }),
  )

describe('the answer of the authority', () => {
  it('is accepted when everything in it belongs to the request', () => {
    expect(() => checkAnswer(good, expected)).not.toThrow()
  })

  it('is refused when it is issued to somebody else', () => {
    const subject = [['CN', '别人']] as const
    refused(
      { signatureCertificate: authority.issue('signing', signing.publicKey, { subject }) },
      'certificate-other-subject',
    )
    refused(
      { encryptionCertificate: authority.issue('encryption', generateSm2KeyPair().publicKey, { subject }) },
      'certificate-other-subject',
    )
  })

  it('is refused when the certificate is for another key', () => {
    refused(
      { signatureCertificate: authority.issue('signing', generateSm2KeyPair().publicKey) },
      'certificate-other-key',
    )
  })

  it('is refused when another authority of the same name has signed it', () => {
    const impostor = smallAuthority()
    refused(
      { signatureCertificate: impostor.issue('signing', signing.publicKey), chain: [impostor.root] },
      'certificate-untrusted',
    )
  })

  it.each([
    ['only for signing revocation lists', ['cRLSign']],
    ['only for enciphering in an agreement', ['encipherOnly']],
    ['for nothing that it says', []],
  ] as const)('is refused when one of the certificates is %s', (_, usages) => {
    refused(
      { signatureCertificate: authority.issue('signing', signing.publicKey, { usages }) },
      'certificate-untrusted',
    )
    const encryption = generateSm2KeyPair()
    const enveloped = encodeEnvelopedKey(sealEnvelopedKey(signing.publicKey, encryption))
    refused(
      {
        encryptionCertificate: authority.issue('encryption', encryption.publicKey, { usages }),
        envelopedKey: enveloped,
      },
      'certificate-untrusted',
    )
  })

  it('is refused when a byte of the signed part was changed', () => {
    const changed = Uint8Array.from(good.signatureCertificate)
    const from = Buffer.from(changed).indexOf('260101000000Z')
    changed[from + 1] = '5'.charCodeAt(0)
    refused({ signatureCertificate: changed }, 'certificate-untrusted')
  })

  it('is refused when the certificate has expired or does not allow signing', () => {
    refused({}, 'certificate-untrusted', { at: new Date('2031-01-01T00:00:00Z') })
    refused(
      { signatureCertificate: authority.issue('encryption', signing.publicKey) },
      'certificate-untrusted',
    )
  })

  it('is refused when no root of the authority was known before', () => {
    refused({}, 'certificate-untrusted', { known: [] })
  })

  it('is accepted when the certificate begins a few seconds ahead of our clock, but not when it begins next week', () => {
    const from = new Date(expected.at.getTime() + 20_000)
    const soon = authority.issue('signing', signing.publicKey, { from })
    expect(() => checkAnswer({ ...good, signatureCertificate: soon }, expected)).not.toThrow()
    const later = new Date(expected.at.getTime() + 7 * 86_400_000)
    refused(
      { signatureCertificate: authority.issue('signing', signing.publicKey, { from: later }) },
      'certificate-untrusted',
    )
  })

  it('is refused when the envelope is broken or holds the key of another certificate', () => {
    refused({ envelopedKey: good.envelopedKey.subarray(0, 60) }, 'envelope-broken')
    const other = encodeEnvelopedKey(sealEnvelopedKey(signing.publicKey, generateSm2KeyPair()))
    refused({ envelopedKey: other }, 'envelope-broken')
  })

  it('is refused when the enclosed key is missing', () => {
    refused({ envelopedKey: null }, 'envelope-broken')
  })

  it('is refused when a certificate ends on another day than was told', () => {
    const ends = { from: new Date('2029-12-31T00:00:00Z'), until: new Date('2030-01-02T00:00:00Z') }
    expect(() => checkAnswer(good, { ...expected, ends })).not.toThrow()
    for (const until of [new Date('2029-12-30T00:00:00Z'), new Date('2030-01-03T00:00:00Z')]) {
      const signatureCertificate = authority.issue('signing', signing.publicKey, { until })
      refused({ signatureCertificate }, 'certificate-other-dates', { ends })
      const pair = generateSm2KeyPair()
      const encryptionCertificate = authority.issue('encryption', pair.publicKey, { until })
      const envelopedKey = encodeEnvelopedKey(sealEnvelopedKey(signing.publicKey, pair))
      refused({ encryptionCertificate, envelopedKey }, 'certificate-other-dates', { ends })
    }
  })

  it('is refused when a certificate cannot be read', () => {
    refused(
      { signatureCertificate: good.signatureCertificate.subarray(0, 200) },
      'authority-answer-unreadable',
    )
    refused({ encryptionCertificate: new Uint8Array() }, 'authority-answer-unreadable')
  })
})

describe('the answer of the authority, if the keys stay', () => {
  const held = generateSm2KeyPair()
  const stays = { heldKey: held.publicKey }
  const answer = {
    ...good,
    encryptionCertificate: authority.issue('encryption', held.publicKey),
    envelopedKey: null,
  }

  it('is accepted when both certificates are for these keys and no key is enclosed', () => {
    expect(() => checkAnswer(answer, { ...expected, ...stays })).not.toThrow()
  })

  it('is refused when either certificate is for another key, although the authority has signed it', () => {
    const other = generateSm2KeyPair().publicKey
    refused(
      { ...answer, signatureCertificate: authority.issue('signing', other) },
      'certificate-other-key',
      stays,
    )
    refused(
      { ...answer, encryptionCertificate: authority.issue('encryption', other) },
      'certificate-other-key',
      stays,
    )
  })

  it('is refused when a private key is enclosed, be it another one or its own', () => {
    const enclosed = encodeEnvelopedKey(sealEnvelopedKey(signing.publicKey, held))
    refused({ ...answer, envelopedKey: enclosed }, 'authority-answer-unreadable', stays)
    refused({}, 'certificate-other-key', stays)
  })
})
