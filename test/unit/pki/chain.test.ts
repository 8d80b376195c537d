import { describe, expect, it } from 'vitest'
import { der, TAG } from '../../../src/pki/der/index.ts'
import * as pki from '../../../src/pki/index.ts'
import { encodeCertId } from '../../../src/pki/x509/ocsp-id.ts'
import { encoded, freshParty, freshRoot, type Party } from './authority.ts'

const DAY = 86_400_000
const days = (n: number) => new Date(Date.now() + n * DAY)

const root = freshRoot()
const issuing = freshParty(root, { profile: 'issuing-ca', name: '签发' })
const leaf = freshParty(issuing, { profile: 'signing', name: '张三' })
const encryption = freshParty(issuing, { profile: 'encryption', name: '张三' })
const trust = { trusted: [root.certificate], intermediates: [issuing.certificate] }
const reasons = (result: pki.ChainResult) => result.problems.map((problem) => problem.reason)

function crlOf(issuer: Party, serials: readonly Uint8Array[], options: Partial<pki.CrlSpec> = {}): pki.Crl {
  const spec: pki.CrlSpec = {
    issuer: issuer.certificate.subject.raw,
    thisUpdate: days(-1),
    nextUpdate: days(1),
    number: 7,
    revoked: serials.map((serial) => ({ serial, revokedAt: days(-0.5), reason: 'keyCompromise' })),
    authorityKeyId: pki.keyIdentifier(issuer.keys.publicKey),
    ...options,
  }
  return pki.parseCrl(pki.buildCrl(spec, issuer.sign))
}

describe('a chain', () => {
  it('is right from the leaf through an intermediate to the trusted root', () => {
    const result = pki.verifyChain(leaf.certificate, { ...trust, purpose: 'signing' })
    expect(result).toMatchObject({ ok: true, problems: [] })
    expect(result.path.map((one) => one.subject.cn)).toEqual(['张三', '签发', '根'])
  })

  it('is right when the intermediate itself is trusted', () => {
    expect(pki.verifyChain(leaf.certificate, { trusted: [issuing.certificate] }).ok).toBe(true)
  })

  it.each([
    ['expired', days(400), ['expired']],
    ['not yet valid', days(-2), ['not-yet-valid', 'not-yet-valid', 'not-yet-valid']],
  ])('says when it is %s', (_, at, expected) => {
    expect(reasons(pki.verifyChain(leaf.certificate, { ...trust, at })).slice(0, expected.length)).toEqual(
      expected,
    )
  })

  it('says when the issuer is unknown', () => {
    expect(reasons(pki.verifyChain(leaf.certificate, { trusted: [root.certificate] }))).toEqual([
      'unknown-issuer',
    ])
    expect(reasons(pki.verifyChain(leaf.certificate, { trusted: [] }))).toEqual(['unknown-issuer'])
  })

  it('says when somebody else signed under the issuer’s name', () => {
    const impostor = freshRoot({ subject: root.certificate.subject.raw })
    const forged = freshParty(impostor, { profile: 'signing', extensions: [] })
    expect(reasons(pki.verifyChain(forged.certificate, { trusted: [root.certificate] }))).toEqual([
      'bad-signature',
    ])
  })

  it('says when the certificate is for another purpose', () => {
    expect(reasons(pki.verifyChain(encryption.certificate, { ...trust, purpose: 'signing' }))).toEqual([
      'wrong-usage',
    ])
    expect(reasons(pki.verifyChain(leaf.certificate, { ...trust, purpose: 'encryption' }))).toEqual([
      'wrong-usage',
    ])
    expect(pki.verifyChain(encryption.certificate, { ...trust, purpose: 'encryption' }).ok).toBe(true)
  })

  it('is not right when an end certificate issued the leaf', () => {
    const below = freshParty(leaf, { profile: 'signing' })
    const result = pki.verifyChain(below.certificate, {
      trusted: [root.certificate],
      intermediates: [issuing.certificate, leaf.certificate],
    })
    expect(reasons(result)).toContain('issuer-not-a-ca')
  })

  it('is not right when it is longer than an issuer allows', () => {
    const deeper = freshParty(issuing, { profile: 'issuing-ca', name: '再签发' })
    const below = freshParty(deeper, { profile: 'signing' })
    const result = pki.verifyChain(below.certificate, {
      trusted: [root.certificate],
      intermediates: [issuing.certificate, deeper.certificate],
    })
    expect(reasons(result)).toEqual(['path-too-long'])
  })

  it('is not right with a critical extension that nobody understands', () => {
    const extra = [{ oid: '1.2.3.4', critical: true, value: Uint8Array.of(5, 0) }]
    const strange = freshParty(root, { profile: 'signing', extra })
    expect(reasons(pki.verifyChain(strange.certificate, { trusted: [root.certificate] }))).toEqual([
      'unknown-critical-extension',
    ])
  })

  it('is right with names of its holder that are critical, as they are where the subject is empty', () => {
    const value = der.sequence(der.implicit(2, new TextEncoder().encode('example.cn')))
    const extra = [{ oid: pki.OID.subjectAltName, critical: true, value }]
    const named = freshParty(root, { profile: 'signing', extra })
    expect(reasons(pki.verifyChain(named.certificate, { trusted: [root.certificate] }))).toEqual([])
  })

  it('ends when certificates issue each other in a circle', () => {
    const other = freshParty(root, { profile: 'root', subject: root.certificate.subject.raw })
    const result = pki.verifyChain(leaf.certificate, {
      trusted: [],
      intermediates: [issuing.certificate, root.certificate, other.certificate],
    })
    expect(result.ok).toBe(false)
  })
})

describe('revocation', () => {
  it('is found on a list of the issuer', () => {
    const crls = [crlOf(issuing, [leaf.certificate.serial])]
    expect(reasons(pki.verifyChain(leaf.certificate, { ...trust, crls }))).toEqual(['revoked'])
    expect(pki.crlEntryFor(crls[0] as pki.Crl, leaf.certificate.serialHex)).toMatchObject({
      reason: 'keyCompromise',
    })
  })

  it('does not count before its day', () => {
    const crls = [crlOf(issuing, [leaf.certificate.serial])]
    expect(pki.verifyChain(leaf.certificate, { ...trust, crls, at: days(-0.7) }).ok).toBe(true)
  })

  it('is not believed from a list that somebody else signed, even under the issuer’s name', () => {
    const impostor = freshRoot({ subject: issuing.certificate.subject.raw })
    const crls = [crlOf(impostor, [leaf.certificate.serial]), crlOf(root, [leaf.certificate.serial])]
    expect(pki.verifyChain(leaf.certificate, { ...trust, crls }).ok).toBe(true)
  })

  it('is unknown without current lists, if the caller requires them', () => {
    const ask = (crls: readonly pki.Crl[]) =>
      reasons(pki.verifyChain(leaf.certificate, { ...trust, crls, requireRevocation: true }))
    expect(ask([])).toEqual(['revocation-unknown', 'revocation-unknown'])
    expect(ask([crlOf(issuing, []), crlOf(root, [])])).toEqual([])
    const old = { thisUpdate: days(-3), nextUpdate: days(-2) }
    expect(ask([crlOf(issuing, [], old), crlOf(root, [])])).toEqual(['revocation-unknown'])
  })

  it('is found for one serial number among very many, whatever its first bit', () => {
    const serials = Array.from({ length: 150_000 }, (_, i) => Uint8Array.of(0x80 + (i >> 16), i >> 8, i, 1))
    const crl = crlOf(issuing, serials)
    expect(crl.revoked.size).toBe(150_000)
    expect(pki.crlEntryFor(crl, '81010201')?.serialHex).toBe('81010201')
    expect(pki.crlEntryFor(crl, '010201')).toBe(null)
  })
})

describe('OCSP', () => {
  const ca = { certificate: leaf.certificate, issuer: issuing.certificate }
  const nonce = pki.randomBytes(16)
  const request = pki.parseOcspRequest(pki.buildOcspRequest(ca.certificate, ca.issuer, nonce))
  const id = request.ids[0] as pki.OcspCertId
  const responder = freshParty(issuing, { profile: 'ocsp', name: '应答' })

  type Change = Partial<pki.OcspResponseSpec> & { status?: pki.OcspStatus; by?: Party; thisUpdate?: Date }
  function answer(change: Change = {}) {
    const { status = { status: 'good' }, by = responder, thisUpdate = new Date(), ...spec } = change
    const bytes = pki.buildOcspResponse(
      {
        responder: by.certificate.subject.raw,
        producedAt: new Date(),
        answers: [{ id, status, thisUpdate, nextUpdate: new Date(thisUpdate.getTime() + DAY) }],
        nonce: request.nonce,
        certificates: [by.certificate.raw],
        ...spec,
      },
      by.sign,
    )
    const parsed = pki.parseOcspResponse(bytes)
    if (parsed.outcome !== 'answered') return expect.unreachable('no answer')
    return pki.checkOcspResponse(parsed.basic, { ...ca, at: new Date(), nonce })
  }

  it('asks about the certificate by issuer and serial number', () => {
    expect(id.serialHex).toBe(leaf.certificate.serialHex)
    expect(pki.isCertIdOf(id, issuing.certificate)).toBe(true)
    expect(pki.isCertIdOf(id, root.certificate)).toBe(false)
  })

  it('answers good and revoked, through a responder or the issuer itself', () => {
    expect(answer()).toMatchObject({ ok: true, answer: { status: { status: 'good' } } })
    const revokedAt = new Date('2026-11-01T00:00:00Z')
    const revoked = { status: 'revoked', revokedAt, reason: 'superseded' } as const
    expect(answer({ status: revoked })).toMatchObject({ ok: true, answer: { status: revoked } })
    expect(answer({ by: issuing })).toMatchObject({ ok: true })
    expect(answer({ by: issuing, certificates: [] })).toMatchObject({ ok: true })
  })

  it('is not believed from a responder that the issuer did not appoint', () => {
    const stranger = freshParty(freshRoot(), { profile: 'ocsp' })
    expect(answer({ by: stranger })).toEqual({ ok: false, reason: 'wrong-responder' })
    expect(answer({ by: freshParty(issuing, { profile: 'signing' }) })).toEqual({
      ok: false,
      reason: 'wrong-responder',
    })
  })

  it('is refused when it does not name its responder', () => {
    for (const name of [
      Uint8Array.of(2, 1, 1),
      new Uint8Array(),
      pki.concat(root.certificate.subject.raw, Uint8Array.of(5, 0)),
    ])
      expect(() => answer({ responder: name })).toThrow(pki.PkiError)
  })

  it('is not believed when signed by another key', () => {
    expect(answer({ by: { ...responder, sign: leaf.sign } })).toEqual({ ok: false, reason: 'bad-signature' })
  })

  it('is not believed when it is old, early, replayed or about another certificate', () => {
    expect(answer({ thisUpdate: days(-3) })).toEqual({ ok: false, reason: 'stale' })
    expect(answer({ thisUpdate: days(1) })).toEqual({ ok: false, reason: 'stale' })
    expect(answer({ nonce: pki.fromHex('0410') })).toEqual({ ok: false, reason: 'wrong-nonce' })
    const other = pki.certIdOf(encryption.certificate, issuing.certificate)
    const good = { id: other, status: { status: 'good' }, thisUpdate: new Date(), nextUpdate: null } as const
    expect(answer({ answers: [good] })).toEqual({ ok: false, reason: 'other-certificate' })
  })

  /** A response written here element by element, with extensions to its one answer and to the whole. */
  function extended(single: readonly pki.Extension[], whole: readonly pki.Extension[] = []) {
    const now = new Date()
    const listed = (extensions: readonly pki.Extension[]) =>
      extensions.length === 0 ? [] : [der.explicit(1, encoded(extensions))]
    const times = [der.generalizedTime(now), der.explicit(0, der.generalizedTime(days(1)))]
    const one = der.sequence(encodeCertId(id), der.implicit(0, new Uint8Array()), ...times, ...listed(single))
    const responderName = der.explicit(1, issuing.certificate.subject.raw)
    const tbs = der.sequence(responderName, der.generalizedTime(now), der.sequence(one), ...listed(whole))
    const algorithm = der.sequence(der.oid(pki.OID.sm2WithSm3))
    const basic = der.sequence(tbs, algorithm, der.bits(issuing.sign(tbs)))
    const bytes = der.sequence(der.oid(pki.OID.ocspBasic), der.octets(basic))
    const parsed = pki.parseOcspResponse(
      der.sequence(der.element(TAG.enumerated, Uint8Array.of(0)), der.explicit(0, bytes)),
    )
    if (parsed.outcome !== 'answered') return expect.unreachable('no answer')
    return pki.checkOcspResponse(parsed.basic, { ...ca, at: now, nonce: null })
  }
  // RFC 6960 4.4.4: until when answers about expired certificates are kept.
  const archiveCutoff = { oid: '1.3.6.1.5.5.7.48.1.6', critical: false, value: der.generalizedTime(days(-9)) }

  it('is believed with extensions that nobody needs to understand, to its answers and to the whole', () => {
    for (const [single, whole] of [
      [[], []],
      [[archiveCutoff], []],
      [[archiveCutoff, { ...archiveCutoff, oid: '1.2.3' }], [archiveCutoff]],
    ] as const)
      expect(extended(single, whole)).toMatchObject({ ok: true, answer: { status: { status: 'good' } } })
  })

  it('is refused with one that is there twice, or that must be understood', () => {
    const critical = { ...archiveCutoff, critical: true }
    for (const [extensions, reason] of [
      [[archiveCutoff, archiveCutoff], 'duplicate-extension'],
      [[critical], 'unknown-critical-extension'],
    ] as const) {
      const refused = expect.objectContaining({ reason })
      expect(() => extended(extensions)).toThrow(refused)
      expect(() => extended([], extensions)).toThrow(refused)
    }
  })

  it('is believed whatever other certificates come with it', () => {
    const second = freshParty(issuing, { profile: 'ocsp', name: '应答二' })
    const certificates = [root, issuing, second, responder].map((one) => one.certificate.raw)
    expect(answer({ certificates })).toMatchObject({ ok: true })
    expect(answer({ certificates, by: issuing })).toMatchObject({ ok: true })
  })

  it('is not believed for longer than a day when it names no next update', () => {
    const from = (thisUpdate: Date) => {
      const open = { id, status: { status: 'good' }, thisUpdate, nextUpdate: null } as const
      return answer({ answers: [open], nonce: null })
    }
    expect(from(days(-0.5))).toMatchObject({ ok: true })
    expect(from(days(-2))).toEqual({ ok: false, reason: 'stale' })
  })

  it('says why there is no answer', () => {
    const read = pki.parseOcspResponse(pki.buildOcspFailure('try-later'))
    expect(read).toEqual({ outcome: 'failed', failure: 'try-later' })
  })
})
