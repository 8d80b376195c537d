import { describe, expect, it } from 'vitest'
import { createIssuerOf, type Known } from '../../../../src/main/issuers/issuer-of.ts'
import type { Issuer } from '../../../../src/main/issuers/issuers.ts'
import {
  type CertificateProfile,
  fingerprintSha256,
  generateSm2KeyPair,
  type NamePart,
  parseCertificate,
  type Sm2KeyPair,
  toHex,
} from '../../../../src/pki/index.ts'
import { made } from '../issuance/issued.ts'

const named = (cn: string, o = 'Example'): readonly NamePart[] => [
  ['C', 'CN'],
  ['O', o],
  ['CN', cn],
]

type Node = { readonly name: readonly NamePart[]; readonly keys: Sm2KeyPair; readonly der: Uint8Array }

const node = (cn: string, above: Node | null, profile: CertificateProfile, o?: string): Node => {
  const keys = generateSm2KeyPair()
  const name = named(cn, o)
  const [issuer, by] = above ? [above.name, above.keys] : [name, keys]
  return { name, keys, der: made({ profile, subject: name, publicKey: keys.publicKey, issuer, by }) }
}
const root = node('Root', null, 'root')
const below = (cn: string, above = root, o?: string) => node(cn, above, 'issuing-ca', o)
const leaf = (by: Node) => parseCertificate(node('Somebody', by, 'signing').der)

const nothing = { fingerprints: [], keyIds: [], names: [], extensions: [] }
const issuer = (id: string, knownBy: Partial<Issuer['knownBy']> = {}): Issuer =>
  ({ id, knownBy: { ...nothing, ...knownBy } }) as Issuer
const knows = (one: Issuer, ...certificates: readonly Node[]): Known => ({
  issuer: one,
  certificates: certificates.map(({ der }) => der),
})

describe('the issuer of a certificate', () => {
  it('is the one whose authority signed it, whatever the names say', () => {
    const [one, other] = [below('Same name'), below('Same name')]
    const issuerOf = createIssuerOf([
      knows(issuer('one'), one, root),
      knows(issuer('other', { names: [{ cn: 'Same name' }] }), other, root),
    ])
    expect([issuerOf(leaf(one)), issuerOf(leaf(other))]).toEqual(['one', 'other'])
  })

  it('is found further up if several issuers claim the nearest authority', () => {
    const shared = below('Shared')
    const issuerOf = createIssuerOf([knows(issuer('one'), shared, root), knows(issuer('other'), shared)])
    expect(issuerOf(leaf(shared))).toBe('one')
  })

  it('is not one that only names an authority that did not sign it', () => {
    const [true_, false_] = [below('Same name'), below('Same name')]
    const issuerOf = createIssuerOf([knows(issuer('one'), true_, root)])
    expect(issuerOf(leaf(false_))).toBeNull()
  })

  it('is the one whose file names the authority, even if another one claims it', () => {
    const authority = below('Authority')
    const certificate = parseCertificate(authority.der)
    const hostile = knows(issuer('hostile'), authority, root)
    const keyId = toHex(certificate.subjectKeyId ?? new Uint8Array()).toLowerCase()
    for (const knownBy of [
      { fingerprints: [fingerprintSha256(certificate).toLowerCase()] },
      { keyIds: [keyId] },
    ])
      expect(createIssuerOf([hostile, knows(issuer('true', knownBy))])(leaf(authority))).toBe('true')
  })

  it('is found by key identifier, then by names, if no authority was ever asked', () => {
    const authority = below('Authority', root, 'Agency')
    const { subjectKeyId } = parseCertificate(authority.der)
    const byKey = issuer('key', { keyIds: [toHex(subjectKeyId ?? new Uint8Array()).toLowerCase()] })
    const byName = issuer('name', { names: [{ cn: 'Authority', o: 'Agency' }] })
    const otherName = issuer('half', { names: [{ cn: 'Authority', o: 'Somebody else' }] })
    const found = (...all: readonly Issuer[]) => createIssuerOf(all.map((one) => knows(one)))(leaf(authority))
    expect(found(otherName, byName, byKey)).toBe('key')
    expect(found(otherName, byName)).toBe('name')
    expect(found(otherName)).toBeNull()
  })

  it('is not known if two issuers claim the same names', () => {
    const names = [{ cn: 'Authority' }]
    const issuerOf = createIssuerOf([knows(issuer('one', { names })), knows(issuer('other', { names }))])
    expect(issuerOf(leaf(below('Authority')))).toBeNull()
  })

  it('is found by an extension of its own, and not by one that only begins alike', () => {
    const certificate = leaf(below('Authority'))
    const [first] = certificate.extensions
    const oid = first?.oid ?? ''
    const found = (arc: string) => createIssuerOf([knows(issuer('own', { extensions: [arc] }))])(certificate)
    expect([found(oid), found(oid.slice(0, oid.lastIndexOf('.')))]).toEqual(['own', 'own'])
    expect(found(oid.slice(0, -1))).toBeNull()
  })

  it('is searched safely among certificates that cannot be read', () => {
    const junk: Known = { issuer: issuer('junk'), certificates: [Uint8Array.of(1, 2, 3)] }
    const authority = below('Authority')
    expect(createIssuerOf([junk, knows(issuer('one'), authority)])(leaf(authority))).toBe('one')
    expect(createIssuerOf([junk])(leaf(authority))).toBeNull()
  })
})
