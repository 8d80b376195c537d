import { describe, expect, it } from 'vitest'
import { DerReader, der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import {
  authorityAccessExtension,
  authorityKeyIdExtension,
  basicConstraintsExtension,
  crlUrlsExtension,
  extendedKeyUsageExtension,
  keyUsageExtension,
  subjectKeyIdExtension,
} from '../../../../src/pki/x509/build.ts'
import { readCertificate } from '../../../../src/pki/x509/parse.ts'
import { refused } from '../refusal.ts'
import {
  type CertificateParts,
  certificateDer,
  certificateOf,
  extension,
  someName,
  someSpki,
  tbsOf,
  validFrom,
  validTo,
} from './unsigned.ts'

describe('a certificate', () => {
  it('is read with all that it says', () => {
    const keyId = Uint8Array.of(1, 2)
    const extensions = [
      keyUsageExtension(['digitalSignature']),
      basicConstraintsExtension(true, 3),
      extendedKeyUsageExtension([pki.OID.clientAuth]),
      subjectKeyIdExtension(keyId),
      authorityKeyIdExtension(Uint8Array.of(3)),
      crlUrlsExtension(['http://a/1', 'http://a/2']),
      authorityAccessExtension(['http://b/ocsp'], ['http://c/ca']),
      extension('1.2.156.10260.4.1.5', der.printable('TAX1')),
    ]
    const raw = certificateDer({ extensions })
    expect(pki.parseCertificate(raw)).toMatchObject({
      raw,
      tbs: tbsOf({ extensions }),
      version: 3,
      serial: Uint8Array.of(5),
      serialHex: '05',
      signatureAlgorithm: { oid: pki.OID.sm2WithSm3, parameters: null, name: 'SM3WithSM2' },
      signature: Uint8Array.of(1),
      issuer: { raw: someName('发证') },
      subject: { raw: someName('持有人') },
      notBefore: validFrom,
      notAfter: validTo,
      spkiDer: someSpki,
      publicKey: { type: 'sm2' },
      use: 'ca',
      keyUsage: new Set(['digitalSignature']),
      extendedKeyUsage: [pki.OID.clientAuth],
      basicConstraints: { ca: true, pathLength: 3 },
      subjectKeyId: keyId,
      authorityKeyId: Uint8Array.of(3),
      crlUrls: ['http://a/1', 'http://a/2'],
      ocspUrls: ['http://b/ocsp'],
      caIssuerUrls: ['http://c/ca'],
      identity: { facts: [{ kind: 'tax-number', value: 'TAX1' }] },
      extensions,
    })
  })

  it('says nothing where it has no extensions', () => {
    expect(certificateOf()).toMatchObject({
      use: 'unknown',
      keyUsage: null,
      extendedKeyUsage: [],
      basicConstraints: null,
      subjectKeyId: null,
      authorityKeyId: null,
      crlUrls: [],
      ocspUrls: [],
      caIssuerUrls: [],
      extensions: [],
      identity: { facts: [] },
    })
  })

  it('is read as DER, PEM and base64, and picked out of several blocks', () => {
    const raw = certificateDer()
    const pem = pki.toPem('CERTIFICATE', raw)
    for (const input of [pem, Buffer.from(pem), Buffer.from(raw).toString('base64')])
      expect(pki.parseCertificate(input).raw).toEqual(raw)
    expect(pki.parseCertificate(`${pki.toPem('OTHER', Uint8Array.of(5, 0))}${pem}`).raw).toEqual(raw)
  })

  it('is a copy of its own', () => {
    const raw = certificateDer()
    const certificate = pki.parseCertificate(raw)
    raw.fill(0)
    expect(certificate.raw).toEqual(certificateDer())
  })

  it('is one of several inside a larger structure', () => {
    const [one, two] = [
      certificateDer({ serial: Uint8Array.of(1) }),
      certificateDer({ serial: Uint8Array.of(2) }),
    ]
    const found = DerReader.of(pki.concat(one, two), 'list').all(readCertificate)
    expect(found.map(({ raw }) => raw)).toEqual([one, two])
    expect(found.map(({ tbs }) => tbs)).toEqual([1, 2].map((n) => tbsOf({ serial: Uint8Array.of(n) })))
  })

  it('may have identifiers of its names, and has extensions in version 3 only', () => {
    const version = (number: number) => [der.explicit(0, der.integer(number))]
    const ids = [der.implicit(1, Uint8Array.of(0, 1)), der.implicit(2, Uint8Array.of(0, 1))]
    expect(certificateOf({ uniqueIds: ids }).version).toBe(3)
    expect(certificateOf({ uniqueIds: ids.slice(1), version: version(1) }).version).toBe(2)
    expect(certificateOf({ version: [] }).version).toBe(1)
    expect(certificateOf({ version: version(0) }).version).toBe(1)
    const extensions = [keyUsageExtension(['cRLSign'])]
    for (const number of [0, 1])
      expect(() => certificateOf({ version: version(number), extensions })).toThrow(refused('trailing-bytes'))
    expect(() => certificateOf({ version: version(3) })).toThrow(refused('unsupported-version', 6))
  })

  it.each<readonly [string, CertificateParts, pki.PkiReason]>([
    [
      'more in its validity',
      { validity: der.sequence(der.time(validFrom), der.time(validTo), der.nothing()) },
      'trailing-bytes',
    ],
    ['more inside', { inside: [der.nothing()] }, 'trailing-bytes'],
    ['more behind it', { behind: [der.nothing()] }, 'trailing-bytes'],
    [
      'another algorithm outside',
      { outer: der.sequence(der.oid(pki.OID.rsaSha256)) },
      'mismatched-algorithm',
    ],
    [
      'other parameters outside',
      { outer: der.sequence(der.oid(pki.OID.sm2WithSm3), der.integer(1)) },
      'mismatched-algorithm',
    ],
    ['a serial number of 41 bytes', { serial: new Uint8Array(41).fill(1) }, 'bad-integer'],
    [
      'extensions that cannot be read',
      { extensions: [extension(pki.OID.basicConstraints, der.integer(1))] },
      'unexpected-tag',
    ],
  ])('is refused with %s', (_what, parts, reason) => {
    expect(() => certificateOf(parts)).toThrow(refused(reason))
  })

  it('takes NULL parameters for none, and the longest serial number', () => {
    expect(certificateOf({ outer: der.sequence(der.oid(pki.OID.sm2WithSm3), der.nothing()) }).version).toBe(3)
    expect(certificateOf({ serial: new Uint8Array(40).fill(1) }).serialHex).toBe('01'.repeat(40))
  })

  it('has 64 kilobytes, not more', () => {
    expect(pki.MAX_CERTIFICATE).toBe(65_536)
    const sized = (length: number) => certificateDer({ uniqueIds: [der.implicit(1, new Uint8Array(length))] })
    const most = 60_000 + pki.MAX_CERTIFICATE - sized(60_000).length
    expect(pki.parseCertificate(sized(most)).version).toBe(3)
    expect(() => pki.parseCertificate(sized(most + 1))).toThrow(refused('too-large'))
  })
})
