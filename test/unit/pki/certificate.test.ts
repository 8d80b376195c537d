import { AsnConvert } from '@peculiar/asn1-schema'
import { Certificate as Judge } from '@peculiar/asn1-x509'
import { describe, expect, it } from 'vitest'
import { DerReader, der } from '../../../src/pki/der/index.ts'
import * as pki from '../../../src/pki/index.ts'
import { freshParty, freshRoot } from './authority.ts'
import { CFCA_TEST_LEAF, NRCAC_ROOT } from './samples.ts'

describe('the national root certificate', () => {
  const root = pki.parseCertificate(NRCAC_ROOT)

  it('is read as a whole', () => {
    expect(root.subject.text).toBe('CN=ROOTCA, O=NRCAC, C=CN')
    expect(root.serialHex).toBe('69E2FEC0170AC67B')
    expect(root.notBefore.toISOString()).toBe('2012-07-14T03:11:59.000Z')
    expect(root.notAfter.toISOString()).toBe('2042-07-07T03:11:59.000Z')
    expect(root.publicKey.type).toBe('sm2')
    expect(root.use).toBe('ca')
    expect([...(root.keyUsage ?? [])]).toEqual(['keyCertSign', 'cRLSign'])
    expect(root.signatureAlgorithm.name).toBe('SM3WithSM2')
    expect(root.basicConstraints).toEqual({ ca: true, pathLength: null })
    expect(root.subjectKeyId).toEqual(root.authorityKeyId)
  })

  it('verifies under its own key and, when trusted, is a chain of one certificate', () => {
    expect(pki.isSignedBy(root, root)).toBe(true)
    const result = pki.verifyChain(root, { trusted: [root], at: new Date('2026-11-20') })
    expect(result.problems).toEqual([])
    expect(result.path).toHaveLength(1)
  })
})

describe('a certificate of CFCA’s test authority', () => {
  const leaf = pki.parseCertificate(CFCA_TEST_LEAF)

  it('is read with its Chinese name, policies, addresses and purposes', () => {
    expect(leaf.subject.cn).toBe('051@邮储线上收单商户@N51011300018878@1')
    expect(leaf.subject.ou).toEqual(['PSBC', 'Organizational-2'])
    expect(leaf.issuer.cn).toBe('CFCA TEST SM2 OCA1')
    expect(leaf.crlUrls).toEqual(['http://ucrl.cfca.com.cn/SM2/crl14356.crl'])
    expect(leaf.use).toBe('signing')
    expect(leaf.extendedKeyUsage).toEqual([pki.OID.clientAuth, pki.OID.emailProtection])
    expect(leaf.basicConstraints).toEqual({ ca: false, pathLength: null })
  })
})

describe('a certificate that we build', () => {
  const root = freshRoot()
  const made = freshParty(root, {
    profile: 'signing',
    name: '张三',
    extra: [
      pki.organisationCodeExtension('91330100799655058B'),
      pki.residentIdExtension('11010519491231002X'),
    ],
  })
  const { certificate } = made

  it('is read by an independent parser the way we read it', () => {
    const judged = AsnConvert.parse(certificate.raw, Judge).tbsCertificate
    expect(new Uint8Array(judged.serialNumber)).toEqual(certificate.serial)
    expect(judged.validity.notAfter.getTime()).toEqual(certificate.notAfter)
    expect(judged.extensions?.map((extension) => extension.extnID)).toEqual(
      certificate.extensions.map((e) => e.oid),
    )
    expect(new Uint8Array(AsnConvert.serialize(judged.subject))).toEqual(certificate.subject.raw)
    expect(new Uint8Array(AsnConvert.serialize(judged.subjectPublicKeyInfo))).toEqual(certificate.spkiDer)
  })

  it('states the identity in it and masks personal numbers for the screen', () => {
    expect(certificate.identity.creditCode).toBe('91330100799655058B')
    expect(certificate.identity.residentIdMasked).toBe('1101***********02X')
    const resident = certificate.identity.facts.find((fact) => fact.kind === 'resident-id')
    expect(resident?.value).toBe('11010519491231002X')
    expect(resident?.masked).not.toContain('19491231')
  })

  it('has the same fingerprints when read from DER, PEM or base64', () => {
    const pem = pki.toPem('CERTIFICATE', certificate.raw)
    for (const input of [
      certificate.raw,
      pem,
      new TextEncoder().encode(pem),
      pki.toBase64(certificate.raw),
    ]) {
      const read = pki.parseCertificate(input)
      expect(pki.fingerprintSm3(read)).toBe(pki.fingerprintSm3(certificate))
      expect(pki.fingerprintSha256(read)).toMatch(/^[0-9A-F]{64}$/)
    }
  })

  it('is found in a file where the private key stands first', () => {
    const key =
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMA==\n-----END RSA PRIVATE KEY-----\n'
    const pem = pki.toPem('CERTIFICATE', certificate.raw)
    expect(pki.parseCertificate(`Bag Attributes\n${key}${pem}`).raw).toEqual(certificate.raw)
    expect(pki.parseCertificate(pki.toPem('PKCS7', certificate.raw)).raw).toEqual(certificate.raw)
    expect(() => pki.pemBlocks(`${key}${pem}`)).toThrow(pki.PkiError)
  })

  it('does not change when the bytes that it was read from change', () => {
    const bytes = certificate.raw.slice()
    const read = pki.parseCertificate(bytes)
    bytes.fill(0)
    expect(read.raw).toEqual(certificate.raw)
  })

  it('is classified by its key usage', () => {
    expect(certificate.use).toBe('signing')
    expect(freshParty(root, { profile: 'encryption' }).certificate.use).toBe('encryption')
    expect(root.certificate.use).toBe('ca')
    expect(freshParty(root, { profile: 'signing', extensions: [] }).certificate.use).toBe('unknown')
  })
})

describe('an address in a certificate', () => {
  it('is refused if it has letters that an address cannot have', () => {
    const root = freshRoot()
    const input = { publicKey: root.keys.publicKey, issuerPublicKey: root.keys.publicKey }
    const addressed = (url: string) => () => pki.profileExtensions('root', { ...input, crlUrls: [url] })
    expect(addressed('http://xn--fsq.example/ca.crl')).not.toThrow()
    for (const url of ['http://例.example/ca.crl', 'http://a b/', ''])
      expect(addressed(url)).toThrow(/bad-string/)
  })
})

describe('identity extensions', () => {
  const root = freshRoot()
  const read = (oid: string, value: Uint8Array) =>
    freshParty(root, { profile: 'signing', extensions: [{ oid, critical: false, value }] }).certificate
      .identity
  const bare = (value: string) => new TextEncoder().encode(value)

  it.each([
    [
      'GB/T 20518, explicit choice',
      '1.2.156.10260.4.1.1',
      der.explicit(0, der.printable('11010519491231002X')),
    ],
    ['GB/T 20518, implicit choice', '1.2.156.10260.4.1.1', der.implicit(0, bare('11010519491231002X'))],
    ['the older arc as a string', '1.2.86.11.7.1', der.printable('11010519491231002X')],
    ['the older arc as bare text', '1.2.86.11.7.1', bare('11010519491231002X')],
    ['an octet string around it', '1.2.86.11.7.1', der.octets(der.utf8('11010519491231002X'))],
  ])('are read from %s', (_, oid, value) => {
    expect(read(oid, value).facts).toEqual([
      { kind: 'resident-id', value: '11010519491231002X', masked: '1101***********02X', source: oid },
    ])
  })

  it('tell a passport and an officer card by the tag of the choice', () => {
    expect(read('1.2.156.10260.4.1.1', der.implicit(2, bare('E12345678'))).facts[0]?.kind).toBe('passport')
    expect(read('1.2.156.10260.4.1.1', der.implicit(1, bare('军字第123号'))).facts[0]?.kind).toBe(
      'officer-card',
    )
  })

  it('reveal a credit code wherever the authority put it', () => {
    for (const oid of [
      '1.2.156.10260.4.1.4',
      '1.2.156.10260.4.1.3',
      '1.2.86.11.7.3',
      '1.2.86.11.7.7550243.1',
    ]) {
      expect(read(oid, der.printable('91330100799655058B')).creditCode).toBe('91330100799655058B')
    }
  })

  it('give way to the subject when there are none', () => {
    const subject: pki.NameInput = [
      ['C', 'CN'],
      ['O', '某公司(91330100799655058B)'],
      ['CN', '某公司'],
    ]
    const { identity } = freshParty(root, { profile: 'signing', subject }).certificate
    expect(identity.creditCode).toBe('91330100799655058B')
    expect(identity.facts[0]?.source).toBe('subject')
  })

  it('never make the reading of a certificate fail, whatever is in them', () => {
    for (const value of ['', '00', 'ff'.repeat(50), '30800000', 'a0'.repeat(40), '04'.repeat(300)]) {
      expect(read('1.2.86.11.7.1', pki.fromHex(value)).facts.length).toBeLessThanOrEqual(1)
    }
  })
})

describe('names', () => {
  const wide = (tag: number, value: string, width: number) => {
    const bytes = new Uint8Array([...value].length * width)
    ;[...value].forEach((c, i) => {
      const code = c.codePointAt(0) ?? 0
      bytes[(i + 1) * width - 2] = code >> 8
      bytes[(i + 1) * width - 1] = code & 255
    })
    return der.element(tag, bytes)
  }
  const parse = (value: Uint8Array) =>
    pki.parseName(der.sequence(der.setOf(der.sequence(der.oid('2.5.4.3'), value))))

  it.each([
    ['UTF8String', der.utf8('张三')],
    ['BMPString', wide(0x1e, '张三', 2)],
    ['UniversalString', wide(0x1c, '张三', 4)],
    ['T61String holding UTF-8', der.element(0x14, new TextEncoder().encode('张三'))],
    ['T61String holding GBK', der.element(0x14, Uint8Array.of(0xd5, 0xc5, 0xc8, 0xfd))],
    ['PrintableString holding UTF-8', der.element(0x13, new TextEncoder().encode('张三'))],
  ])('are read from %s', (_, value) => expect(parse(value).cn).toBe('张三'))

  it('are written in the string types that X.520 gives them', () => {
    const typeOf = (part: pki.NamePart) => {
      const rdn = DerReader.of(pki.encodeName([part]), 'test')
        .sequence()
        .set()
        .sequence()
      rdn.oid()
      return rdn.peek()
    }
    expect(typeOf(['C', 'CN'])).toBe(0x13)
    expect(typeOf(['SERIALNUMBER', '91330100799655058B'])).toBe(0x13)
    expect(typeOf(['SERIALNUMBER', '甲1'])).toBe(0x0c)
    expect(typeOf(['E', 'a@b.cn'])).toBe(0x16)
    expect(typeOf(['CN', 'abc'])).toBe(0x0c)
  })

  it('show a value that is no string as its DER', () => {
    expect(parse(der.integer(5)).text).toBe('CN=#020105')
  })

  it('cannot forge lines, directions or further parts on a screen', () => {
    expect(parse(der.utf8('a, O=银行\n\u202e')).text).toBe('CN=a\\, O\\=银行\\u000a\\u202e')
  })

  it('are refused when text and type do not fit', () => {
    for (const value of [der.element(0x0c, Uint8Array.of(0xff)), der.element(0x1e, Uint8Array.of(1))]) {
      expect(() => parse(value)).toThrow(pki.PkiError)
    }
  })
})
