import { describe, expect, it } from 'vitest'
import * as pki from '../../../src/pki/index.ts'
import { extendedKeyUsageExtension, keyUsageExtension } from '../../../src/pki/x509/build.ts'
import { freshParty, freshRoot } from './authority.ts'

const { OID } = pki
const root = freshRoot()

const withPurposes = (profile: 'signing' | 'issuing-ca', purposes: readonly string[], critical = false) => {
  const keys = { publicKey: root.keys.publicKey, issuerPublicKey: root.keys.publicKey }
  // Without key identifiers, which would name the root's key.
  const without: readonly string[] = [OID.extendedKeyUsage, OID.subjectKeyId, OID.authorityKeyId]
  const rest = pki.profileExtensions(profile, keys).filter(({ oid }) => !without.includes(oid))
  const extension = { ...extendedKeyUsageExtension(purposes), critical }
  return { profile, extensions: [...rest, extension] }
}

const verdict = (certificate: pki.Certificate, options: Partial<pki.ChainOptions> = {}) =>
  pki
    .verifyChain(certificate, { trusted: [root.certificate], purpose: 'signing', ...options })
    .problems.map(({ reason }) => reason)

describe('a certificate is for signing', () => {
  it.each([
    ['logins', [OID.clientAuth]],
    ['documents, among other things', [OID.serverAuth, OID.documentSigning]],
    ['any purpose', [OID.anyExtendedKeyUsage]],
    ["a purpose of its authority's own", ['1.2.3.4']],
  ])('when it is for %s', (_, purposes) => {
    expect(verdict(freshParty(root, withPurposes('signing', purposes)).certificate)).toEqual([])
  })

  it.each([
    ['time stamps', [OID.timeStamping]],
    ['OCSP', [OID.ocspSigning]],
    ['servers', [OID.serverAuth]],
    ['nothing', []],
  ])('but not when it is only for %s', (_, purposes) => {
    for (const critical of [false, true])
      expect(verdict(freshParty(root, withPurposes('signing', purposes, critical)).certificate)).toEqual([
        'wrong-usage',
      ])
  })

  it('but not when it is only for what nobody here understands, and says that this matters', () => {
    const { certificate } = freshParty(root, withPurposes('signing', ['1.2.3.4'], true))
    expect(verdict(certificate)).toEqual(['wrong-usage'])
  })

  it('but not below an authority for servers only', () => {
    const servers = freshParty(root, withPurposes('issuing-ca', [OID.serverAuth]))
    const holder = freshParty(servers, { profile: 'signing' })
    const intermediates = [servers.certificate]
    expect(verdict(holder.certificate, { intermediates })).toEqual(['wrong-usage'])
    const both = freshParty(root, withPurposes('issuing-ca', [OID.serverAuth, OID.clientAuth]))
    const other = freshParty(both, { profile: 'signing' })
    expect(verdict(other.certificate, { intermediates: [both.certificate] })).toEqual([])
  })

  it('but nobody asks about that who does not name a purpose', () => {
    const { certificate } = freshParty(root, withPurposes('signing', [OID.timeStamping]))
    expect(pki.verifyChain(certificate, { trusted: [root.certificate] }).ok).toBe(true)
  })
})

it('a certificate with another named purpose is taken for that one only', () => {
  const { certificate } = freshParty(root, withPurposes('signing', [OID.sealMaking], true))
  expect(verdict(certificate)).toEqual(['wrong-usage'])
  expect(verdict(certificate, { extendedPurpose: OID.sealMaking })).toEqual([])
  const holder = freshParty(root, { profile: 'signing' })
  expect(verdict(holder.certificate, { extendedPurpose: OID.sealMaking })).toEqual(['wrong-usage'])
})

it('a certificate that says what it is for, and means neither signing nor encryption, is for neither', () => {
  const lists = { profile: 'signing', extensions: [keyUsageExtension(['cRLSign'])] } as const
  const { certificate } = freshParty(root, lists)
  expect(certificate.use).toBe('neither')
  for (const purpose of ['signing', 'encryption'] as const)
    expect(verdict(certificate, { purpose })).toEqual(['wrong-usage'])
  expect(freshParty(root, { profile: 'signing', extensions: [] }).certificate.use).toBe('unknown')
})

it('a name with an empty set in it is read, and shows nothing there', () => {
  const [cn] = pki.parseName(pki.encodeName([['CN', '张三']])).rdns
  const set = Uint8Array.of(0x31, 0)
  const whole = pki.encodeName([['CN', '张三']])
  const holed = pki.concat(Uint8Array.of(0x30, (whole[1] ?? 0) + 2), set, whole.subarray(2))
  const name = pki.parseName(holed)
  expect(name.rdns).toEqual([[], cn])
  expect(name.cn).toBe('张三')
})
