import { describe, expect, it } from 'vitest'
import * as pki from '../../../../src/pki/index.ts'
import { profileExtensions } from '../../../../src/pki/x509/profile.ts'
import { certificateOf, extension } from './unsigned.ts'

const { OID } = pki
const [own, issuer] = [pki.generateSm2KeyPair().publicKey, pki.generateSm2KeyPair().publicKey]
const input = { publicKey: own, issuerPublicKey: issuer }
const made = (profile: pki.CertificateProfile, more: object = {}) =>
  certificateOf({ extensions: profileExtensions(profile, { ...input, ...more }) })

describe('the extensions of a kind of certificate', () => {
  it.each<readonly [pki.CertificateProfile, readonly string[], readonly string[], object | null]>([
    ['root', ['keyCertSign', 'cRLSign'], [], { ca: true, pathLength: null }],
    ['issuing-ca', ['keyCertSign', 'cRLSign'], [], { ca: true, pathLength: 0 }],
    ['signing', ['digitalSignature', 'nonRepudiation'], [OID.clientAuth, OID.emailProtection], null],
    ['encryption', ['keyEncipherment', 'dataEncipherment'], [], null],
    ['ocsp', ['digitalSignature'], [OID.ocspSigning], null],
    ['seal-maker', ['digitalSignature', 'nonRepudiation'], [OID.sealMaking], null],
  ])('of %s', (profile, usages, purposes, basicConstraints) => {
    const certificate = made(profile)
    expect([...(certificate.keyUsage ?? [])]).toEqual(usages)
    expect(certificate.extendedKeyUsage).toEqual(purposes)
    expect(certificate.basicConstraints).toEqual(basicConstraints)
    expect(certificate.subjectKeyId).toEqual(pki.sm3(own).subarray(0, 20))
    expect(certificate.authorityKeyId).toEqual(pki.sm3(issuer).subarray(0, 20))
    expect(certificate).toMatchObject({ crlUrls: [], ocspUrls: [], caIssuerUrls: [] })
    const critical = certificate.extensions.filter((one) => one.critical).map(({ oid }) => oid)
    expect(critical).toEqual([OID.keyUsage, ...(basicConstraints === null ? [] : [OID.basicConstraints])])
  })

  it('have addresses only where there are some', () => {
    const has = (more: object) => profileExtensions('signing', { ...input, ...more }).map(({ oid }) => oid)
    expect(has({}).includes(OID.crlDistributionPoints)).toBe(false)
    expect(has({}).includes(OID.authorityInfoAccess)).toBe(false)
    expect(made('signing', { crlUrls: ['http://a/1'] })).toMatchObject({
      crlUrls: ['http://a/1'],
      ocspUrls: [],
    })
    expect(has({ crlUrls: ['http://a/1'] }).includes(OID.authorityInfoAccess)).toBe(false)
    expect(made('signing', { ocspUrls: ['http://a/2'] })).toMatchObject({
      ocspUrls: ['http://a/2'],
      caIssuerUrls: [],
    })
    expect(made('signing', { caIssuerUrls: ['http://a/3'] })).toMatchObject({
      ocspUrls: [],
      caIssuerUrls: ['http://a/3'],
    })
  })

  it('end with those that are given', () => {
    const extra = [extension('1.2.3', Uint8Array.of(5, 0)), extension('1.2.4', Uint8Array.of(5, 0))]
    expect(profileExtensions('root', { ...input, extra }).slice(-2)).toEqual(extra)
  })
})
