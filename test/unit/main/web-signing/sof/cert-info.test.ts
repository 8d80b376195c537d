import { describe, expect, it } from 'vitest'
import {
  bjcaFacts,
  type CertFact,
  certByOid,
  certFact,
  standardFacts,
} from '../../../../../src/main/web-signing/sof/cert-info.ts'
import type { Certificate } from '../../../../../src/pki/index.ts'
import { freshParty, freshRoot } from '../../../pki/authority.ts'

const [from, to] = [new Date('2026-01-31T18:04:05Z'), new Date('2027-12-31T15:59:59Z')]
const { certificate } = freshParty(freshRoot(), {
  profile: 'signing',
  serial: Uint8Array.of(0x1a, 0xb2),
  ...{ from, to },
  subject: [
    ['C', 'CN'],
    ['ST', '北京市'],
    ['L', '海淀区'],
    ['O', '示例公司'],
    ['OU', '一部'],
    ['OU', '二部'],
    ['CN', '王芳'],
    ['E', 'wang@example.cn'],
  ],
})
const factsOf = (facts: Certificate['identity']['facts']): Certificate => ({
  ...certificate,
  identity: { ...certificate.identity, facts },
})
const known = [
  { kind: 'person-id', value: '110101', label: null, source: '1.2.156.1' },
  { kind: 'person-id', value: '220202', label: null, source: '1.2.156.2' },
] as unknown as Certificate['identity']['facts']

describe('a certificate says', () => {
  it.each<[CertFact, string]>([
    ['version', 'V3'],
    ['serial', certificate.serialHex],
    ['key-type', 'SM2'],
    ['issuer', certificate.issuer.text],
    ['subject', certificate.subject.text],
    ['not-before', '20260201020405'],
    ['not-after', '20271231235959'],
    ['validity', '20260201020405-20271231235959'],
    ['public-key', Buffer.from(certificate.spkiDer).toString('base64')],
    ['unique-id', ''],
    ['subject-C', 'CN'],
    ['subject-ST', '北京市'],
    ['subject-L', '海淀区'],
    ['subject-O', '示例公司'],
    ['subject-OU', certificate.subject.ou.join('&&&')],
    ['subject-CN', '王芳'],
    ['subject-E', 'wang@example.cn'],
    ['issuer-C', 'CN'],
    ['issuer-O', '示例公司'],
    ['issuer-CN', '根'],
    ['issuer-OU', ''],
    ['issuer-ST', ''],
    ['issuer-L', ''],
    ['issuer-E', ''],
  ])('%s: %s', (fact, text) => {
    expect(certFact(certificate, fact)).toBe(text)
  })

  it('several units joined as pages take them apart', () => {
    expect(certificate.subject.ou).toHaveLength(2)
    expect(certFact(certificate, 'subject-OU')).toMatch(/^[一二]部&&&[一二]部$/)
  })

  it('names of issuer and subject that differ, each its own', () => {
    expect(certificate.issuer.text).not.toBe(certificate.subject.text)
    expect(certificate.serialHex.toLowerCase()).toBe('1ab2')
  })

  it.each([
    [{ type: 'rsa', bits: 2048 }, 'RSA'],
    [{ type: 'unknown', bits: null, oid: '1.2.3' }, 'UNKNOWN'],
  ])('a key of type %j as %s', (publicKey, text) => {
    expect(certFact({ ...certificate, publicKey } as Certificate, 'key-type')).toBe(text)
  })

  it('the first of several facts about its holder', () => {
    expect(certFact(factsOf(known), 'unique-id')).toBe('110101')
  })
})

describe('a number of a client means', () => {
  it.each<[number, CertFact | undefined]>([
    [0, undefined],
    [1, 'version'],
    [2, 'serial'],
    [3, 'key-type'],
    [4, 'issuer-C'],
    [5, 'issuer-O'],
    [6, 'issuer-OU'],
    [7, 'issuer-ST'],
    [8, 'issuer-CN'],
    [9, 'issuer-L'],
    [10, 'issuer-E'],
    [11, 'not-before'],
    [12, 'not-after'],
    [13, 'subject-C'],
    [14, 'subject-O'],
    [15, 'subject-OU'],
    [16, 'subject-ST'],
    [17, 'subject-CN'],
    [18, 'subject-L'],
    [19, 'subject-E'],
    [20, 'public-key'],
    [21, undefined],
    [33, 'subject'],
    [34, 'issuer'],
    [35, 'unique-id'],
  ])('%i of BJCA: %s', (number, fact) => {
    expect(bjcaFacts.get(number)).toBe(fact)
  })

  it.each<[number, CertFact | undefined]>([
    [1, 'version'],
    [2, 'serial'],
    [3, undefined],
    [5, 'issuer'],
    [6, 'validity'],
    [7, 'subject'],
    [8, 'public-key'],
    [0x21, 'issuer-CN'],
    [0x22, 'issuer-O'],
    [0x23, 'issuer-OU'],
    [0x31, 'subject-CN'],
    [0x32, 'subject-O'],
    [0x33, 'subject-OU'],
    [0x34, 'subject-E'],
    [0x35, 'not-before'],
    [0x36, 'not-after'],
    [0x37, undefined],
  ])('%i of the standard: %s', (number, fact) => {
    expect(standardFacts.get(number)).toBe(fact)
  })
})

describe('by its number a page reads', () => {
  const extension = (text: string): Certificate => ({
    ...factsOf(known),
    extensions: [
      { oid: '1.2.3', critical: false, value: Buffer.from('a') },
      { oid: '1.2.4', critical: false, value: Buffer.from(text) },
    ],
  })

  it.each([
    ['2.5.4.3', '王芳'],
    ['2.5.4.10', '示例公司'],
    ['1.2.156.1', '110101'],
    ['1.2.156.2', '220202'],
    ['1.2.4', 'A1 b@c.cn，王'],
    ['1.2.5', ''],
  ])('%s: %s', (oid, text) => {
    expect(certByOid(extension('\x0c\x05A1 b@c.cn，王'), oid)).toBe(text)
  })

  it.each(['\x0c\x05a\nb', '\x0c\x05a+b', '\x0c\x05\u0000'])(
    'what is no plain text (%j) as base64',
    (text) => {
      expect(certByOid(extension(text), '1.2.4')).toBe(Buffer.from(text).toString('base64'))
    },
  )
})
