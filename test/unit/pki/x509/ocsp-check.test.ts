import { describe, expect, it } from 'vitest'
import { der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { extendedKeyUsageExtension } from '../../../../src/pki/x509/build.ts'
import { freshParty, freshRoot, type Party } from '../authority.ts'
import { issue } from '../paths/issue.ts'
import { rsaKey } from '../rsa-key.ts'

const root = freshRoot()
const leaf = freshParty(root, { profile: 'signing' }).certificate
const moment = Date.parse('2026-11-20T00:00:00Z')
const at = (ms: number) => new Date(moment + ms)
const DAY = 86_400_000
const validity = { from: at(-100 * DAY), to: at(100 * DAY) }
const responder = freshParty(root, { profile: 'ocsp', ...validity })
const answer: pki.OcspAnswer = {
  id: pki.certIdOf(leaf, root.certificate),
  status: { status: 'good' },
  thisUpdate: at(0),
  nextUpdate: at(3600_000),
}
type Change = Partial<pki.OcspResponseSpec> & { readonly by?: Party }
function basicOf({ by = root, ...change }: Change = {}): pki.OcspBasic {
  const own = by === root ? [] : [by.certificate.raw]
  const spec = { responder: by.certificate.subject.raw, producedAt: at(0), answers: [answer], nonce: null }
  const bytes = pki.buildOcspResponse({ ...spec, certificates: own, ...change }, by.sign)
  const parsed = pki.parseOcspResponse(bytes)
  return parsed.outcome === 'answered' ? parsed.basic : expect.unreachable('no answer')
}
const asked = { certificate: leaf, issuer: root.certificate, at: at(0), nonce: null }
const check = (basic: pki.OcspBasic, more: Partial<pki.OcspCheck> = {}) =>
  pki.checkOcspResponse(basic, { ...asked, ...more })
const refusal = (reason: string) => ({ ok: false, reason })
const accepted = { ok: true, answer }

describe('an answer is believed for its time', () => {
  const within = (ms: number, toleranceMs?: number, one: pki.OcspAnswer = answer) =>
    check(basicOf({ answers: [one] }), { at: at(ms), ...(toleranceMs === undefined ? {} : { toleranceMs }) })
      .ok

  it.each([
    ['its beginning', -1000, 1000, true],
    ['a moment before its beginning', -1001, 1000, false],
    ['its end', 3600_000 + 1000, 1000, true],
    ['a moment after its end', 3600_000 + 1001, 1000, false],
  ])('with the tolerance that is given: %s', (_what, ms, tolerance, right) => {
    expect(within(ms, tolerance)).toBe(right)
  })

  it('with five minutes where no tolerance is given', () => {
    expect([within(-300_000), within(-300_001)]).toEqual([true, false])
    expect([within(3_900_000), within(3_900_001)]).toEqual([true, false])
  })

  it('and for a day where it names no end', () => {
    const open = { ...answer, nextUpdate: null }
    expect([within(DAY, 0, open), within(DAY + 1, 0, open)]).toEqual([true, false])
  })

  it('and is stale before and after', () => {
    expect(check(basicOf(), { at: at(4_000_000) })).toEqual(refusal('stale'))
    expect(check(basicOf(), { at: at(-4_000_000) })).toEqual(refusal('stale'))
  })
})

describe('an answer is believed of its issuer or of whom the issuer appointed', () => {
  it('to answer', () => {
    expect(check(basicOf())).toEqual(accepted)
    expect(check(basicOf({ by: responder }))).toEqual(accepted)
  })

  it('while the appointed one is valid, at both ends', () => {
    const edge = (from: Date, to: Date) =>
      check(basicOf({ by: freshParty(root, { profile: 'ocsp', from, to }) }))
    expect(edge(at(0), at(DAY))).toEqual(accepted)
    expect(edge(at(-DAY), at(0))).toEqual(accepted)
    expect(edge(at(1000), at(DAY))).toEqual(refusal('wrong-responder'))
    expect(edge(at(-DAY), at(-1000))).toEqual(refusal('wrong-responder'))
  })

  it('not of one for another purpose, under another name, or of another key', () => {
    const extensions = [extendedKeyUsageExtension([pki.OID.serverAuth])]
    const other = freshParty(root, { profile: 'ocsp', extensions, ...validity })
    expect(check(basicOf({ by: other }))).toEqual(refusal('wrong-responder'))
    const stranger = freshRoot({ name: '别的' })
    expect(check(basicOf({ by: freshParty(stranger, { profile: 'ocsp', ...validity }) }))).toEqual(
      refusal('wrong-responder'),
    )
    const namesake = freshParty(freshRoot(), { profile: 'ocsp', ...validity })
    expect(namesake.certificate.issuer.raw).toEqual(root.certificate.subject.raw)
    expect(check(basicOf({ by: namesake }))).toEqual(refusal('wrong-responder'))
    const renamed = freshParty(
      { ...root, certificate: stranger.certificate },
      { profile: 'ocsp', ...validity },
    )
    expect(check(basicOf({ by: renamed }))).toEqual(refusal('wrong-responder'))
  })

  it('and is badly signed if nobody else is named, or one who may answer is', () => {
    const wrong = { signature: basicOf({ answers: [] }).signature }
    expect(check({ ...basicOf(), ...wrong })).toEqual(refusal('bad-signature'))
    expect(check({ ...basicOf({ certificates: [root.certificate.raw] }), ...wrong })).toEqual(
      refusal('bad-signature'),
    )
    expect(check({ ...basicOf({ by: responder }), ...wrong })).toEqual(refusal('bad-signature'))
    expect(check({ ...basicOf({ certificates: [leaf.raw] }), ...wrong })).toEqual(refusal('wrong-responder'))
  })

  it('not with SHA-1', () => {
    const [key, basic] = [rsaKey(), basicOf()]
    const name = root.certificate.subject.raw
    const issuer = issue({ subject: name, issuer: name, key, issuerKey: key, extensions: [] })
    const one = { ...answer, id: pki.certIdOf(leaf, issuer) }
    const signedWith = (hash: string, oid: string) =>
      check(
        {
          ...basic,
          answers: [one],
          signatureAlgorithm: { oid, parameters: null },
          signature: key.signWith(hash, basic.tbs),
        },
        { issuer },
      )
    expect(signedWith('sha256', pki.OID.rsaSha256)).toEqual({ ok: true, answer: one })
    expect(signedWith('sha1', pki.OID.rsaSha1)).toEqual(refusal('bad-signature'))
  })
})

describe('an answer is to what was asked', () => {
  it('with the nonce that was sent, or without one', () => {
    const nonce = Uint8Array.of(1, 2, 3)
    const repeated = basicOf({ nonce: der.octets(nonce) })
    expect(check(repeated, { nonce })).toEqual(accepted)
    expect(check(repeated, { nonce: Uint8Array.of(1, 2, 4) })).toEqual(refusal('wrong-nonce'))
    expect(check(repeated)).toEqual(accepted)
    expect(check(basicOf(), { nonce })).toEqual(accepted)
  })

  it('about this certificate, among others', () => {
    const other = freshParty(root, { profile: 'signing' }).certificate
    const foreign = { ...answer, id: pki.certIdOf(leaf, freshRoot().certificate) }
    const beside = { ...answer, id: pki.certIdOf(other, root.certificate) }
    expect(check(basicOf({ answers: [foreign, beside, answer] }))).toEqual(accepted)
    for (const answers of [[], [foreign], [beside]])
      expect(check(basicOf({ answers }))).toEqual(refusal('other-certificate'))
  })
})
