import { describe, expect, it } from 'vitest'
import { context, der } from '../../../src/pki/der/index.ts'
import * as pki from '../../../src/pki/index.ts'
import { keyUsageExtension } from '../../../src/pki/x509/build.ts'
import { freshParty, freshRoot, type ListEntry, listNumber, listOf } from './authority.ts'

const root = freshRoot()
const user = freshParty(root, { profile: 'signing' }).certificate
const authority = freshParty(root, { profile: 'issuing-ca' }).certificate

const yes = Uint8Array.of(0xff)
const uri = (address: string) => der.implicit(6, new TextEncoder().encode(address))
const point = (...names: readonly Uint8Array[]) => der.explicit(0, der.element(context(0), ...names))
const issuingPoint = (...members: readonly Uint8Array[]): pki.Extension => ({
  oid: pki.OID.issuingDistributionPoint,
  critical: true,
  value: der.sequence(...members),
})
const extension = (oid: string, critical: boolean, value = der.integer(1)): pki.Extension => ({
  oid,
  critical,
  value,
})
const list = (extensions: readonly pki.Extension[], entries: readonly ListEntry[] = []) =>
  pki.parseCrl(listOf(root, extensions, entries))

/** The problems of a chain that requires revocation lists and has only this one. */
function said(crl: pki.Crl, certificate = user): readonly string[] {
  const options = { trusted: [root.certificate], crls: [crl], requireRevocation: true }
  return pki.verifyChain(certificate, options).problems.map((problem) => problem.reason)
}

describe('the silence of a revocation list says that a certificate is good', () => {
  it('when the list is whole', () => {
    expect(said(list([]))).toEqual([])
    expect(said(list([extension(pki.OID.crlNumber, false), issuingPoint()]))).toEqual([])
  })

  it('when the list is limited to the distribution point that the certificate names', () => {
    const own = point(uri('http://10.0.0.1/other'), uri(user.crlUrls[0] ?? ''))
    expect(said(list([issuingPoint(own)]))).toEqual([])
    expect(said(list([issuingPoint(point(uri('http://10.0.0.1/other')))]))).toEqual(['revocation-unknown'])
  })

  it('when the list is about this kind of certificate', () => {
    expect(said(list([issuingPoint(der.implicit(1, yes))]))).toEqual([])
    expect(said(list([issuingPoint(der.implicit(1, yes))]), authority)).toEqual(['revocation-unknown'])
    expect(said(list([issuingPoint(der.implicit(2, yes))]))).toEqual(['revocation-unknown'])
    expect(said(list([issuingPoint(der.implicit(2, yes))]), authority)).toEqual([])
    expect(said(list([issuingPoint(der.implicit(5, yes))]))).toEqual(['revocation-unknown'])
  })

  it('but not when the list holds only some reasons or only changes', () => {
    expect(said(list([issuingPoint(der.implicit(3, Uint8Array.of(6, 0x40)))]))).toEqual([
      'revocation-unknown',
    ])
    expect(said(list([extension(pki.OID.deltaCrlIndicator, true)]))).toEqual(['revocation-unknown'])
  })

  it('but not when the list has no number, or one that is critical', () => {
    const unnumbered = pki.parseCrl(listOf(root, [], [], []))
    expect(said(unnumbered)).toEqual(['revocation-unknown'])
    expect(said(list([listNumber(true)]))).toEqual(['revocation-unknown'])
    // What it says about a certificate by name is believed all the same.
    expect(said(pki.parseCrl(listOf(root, [], [{ serial: user.serial }], [])))).toEqual(['revoked'])
  })

  it('but not when its signer may not sign lists', () => {
    const extensions = pki
      .profileExtensions('root', { publicKey: root.keys.publicKey, issuerPublicKey: root.keys.publicKey })
      .filter(({ oid }) => oid !== pki.OID.subjectKeyId && oid !== pki.OID.authorityKeyId)
      .map((one) => (one.oid === pki.OID.keyUsage ? keyUsageExtension(['keyCertSign']) : one))
    const mute = freshRoot({ extensions })
    const below = freshParty(mute, { profile: 'signing' }).certificate
    const options = { trusted: [mute.certificate], requireRevocation: true }
    const crls = [pki.parseCrl(listOf(mute, [], [{ serial: below.serial }]))]
    expect(pki.verifyChain(below, { ...options, crls }).problems.map(({ reason }) => reason)).toEqual([
      'revocation-unknown',
    ])
  })

  it('but not when the list holds something that is not understood', () => {
    expect(said(list([extension('1.2.3.4', true)]))).toEqual(['revocation-unknown'])
    expect(said(list([extension('1.2.3.4', false)]))).toEqual([])
  })

  it('also when the list speaks of certificates of other issuers too', () => {
    expect(said(list([issuingPoint(der.implicit(4, yes))]))).toEqual([])
  })
})

describe('an entry of a revocation list', () => {
  it('also counts in a list of changes', () => {
    const crl = list([extension(pki.OID.deltaCrlIndicator, true)], [{ serial: user.serial }])
    expect(said(crl)).toEqual(['revoked'])
  })

  it('counts for the issuer that it names, if the list may name others', () => {
    const other = extension('2.5.29.29', true, der.sequence())
    expect(said(list([], [{ serial: user.serial, extensions: [other] }]))).toEqual(['revocation-unknown'])
    const named = (name: Uint8Array) => extension('2.5.29.29', true, der.sequence(der.explicit(4, name)))
    const indirect = (name: Uint8Array) =>
      list([issuingPoint(der.implicit(4, yes))], [{ serial: user.serial, extensions: [named(name)] }])
    expect(said(indirect(pki.encodeName([['CN', 'another']])))).toEqual([])
    expect(said(indirect(root.certificate.subject.raw))).toEqual(['revoked'])
  })

  it('with a negative number does not stand for the positive number with the same bytes', () => {
    const minusOne = list([], [{ serial: Uint8Array.of(0xff) }])
    expect([...minusOne.revoked.keys()]).toEqual(['-01'])
    const numbered = freshParty(root, { profile: 'signing', serial: Uint8Array.of(0xff) }).certificate
    expect(numbered.serialHex).toBe('FF')
    expect(said(minusOne, numbered)).toEqual([])
    expect(said(list([], [{ serial: Uint8Array.of(0, 0xff) }]), numbered)).toEqual(['revoked'])
  })
})

describe('an issuing distribution point', () => {
  it('makes the whole list refused when it is malformed', () => {
    for (const value of [
      der.integer(1),
      der.sequence(der.integer(1)),
      der.sequence(der.implicit(5, yes), yes),
    ])
      expect(() => list([{ oid: pki.OID.issuingDistributionPoint, critical: true, value }])).toThrow(
        pki.PkiError,
      )
  })
})
