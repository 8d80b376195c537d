import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { context, DerReader, der } from '../../../src/pki/der/index.ts'
import * as pki from '../../../src/pki/index.ts'
import { DIGESTS } from '../../../src/pki/pkcs12/digests.ts'
import { pkcs12Kdf, secretsOf } from '../../../src/pki/pkcs12/key-derivation.ts'
import { openPkcs12 } from '../../../src/pki/pkcs12/rsa.ts'
import { freshRoot } from './authority.ts'
import { NO_PASSWORD_P12 } from './samples.ts'

const folder = mkdtempSync(join(tmpdir(), 'pki-files-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string) => join(folder, name)
const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' })

describe('an SM2 private key', () => {
  it('is read when attributes and a public key follow it (RFC 5958)', () => {
    const { keys } = freshRoot()
    const plain = pki.encodeSm2PrivateKey(keys)
    const inside = DerReader.of(plain, 'test')
      .sequence()
      .all((list) => list.raw())
    const extended = (version: number) =>
      der.sequence(
        der.integer(version),
        ...inside.slice(1),
        der.element(context(0)),
        der.implicit(1, pki.concat(Uint8Array.of(0), keys.publicKey)),
      )
    for (const bytes of [plain, extended(1)]) expect(pki.parseSm2PrivateKey(bytes)).toEqual(keys)
    expect(() => pki.parseSm2PrivateKey(extended(2))).toThrow(/unsupported-version/)
  })

  it('is read as OpenSSL writes it in SEC 1, with and without its curve and its public key', () => {
    openssl('ecparam', '-genkey', '-name', 'SM2', '-noout', '-outform', 'DER', '-out', file('sec1.der'))
    openssl(
      'ec',
      '-in',
      file('sec1.der'),
      '-inform',
      'DER',
      '-pubout',
      '-outform',
      'DER',
      '-out',
      file('sec1.pub'),
    )
    const written = new Uint8Array(readFileSync(file('sec1.der')))
    const keys = pki.parseSm2PrivateKey(written)
    expect([...keys.publicKey]).toEqual([...readFileSync(file('sec1.pub')).subarray(-65)])
    expect(pki.parseSm2PrivateKey(pki.toPem('EC PRIVATE KEY', written))).toEqual(keys)
    const scalar = der.octets(keys.privateKey)
    const curve = (oid: string) => der.explicit(0, der.oid(oid))
    const point = der.explicit(1, der.bits(keys.publicKey))
    const sec1 = (...parts: readonly Uint8Array[]) => der.sequence(der.integer(1), ...parts)
    for (const bytes of [
      sec1(scalar),
      sec1(scalar, curve(pki.OID.sm2Curve)),
      sec1(scalar, point),
      sec1(scalar, curve(pki.OID.sm2Curve), point),
      // Some programs leave out zeros in front; a scalar of ours has none too many.
      sec1(der.octets(pki.concat(new Uint8Array(1), keys.privateKey))),
    ])
      expect(pki.parseSm2PrivateKey(bytes)).toEqual(keys)
  })

  it.each([
    [
      'of another curve',
      /unsupported-algorithm/,
      [der.octets(new Uint8Array(32).fill(1)), der.explicit(0, der.oid('1.2.840.10045.3.1.7'))],
    ],
    ['that is longer than the curve', /bad-private-key/, [der.octets(new Uint8Array(33).fill(1))]],
    ['that is nothing', /./, [der.octets(new Uint8Array())]],
  ] as const)('in SEC 1 is refused with a scalar %s', (_, reason, parts) => {
    expect(() => pki.parseSm2PrivateKey(der.sequence(der.integer(1), ...parts))).toThrow(reason)
  })
})

const OLD = ['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']
const PLAIN = ['-certpbe', 'NONE', '-keypbe', 'NONE']

/** The same structure with indefinite lengths and its octet strings in pieces. */
function indefinite(der: Uint8Array): Uint8Array {
  const length = (der[1] ?? 0) < 0x80 ? 0 : (der[1] ?? 0) & 0x7f
  const tag = der[0] ?? 0
  const content = der.subarray(2 + length)
  if (tag !== 0x04 && (tag & 0x20) === 0) return der
  const parts = tag === 0x04 ? inPieces(content) : elementsOf(content).map(indefinite)
  return pki.concat(Uint8Array.of(tag | 0x20, 0x80), ...parts, Uint8Array.of(0, 0))
}

function inPieces(content: Uint8Array): readonly Uint8Array[] {
  const half = content.length >> 1
  const length = (n: number) => Uint8Array.of(0x04, 0x82, n >> 8, n)
  const [a, b] = [content.subarray(0, half), content.subarray(half)]
  return [length(a.length), a, length(b.length), b]
}

function elementsOf(content: Uint8Array): readonly Uint8Array[] {
  const reader = DerReader.of(content, 'test')
  return reader.all((list) => list.raw())
}

describe('an old PKCS#12 file', () => {
  openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/C=CN/CN=old user'],
    ...['-keyout', file('key.pem'), '-out', file('cert.pem')],
  )
  const pack = (name: string, ...options: string[]) => {
    const target = file(name)
    openssl(
      ...['pkcs12', '-export', '-inkey', file('key.pem'), '-in', file('cert.pem'), '-out', target],
      ...['-passout', 'pass:123456', ...options],
    )
    return new Uint8Array(readFileSync(target))
  }
  const certificate = pki.parseCertificate(readFileSync(file('cert.pem'), 'utf8'))

  it.each([
    ['of today', []],
    ['of old (3DES, SHA-1)', OLD],
  ])('%s opens: certificate and key', (_, options) => {
    const content = openPkcs12(pack('user.p12', ...options), '123456')
    expect(content.certificates).toEqual([certificate.raw])
    expect(content.privateKeys).toHaveLength(1)
    writeFileSync(file('out.der'), content.privateKeys[0] ?? new Uint8Array())
    const key = openssl('pkey', '-inform', 'DER', '-in', file('out.der'), '-pubout', '-outform', 'DER')
    expect(new Uint8Array(key)).toEqual(certificate.spkiDer)
  })

  it.each([
    ['AES', []],
    ['3DES', OLD],
    ['RC2', ['-legacy', '-certpbe', 'PBE-SHA1-RC2-128', '-keypbe', 'PBE-SHA1-RC2-40']],
  ])('opens whole when it holds more than fits in one chunk, encrypted with %s', (_, options) => {
    const many = 150
    writeFileSync(file('many.pem'), readFileSync(file('cert.pem'), 'utf8').repeat(many))
    const bytes = pack('many.p12', '-certfile', file('many.pem'), ...options)
    expect(bytes.length).toBeGreaterThan(100_000)
    const { certificates } = openPkcs12(bytes, '123456')
    expect(certificates).toEqual(Array.from({ length: many + 1 }, () => certificate.raw))
  })

  it('says when the password is wrong, with and without an authentication code', () => {
    expect(() => openPkcs12(pack('user.p12'), '654321')).toThrow(/wrong-password/)
    expect(() => openPkcs12(pack('user.p12', '-nomac'), '654321')).toThrow(/wrong-password/)
    expect(openPkcs12(pack('user.p12', '-nomac'), '123456').privateKeys).toHaveLength(1)
  })

  it.each([
    ['a Chinese password', '密码一二三😀', []],
    ['a Chinese password and the old ciphers', '密码一二三😀', OLD],
    ['an empty password', '', []],
    ['SM4', '123456', ['-certpbe', 'SM4-CBC', '-keypbe', 'SM4-CBC']],
    ['RC2', '123456', ['-legacy', '-certpbe', 'PBE-SHA1-RC2-128', '-keypbe', 'PBE-SHA1-RC2-40']],
    ['SHA-512 and nothing encrypted', '123456', [...PLAIN, '-macalg', 'sha512']],
    ['two certificates', '123456', ['-certfile', file('cert.pem')]],
  ])('opens with %s', (_, password, options) => {
    const content = openPkcs12(pack('user.p12', '-passout', `pass:${password}`, ...options), password)
    expect(content.certificates).toContainEqual(certificate.raw)
    expect(content.certificates).toHaveLength(options.includes('-certfile') ? 2 : 1)
    expect(content.privateKeys).toHaveLength(1)
  })

  it('opens when it is written in BER, as NSS and Windows do', () => {
    const ber = indefinite(pack('user.p12'))
    expect([...ber.subarray(0, 2)]).toEqual([0x30, 0x80])
    expect(openPkcs12(ber, '123456').certificates).toEqual([certificate.raw])
    expect(() => openPkcs12(ber.subarray(0, -1), '123456')).toThrow(/truncated/)
    const nested = new Uint8Array(10_000).map((_, i) => (i % 2 === 0 ? 0x30 : 0x80))
    expect(() => openPkcs12(nested, '123456')).toThrow(/too-deep/)
  })

  it('opens with no password at all', () => {
    expect(openPkcs12(pki.fromBase64(NO_PASSWORD_P12), '').certificates).toHaveLength(1)
  })

  it('opens without its keys that are not RSA', () => {
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', file('ec.pem'))
    openssl('req', '-x509', '-key', file('ec.pem'), '-subj', '/CN=ec', '-out', file('ec-cert.pem'))
    const content = openPkcs12(pack('ec.p12', '-inkey', file('ec.pem'), '-in', file('ec-cert.pem')), '123456')
    expect(content.privateKeys).toEqual([])
    expect(content.certificates).toHaveLength(1)
  })

  it('is refused when it is another kind of file or asks for hours of work', () => {
    expect(() => openPkcs12(pki.randomBytes(100), '123456')).toThrow(pki.PkiError)
    expect(() => openPkcs12(new Uint8Array(), '123456')).toThrow(pki.PkiError)
    const bytes = pack('slow.p12', '-iter', '100000')
    const at = Buffer.from(bytes).lastIndexOf(Buffer.from('02030186a0', 'hex'))
    expect(at).toBeGreaterThan(0)
    expect(() => openPkcs12(bytes.with(at + 2, 0x7f), '123456')).toThrow(/too-costly/)
  })

  it('is refused when all its parts together ask for too much work', () => {
    const [secret] = secretsOf('123456')
    if (secret === undefined) return expect.unreachable('a password has a form')
    const limited = { ...secret, roundsLeft: 1500 }
    const once = () => pkcs12Kdf(limited, DIGESTS.sha1, pki.randomBytes(8), 1000, 1, 20)
    expect(once()).toHaveLength(20)
    expect(once).toThrow(/too-costly/)
  })

  it('yields an RSA certificate whose own signature verifies', () => {
    expect(certificate.publicKey).toMatchObject({ type: 'rsa', bits: 2048 })
    expect(certificate.signatureAlgorithm.name).toBe('SHA256WithRSA')
    expect(pki.isSignedBy(certificate, certificate)).toBe(true)
  })
})

describe('certificates of other kinds', () => {
  const selfSigned = (name: string, ...key: string[]) => {
    openssl(
      ...['req', '-x509', '-nodes', '-days', '30', '-subj', '/CN=other', ...key],
      ...['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)],
    )
    return pki.parseCertificate(readFileSync(file(`${name}.pem`), 'utf8'))
  }

  it.each([
    ['RSA with SHA-1', ['-newkey', 'rsa:1024', '-sha1'], { type: 'rsa', bits: 1024 }],
    ['RSA with SHA-512', ['-newkey', 'rsa:3072', '-sha512'], { type: 'rsa', bits: 3072 }],
    [
      'ECDSA on P-256',
      ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-sha256'],
      { curve: 'P-256' },
    ],
    [
      'ECDSA on P-384',
      ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384', '-sha384'],
      { curve: 'P-384' },
    ],
  ])('verify: %s', (name, options, key) => {
    const certificate = selfSigned(name.replaceAll(' ', ''), ...options)
    expect(certificate.publicKey).toMatchObject(key)
    expect(pki.isSignedBy(certificate, certificate)).toBe(true)
    const { raw, tbs, signature } = certificate
    const changed = { ...certificate, tbs: tbs.with(20, (tbs[20] ?? 0) ^ 1) }
    expect(pki.isSignedBy(changed, certificate)).toBe(false)
    expect(pki.isSignedBy({ ...certificate, signature: signature.subarray(1) }, certificate)).toBe(false)
    expect(raw.length).toBeGreaterThan(0)
  })

  it('are shown when they hold an unknown key, and then verify nothing', () => {
    const certificate = selfSigned('ed', '-newkey', 'ed448')
    expect(certificate.publicKey.type).toBe('unknown')
    expect(pki.isSignedBy(certificate, certificate)).toBe(false)
  })
})
