import { describe, expect, it } from 'vitest'
import * as pki from '../../../../src/pki/index.ts'
import { basicConstraintsExtension, keyUsageExtension } from '../../../../src/pki/x509/build.ts'
import type { KeyUsage } from '../../../../src/pki/x509/extensions.ts'
import { freshParty, freshRoot, type IssueOptions, type Party } from '../authority.ts'
import { extension } from './unsigned.ts'

const DAY = 86_400_000
const moment = Date.parse('2026-11-20T00:00:00Z')
const at = (ms: number) => new Date(moment + ms)
const always = { from: at(-1000 * DAY), to: at(1000 * DAY) }
const root = freshRoot(always)
const under = (issuer: Party, options: Partial<IssueOptions> = {}) =>
  freshParty(issuer, { profile: 'signing', ...always, ...options })
const check = (leaf: Party, options: Partial<pki.ChainOptions> = {}) =>
  pki.verifyChain(leaf.certificate, { trusted: [root.certificate], at: at(0), ...options })
const said = (leaf: Party, options: Partial<pki.ChainOptions> = {}) =>
  check(leaf, options).problems.map(({ certificate, reason }) => [certificate.subject.cn, reason])

describe('a certificate is valid', () => {
  it('from its first moment to its last', () => {
    const leaf = under(root, { name: '甲', from: at(0), to: at(1000) })
    expect(said(leaf, { at: at(0) })).toEqual([])
    expect(said(leaf, { at: at(1000) })).toEqual([])
    expect(said(leaf, { at: at(-1) })).toEqual([['甲', 'not-yet-valid']])
    expect(said(leaf, { at: at(1001) })).toEqual([['甲', 'expired']])
  })

  it('now, if no moment is given', () => {
    const now = Date.now()
    const leaf = under(root, { name: '甲', from: new Date(now - DAY), to: new Date(now + 9 * DAY) })
    const lasting = freshRoot({ from: new Date(now - DAY), to: new Date(now + DAY) })
    const trusted = [root.certificate]
    expect(pki.verifyChain(lasting.certificate, { trusted: [lasting.certificate] }).ok).toBe(true)
    const old = freshRoot({ from: new Date(now - 9 * DAY), to: new Date(now - DAY) })
    const { problems } = pki.verifyChain(old.certificate, { trusted: [old.certificate] })
    expect(problems).toEqual([{ certificate: old.certificate, reason: 'expired' }])
    expect(pki.verifyChain(leaf.certificate, { trusted, at: new Date(now) }).ok).toBe(true)
  })

  it('without critical extensions that nobody knows', () => {
    const extended = (oid: string, critical: boolean) =>
      said(under(root, { name: '甲', extensions: [extension(oid, Uint8Array.of(5, 0), critical)] }))
    expect(extended('1.2.3', false)).toEqual([])
    expect(extended('1.2.3', true)).toEqual([['甲', 'unknown-critical-extension']])
  })
})

describe('the answer', () => {
  it('has the path from the leaf to the trusted certificate', () => {
    const issuing = under(root, { profile: 'issuing-ca', name: '签发' })
    const leaf = under(issuing)
    const result = check(leaf, { intermediates: [issuing.certificate] })
    expect(result).toEqual({
      ok: true,
      path: [leaf.certificate, issuing.certificate, root.certificate],
      problems: [],
    })
    expect(check(root)).toEqual({ ok: true, path: [root.certificate], problems: [] })
  })

  it('has all that is wrong, that of the leaf first', () => {
    const issuing = under(root, { profile: 'issuing-ca', name: '签发', to: at(-2 * DAY) })
    const leaf = under(issuing, { name: '甲', to: at(-DAY) })
    const options = { intermediates: [issuing.certificate], purpose: 'encryption' } as const
    expect(said(leaf, options)).toEqual([
      ['甲', 'expired'],
      ['签发', 'expired'],
      ['甲', 'wrong-usage'],
    ])
    expect(check(leaf, options).ok).toBe(false)
  })

  it('is the path without problems, if there is one', () => {
    const subject = pki.encodeName([['CN', '签发']])
    const issuing = under(root, { profile: 'issuing-ca', subject })
    const keys = { publicKey: issuing.keys.publicKey, issuerPublicKey: root.keys.publicKey }
    const spec = {
      serial: Uint8Array.of(9),
      issuer: root.certificate.subject.raw,
      subject,
      notBefore: at(-9 * DAY),
      notAfter: at(-DAY),
      publicKey: issuing.keys.publicKey,
      extensions: pki.profileExtensions('issuing-ca', keys),
    }
    const old = pki.parseCertificate(pki.buildCertificate(spec, root.sign))
    const leaf = under(issuing)
    for (const intermediates of [
      [old, issuing.certificate],
      [issuing.certificate, old],
    ])
      expect(check(leaf, { intermediates })).toMatchObject({ ok: true, path: { 1: issuing.certificate } })
    expect(check(leaf, { intermediates: [old] }).problems).toEqual([{ certificate: old, reason: 'expired' }])
  })

  it('is that nobody knows the issuer, if nobody does', () => {
    const stranger = under(freshRoot({ ...always, name: '别的' }))
    expect(check(stranger)).toEqual({
      ok: false,
      path: [stranger.certificate],
      problems: [{ certificate: stranger.certificate, reason: 'unknown-issuer' }],
    })
  })
})

describe('the purpose of a certificate', () => {
  it.each<readonly [readonly KeyUsage[] | null, boolean, boolean]>([
    [['digitalSignature'], true, false],
    [['keyEncipherment'], false, true],
    [['digitalSignature', 'keyEncipherment'], true, true],
    [null, true, true],
    [['keyCertSign'], false, false],
    [['cRLSign'], false, false],
  ])('with the usages %j', (usages, signing, encryption) => {
    const leaf = under(root, { name: '甲', extensions: usages === null ? [] : [keyUsageExtension(usages)] })
    const wrong = [['甲', 'wrong-usage']]
    expect(said(leaf, { purpose: 'signing' })).toEqual(signing ? [] : wrong)
    expect(said(leaf, { purpose: 'encryption' })).toEqual(encryption ? [] : wrong)
    expect(said(leaf)).toEqual([])
  })
})

describe('an issuer', () => {
  const issuer = (extensions: readonly pki.Extension[], from = root) =>
    under(from, { name: '签发', extensions })
  const below = (one: Party, more: Partial<pki.ChainOptions> = {}) =>
    said(under(one, { extensions: [] }), { intermediates: [one.certificate], ...more })
  const certSign = keyUsageExtension(['keyCertSign'])
  const wrong = [['签发', 'issuer-not-a-ca']]

  it('says that it is an authority and may sign certificates', () => {
    expect(below(issuer([basicConstraintsExtension(true)]))).toEqual([])
    expect(below(issuer([basicConstraintsExtension(true), certSign]))).toEqual([])
    expect(below(issuer([basicConstraintsExtension(true), keyUsageExtension(['cRLSign'])]))).toEqual(wrong)
    expect(below(issuer([basicConstraintsExtension(false), certSign]))).toEqual(wrong)
    expect(below(issuer([certSign]))).toEqual(wrong)
    expect(below(issuer([]))).toEqual(wrong)
  })

  it('may say nothing if it is trusted itself and may sign certificates', () => {
    const trusting = (extensions: readonly pki.Extension[]) => {
      const one = issuer(extensions)
      return below(one, { trusted: [one.certificate], intermediates: [] })
    }
    expect(trusting([certSign])).toEqual([])
    expect(trusting([])).toEqual(wrong)
    expect(trusting([basicConstraintsExtension(false), certSign])).toEqual(wrong)
    expect(trusting([keyUsageExtension(['digitalSignature'])])).toEqual(wrong)
  })

  it('has as many authorities below it as it allows', () => {
    const chain = (limit: number | null, count: number, selfIssued = false) => {
      const top = under(root, { name: '限', extensions: [basicConstraintsExtension(true, limit)] })
      const between: Party[] = [top]
      for (let i = 0; i < count; i++) {
        const last = between.at(-1) ?? top
        const subject = selfIssued ? last.certificate.subject.raw : pki.encodeName([['CN', `${i}`]])
        between.push(under(last, { subject, extensions: [basicConstraintsExtension(true)] }))
      }
      const leaf = under(between.at(-1) ?? top, { extensions: [] })
      return said(leaf, { intermediates: between.map(({ certificate }) => certificate) })
    }
    const long = [['限', 'path-too-long']]
    expect(chain(0, 0)).toEqual([])
    expect(chain(0, 1)).toEqual(long)
    expect(chain(1, 1)).toEqual([])
    expect(chain(1, 2)).toEqual(long)
    expect(chain(null, 3)).toEqual([])
    expect(chain(0, 1, true)).toEqual([])
  })
})
