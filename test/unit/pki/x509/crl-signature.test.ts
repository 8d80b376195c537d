import { describe, expect, it } from 'vitest'
import * as pki from '../../../../src/pki/index.ts'
import { keyUsageExtension } from '../../../../src/pki/x509/build.ts'
import { freshParty, freshRoot } from '../authority.ts'
import { issue } from '../paths/issue.ts'
import { rsaKey } from '../rsa-key.ts'

const root = freshRoot()
const user = freshParty(root, { profile: 'signing' }).certificate
const authority = freshParty(root, { profile: 'issuing-ca' }).certificate
const spec: pki.CrlSpec = {
  issuer: root.certificate.subject.raw,
  thisUpdate: new Date('2026-11-01T00:00:00Z'),
  nextUpdate: new Date('2026-12-01T00:00:00Z'),
  number: 300,
  revoked: [],
  authorityKeyId: Uint8Array.of(1, 2, 3),
}
const built = (change: Partial<pki.CrlSpec> = {}, sign = root.sign) =>
  pki.parseCrl(pki.buildCrl({ ...spec, ...change }, sign))

describe('a list that is built here', () => {
  it('says what it was told to say', () => {
    const revokedAt = new Date('2026-10-05T06:07:08Z')
    const reason = 'cessationOfOperation'
    const revoked = [
      { serial: Uint8Array.of(5), revokedAt, reason } as const,
      { serial: Uint8Array.of(0x80, 1), revokedAt, reason: 'unspecified' } as const,
    ]
    const crl = built({ revoked })
    expect(crl).toMatchObject({ thisUpdate: spec.thisUpdate, nextUpdate: spec.nextUpdate })
    expect(crl.authorityKeyId).toEqual(Uint8Array.of(1, 2, 3))
    expect(crl.scope).toMatchObject({ number: 300n, base: null, about: 'all', understood: true })
    expect([...crl.revoked.values()]).toEqual([
      { serialHex: '05', revokedAt, reason },
      { serialHex: '8001', revokedAt, reason: 'unspecified' },
    ])
    expect(crl.extensions.map(({ oid, critical }) => [oid, critical])).toEqual([
      [pki.OID.authorityKeyId, false],
      [pki.OID.crlNumber, false],
    ])
    const encoded = revoked.map((one) => pki.encodeListed(one))
    expect(built({ revoked: encoded }).tbs).toEqual(crl.tbs)
    const joined = [pki.concat(...encoded)]
    expect(built({ revoked: joined }).tbs).toEqual(crl.tbs)
  })

  it('takes a name in parts, too', () => {
    expect(built({ issuer: [['CN', '甲']] }).issuer.cn).toBe('甲')
  })
})

describe('the signature of a list', () => {
  it('is that of its issuer', () => {
    expect(pki.verifyCrl(built(), root.certificate)).toBe(true)
    expect(pki.verifyCrl(built({}, freshRoot().sign), root.certificate)).toBe(false)
    const other = built({ issuer: [['CN', '甲']] })
    expect(pki.verifyCrl(other, root.certificate)).toBe(false)
    const strange = built()
    const scope = { ...strange.scope, understood: false }
    expect(pki.verifyCrl({ ...strange, scope }, root.certificate)).toBe(false)
  })

  it('counts only of an issuer that may sign lists', () => {
    const signs = (extensions: readonly pki.Extension[]) => {
      const issuer = freshRoot({ extensions })
      const crl = built({ issuer: issuer.certificate.subject.raw }, issuer.sign)
      return pki.verifyCrl(crl, issuer.certificate)
    }
    expect(signs([keyUsageExtension(['keyCertSign'])])).toBe(false)
    expect(signs([keyUsageExtension(['cRLSign'])])).toBe(true)
    expect(signs([])).toBe(true)
  })

  it('does not count with SHA-1', () => {
    const name = root.certificate.subject.raw
    const [key, crl] = [rsaKey(), built()]
    const issuer = issue({ subject: name, issuer: name, key, issuerKey: key, extensions: [] })
    const signedWith = (hash: 'sha1' | 'sha256', oid: string) =>
      pki.verifyCrl(
        { ...crl, signatureAlgorithm: { oid, parameters: null }, signature: key.signWith(hash, crl.tbs) },
        issuer,
      )
    expect(signedWith('sha256', pki.OID.rsaSha256)).toBe(true)
    expect(signedWith('sha1', pki.OID.rsaSha1)).toBe(false)
  })
})

describe('a list covers', () => {
  it('every certificate of its issuer and none of another', () => {
    expect(pki.crlCovers(built(), user)).toBe(true)
    expect(pki.crlCovers(built(), authority)).toBe(true)
    expect(pki.crlCovers(built({ issuer: [['CN', '甲']] }), user)).toBe(false)
  })

  it('nothing if it speaks of some reasons only', () => {
    const crl = built()
    expect(pki.crlCovers({ ...crl, scope: { ...crl.scope, reasons: 0x4000 } }, user)).toBe(false)
  })
})
