import { describe, expect, it } from 'vitest'
import { der } from '../../../src/pki/der/index.ts'
import * as pki from '../../../src/pki/index.ts'
import { basicConstraintsExtension, keyUsageExtension } from '../../../src/pki/x509/build.ts'
import { freshParty, freshRoot, type ListEntry, listOf, type Party } from './authority.ts'

const root = freshRoot()
const issuing = freshParty(root, { profile: 'issuing-ca', name: '签发' })
const user = freshParty(issuing, { profile: 'signing' }).certificate
const emptyRootList = pki.parseCrl(listOf(root, [], []))

/** Another key under the name of the issuing authority, which may only sign lists. */
const listSigner = (issuer: Party, subject = issuing.certificate.subject.raw) =>
  freshParty(issuer, { profile: 'signing', subject, extensions: [keyUsageExtension(['cRLSign'])] })

const said = (signers: readonly Party[], lists: readonly pki.Crl[], trusted = [root.certificate]) =>
  pki
    .verifyChain(user, {
      trusted,
      intermediates: [issuing.certificate, ...signers.map(({ certificate }) => certificate)],
      crls: lists,
      requireRevocation: true,
    })
    .problems.map(({ reason }) => reason)

const listBy = (
  signer: Party,
  entries: readonly ListEntry[] = [],
  extensions: readonly pki.Extension[] = [],
) => pki.parseCrl(listOf(signer, extensions, entries))

describe('a list that another key of the same authority signed', () => {
  it('counts if that key leads to the same trusted certificate', () => {
    const signer = listSigner(root)
    expect(said([signer], [emptyRootList, listBy(signer)])).toEqual([])
    expect(said([signer], [emptyRootList, listBy(signer, [{ serial: user.serial }])])).toEqual(['revoked'])
  })

  it('does not count if the key is not certified, or may not sign lists', () => {
    const signer = listSigner(root)
    expect(said([], [emptyRootList, listBy(signer)])).toEqual(['revocation-unknown'])
    const mute = freshParty(root, {
      profile: 'signing',
      subject: issuing.certificate.subject.raw,
      extensions: [keyUsageExtension(['digitalSignature'])],
    })
    expect(said([mute], [emptyRootList, listBy(mute)])).toEqual(['revocation-unknown'])
  })

  it('does not count if the key leads to another root, even to one that is trusted too', () => {
    const other = freshRoot()
    const signer = listSigner(other)
    const lists = [emptyRootList, pki.parseCrl(listOf(other, [], [])), listBy(signer)]
    expect(said([signer], lists, [root.certificate, other.certificate])).toEqual(['revocation-unknown'])
  })

  it('does not count if the key is revoked itself, or its own state is unknown', () => {
    const signer = listSigner(root)
    const revoking = pki.parseCrl(listOf(root, [], [{ serial: signer.certificate.serial }]))
    expect(said([signer], [revoking, listBy(signer)])).toEqual(['revocation-unknown'])
    const below = listSigner(freshParty(root, { profile: 'issuing-ca', name: '无列表' }))
    expect(said([below], [emptyRootList, listBy(below)])).toEqual(['revocation-unknown'])
  })

  it('ends when signers need each other’s lists', () => {
    const constraints = [basicConstraintsExtension(true), keyUsageExtension(['keyCertSign', 'cRLSign'])]
    const circle = Array.from({ length: 12 }, () =>
      freshParty(issuing, {
        profile: 'issuing-ca',
        subject: issuing.certificate.subject.raw,
        extensions: constraints,
      }),
    )
    const lists = circle.map((one) => listBy(one))
    expect(said(circle, [emptyRootList, ...lists])).toEqual(['revocation-unknown'])
    expect(said(circle, [emptyRootList, ...lists, listBy(issuing)])).toEqual([])
  })
})

describe('a list of changes', () => {
  const number = (value: number, oid: string = pki.OID.crlNumber): pki.Extension => ({
    oid,
    critical: oid !== pki.OID.crlNumber,
    value: der.integer(value),
  })
  const held: ListEntry = {
    serial: user.serial,
    extensions: [{ oid: pki.OID.crlReason, critical: false, value: der.element(10, Uint8Array.of(6)) }],
  }
  const released: ListEntry = {
    serial: user.serial,
    extensions: [{ oid: pki.OID.crlReason, critical: false, value: der.element(10, Uint8Array.of(8)) }],
  }
  const changes = (own: number, base: number, entries: readonly ListEntry[]) =>
    listBy(issuing, entries, [number(own), number(base, pki.OID.deltaCrlIndicator)])
  const whole = (entries: readonly ListEntry[]) => listBy(issuing, entries, [number(5)])

  it('releases what the whole list holds', () => {
    expect(said([], [emptyRootList, whole([held])])).toEqual(['revoked'])
    expect(said([], [emptyRootList, whole([held]), changes(6, 5, [released])])).toEqual([])
  })

  it('releases nothing if it is older, or made for a later list', () => {
    expect(said([], [emptyRootList, whole([held]), changes(4, 3, [released])])).toEqual(['revoked'])
    expect(said([], [emptyRootList, whole([held]), changes(9, 6, [released])])).toEqual(['revoked'])
  })

  it('revokes what the whole list does not name', () => {
    expect(said([], [emptyRootList, whole([]), changes(6, 5, [{ serial: user.serial }])])).toEqual([
      'revoked',
    ])
  })
})
