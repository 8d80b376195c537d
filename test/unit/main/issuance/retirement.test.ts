import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import {
  type IsForeign,
  isOfNoMoreUse,
  leavingOf,
  othersOn,
} from '../../../../src/main/issuance/retirement.ts'
import type { KeyType, StoredCertificate, StoredKey } from '../../../../src/native/token.ts'
import { derOf, fingerprintSha256, generateSm2KeyPair, parseCertificate } from '../../../../src/pki/index.ts'
import { answerFor, smallAuthority } from './issued.ts'

const authority = smallAuthority()
const fresh = answerFor(authority, generateSm2KeyPair())
const holder = parseCertificate(fresh.signatureCertificate).subject.cn ?? ''

const stored = (keyId: string, der: Uint8Array): StoredCertificate => ({
  objectId: `o-${keyId}`,
  keyId,
  label: '',
  der,
})
const key = (keyId: string, type: KeyType = 'sm2'): StoredKey => ({ keyId, label: '', type, publicKey: null })
const sm2 = (keyId: string, of = authority) =>
  stored(keyId, of.issue('signing', generateSm2KeyPair().publicKey))
const rsa = (keyId: string, name: string) =>
  stored(
    keyId,
    new Uint8Array(
      derOf(
        execFileSync(
          'openssl',
          [
            'req',
            '-x509',
            '-newkey',
            'rsa:2048',
            '-nodes',
            '-keyout',
            '/dev/null',
            '-days',
            '30',
            '-utf8',
            '-subj',
            `/C=CN/O=旧机构/CN=${name}`,
          ],
          { stdio: ['ignore', 'pipe', 'ignore'] },
        ).toString(),
      ),
    ),
  )

const newPair = { signature: fresh.signatureCertificate, encryption: fresh.encryptionCertificate }
const pair = [stored('new-s', fresh.signatureCertificate), stored('new-e', fresh.encryptionCertificate)]
const pairKeys = [key('new-s'), key('new-e')]

const ofNobody: IsForeign = () => false

const leaving = (
  certificates: readonly StoredCertificate[],
  keys: readonly StoredKey[],
  retired: readonly string[] = [],
  isForeign: IsForeign = ofNobody,
) =>
  leavingOf(
    othersOn({ certificates: [...pair, ...certificates], keys: [...pairKeys, ...keys] }, newPair, isForeign),
    retired,
  )

describe('what leaves the token once the new pair is in force', () => {
  it('includes the older certificate of the same holder and issuer with its key, and never the new pair', () => {
    expect(leaving([sm2('old')], [key('old')]).keyIds).toEqual(['old'])
  })

  it('never includes the new pair, even if the authority lists it', () => {
    const listed = pair.map(({ der }) => fingerprintSha256(parseCertificate(der)))
    expect(leaving([], [], listed)).toEqual({ keyIds: [], objectIds: [] })
  })

  it('includes what the authority took out of force, whatever its name', () => {
    const other = smallAuthority()
    const certificate = stored(
      'x',
      other.issue('signing', generateSm2KeyPair().publicKey, { subject: [['CN', '旧名']] }),
    )
    const fingerprint = fingerprintSha256(parseCertificate(certificate.der))
    expect(leaving([certificate], [key('x')]).keyIds).toEqual([])
    expect(leaving([certificate], [key('x')], [fingerprint]).keyIds).toEqual(['x'])
  })

  it('never includes an encryption key, because what was encrypted to it can be opened by nothing else', () => {
    const old = stored('old-e', authority.issue('encryption', generateSm2KeyPair().publicKey))
    const retired = [fingerprintSha256(parseCertificate(old.der))]
    expect(leaving([sm2('old-s'), old], [key('old-s'), key('old-e')], retired)).toEqual({
      keyIds: ['old-s'],
      objectIds: [],
    })
  })

  it("has the holder's RSA objects last, and none of another person", () => {
    const objects = [rsa('rsa', holder), sm2('old'), rsa('foreign', '别人')]
    const keys = [key('rsa', 'rsa'), key('old'), key('foreign', 'rsa')]
    expect(leaving(objects, keys).keyIds).toEqual(['old', 'rsa'])
  })

  it('never includes a certificate that another authority issued to the same holder', () => {
    const objects = [rsa('rsa', holder), sm2('old')]
    const keys = [key('rsa', 'rsa'), key('old')]
    const isForeign: IsForeign = ({ publicKey }) => publicKey.type === 'rsa'
    expect(leaving(objects, keys, [], isForeign).keyIds).toEqual(['old'])
  })

  it('never includes a certificate of an authority or an unreadable one', () => {
    const objects = [stored('ca', authority.root), stored('junk', Uint8Array.of(1, 2, 3))]
    expect(leaving(objects, [])).toEqual({ keyIds: [], objectIds: [] })
  })

  it('is known from the earlier list if a certificate is gone but its key is not', () => {
    const others = othersOn(
      { certificates: [...pair, sm2('old')], keys: [...pairKeys, key('old')] },
      newPair,
      ofNobody,
    )
    expect(leavingOf(others, []).keyIds).toEqual(['old'])
    expect(JSON.parse(JSON.stringify(others))).toEqual(others)
  })

  it('does not include a key that a staying certificate needs', () => {
    const foreign = rsa('shared', '别人')
    expect(leaving([sm2('shared'), foreign], [key('shared')])).toEqual({
      keyIds: [],
      objectIds: ['o-shared'],
    })
  })
})

describe('a soft token', () => {
  it('is moved aside when everything on it is superseded', () => {
    expect(isOfNoMoreUse({ certificates: [sm2('a'), sm2('b')], keys: [] }, newPair, [], ofNobody)).toBe(true)
  })
  it('stays as long as its encryption key may be asked for', () => {
    const old = stored('e', authority.issue('encryption', generateSm2KeyPair().publicKey))
    expect(isOfNoMoreUse({ certificates: [sm2('s'), old], keys: [] }, newPair, [], ofNobody)).toBe(false)
  })
  it('stays if anything on it is not superseded, or if it is empty', () => {
    expect(
      isOfNoMoreUse({ certificates: [sm2('a'), rsa('b', '别人')], keys: [] }, newPair, [], ofNobody),
    ).toBe(false)
    expect(isOfNoMoreUse({ certificates: [], keys: [] }, newPair, [], ofNobody)).toBe(false)
    expect(isOfNoMoreUse({ certificates: pair, keys: [] }, newPair, [], ofNobody)).toBe(false)
  })
})
