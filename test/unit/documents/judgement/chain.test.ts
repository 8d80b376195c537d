import { describe, expect, it } from 'vitest'
import { judgeChain, type Moment } from '../../../../src/documents/judgement/chain.ts'
import type { Trust } from '../../../../src/documents/judgement/trust.ts'
import {
  buildCrl,
  type Crl,
  keyIdentifier,
  OID,
  parseCertificate,
  parseCrl,
} from '../../../../src/pki/index.ts'
import * as parties from '../../../forgeries/parties.ts'
import { trust as honest } from '../../../forgeries/trust.ts'
import { freshParty, freshRoot, type Party } from '../../pki/authority.ts'

const [start, signed, now, end] = ['2025-01-01', '2026-01-01', '2026-06-01', '2030-01-01'].map(
  (day) => new Date(day),
) as [Date, Date, Date, Date]
const lifetime = { from: start, to: end }
const root = freshRoot({ name: '根', ...lifetime })
const issuing = freshParty(root, { profile: 'issuing-ca', name: '签发', ...lifetime })
const leaf = freshParty(issuing, { profile: 'signing', name: '张三', ...lifetime })
const trust: Trust = { roots: [root.certificate], certificates: [], crls: [], now }
const names = [leaf, issuing, root].map(({ certificate }) =>
  expect.stringContaining(certificate.subject.cn ?? '-'),
)

const moment = (kind: Moment['kind'], at = kind === 'none' ? now : signed): Moment => ({ kind, at })
const judge = (of: Party = leaf, kind: Moment['kind'] = 'claimed', more: Partial<Trust> = {}) =>
  judgeChain({
    leaf: of.certificate,
    moment: moment(kind),
    beside: [issuing.certificate],
    trust: { ...trust, ...more },
  })
const codesOf = ({ reasons }: ReturnType<typeof judgeChain>) => reasons.map(({ code }) => code)

const listBy = (issuer: Party, of: readonly Party[], revokedAt = start): Crl => {
  const revoked = of.map(({ certificate: { serial } }) => ({
    serial,
    revokedAt,
    reason: 'keyCompromise' as const,
  }))
  const authorityKeyId = keyIdentifier(issuer.keys.publicKey)
  const dates = { thisUpdate: start, nextUpdate: end, number: 1 }
  return parseCrl(
    buildCrl({ issuer: issuer.certificate.subject.raw, ...dates, revoked, authorityKeyId }, issuer.sign),
  )
}

describe('a chain that leads to a root', () => {
  it('is trusted, named from the signer on, and told that nobody asked for revocation', () => {
    expect(judge()).toEqual({
      chain: { state: 'trusted', names },
      reasons: [{ code: 'revocation-not-checked', details: [] }],
    })
  })

  it('is fully checked with lists of both authorities', () => {
    const crls = [listBy(issuing, []), listBy(root, [])]
    expect(judge(leaf, 'claimed', { crls })).toEqual({ chain: { state: 'trusted', names }, reasons: [] })
    expect(codesOf(judge(leaf, 'claimed', { crls: [listBy(issuing, [])] }))).toEqual([
      'revocation-not-checked',
    ])
  })

  it('may be built from certificates that are known here or came along', () => {
    const beside = (certificates: readonly Party[], known: readonly Party[]) =>
      judgeChain({
        ...{ leaf: leaf.certificate, moment: moment('stamped') },
        beside: certificates.map(({ certificate }) => certificate),
        trust: { ...trust, certificates: known.map(({ certificate }) => certificate) },
      }).chain.state
    expect([beside([issuing], []), beside([], [issuing]), beside([], [])]).toEqual([
      ...['trusted', 'trusted', 'untrusted'],
    ])
  })
})

describe('a chain that does not', () => {
  it('is of an unknown root, and nothing is said of revocation', () => {
    const { chain, reasons } = judge(leaf, 'claimed', { roots: [] })
    expect(chain.state).toBe('untrusted')
    expect(reasons).toEqual([{ code: 'unknown-root', details: [expect.any(String)] }])
  })

  it('is told by what is wrong with the certificate of the signer', () => {
    const encryption = freshParty(issuing, { profile: 'encryption', name: '加密', ...lifetime })
    const late = freshParty(issuing, { profile: 'signing', name: '晚', from: now, to: end })
    expect(judge(encryption).reasons).toEqual([
      { code: 'signer-not-for-signing', details: [expect.stringContaining('加密')] },
    ])
    expect(judge(late).reasons).toEqual([
      { code: 'signer-not-yet-valid', details: [expect.stringContaining('晚')] },
    ])
    expect(judge(leaf, 'claimed', { crls: [listBy(issuing, [leaf])] }).reasons).toEqual([
      { code: 'signer-revoked', details: [expect.stringContaining('张三')] },
    ])
  })

  it('is told by what is wrong above the signer', () => {
    const { chain, reasons } = judge(leaf, 'claimed', { crls: [listBy(root, [issuing])] })
    expect(chain.state).toBe('untrusted')
    expect(reasons).toEqual([
      { code: 'chain-wrong', details: [expect.stringMatching(/签发.* \(revoked\)$/)] },
    ])
  })

  it('needs the purpose that is asked for', () => {
    const question = {
      leaf: leaf.certificate,
      moment: moment('stamped'),
      beside: [issuing.certificate],
      trust,
    }
    expect(judgeChain({ ...question, extendedPurpose: OID.timeStamping }).chain.state).toBe('untrusted')
    expect(judgeChain(question).chain.state).toBe('trusted')
  })
})

describe('what happened since the signature', () => {
  const lapsed = freshParty(issuing, {
    profile: 'signing',
    name: '过期',
    from: start,
    to: new Date('2026-03-01'),
  })
  const revokedLater = { crls: [listBy(issuing, [leaf], new Date('2026-03-01')), listBy(root, [])] }

  it.each<[Moment['kind'], readonly string[]]>([
    ['stamped', ['revocation-not-checked']],
    ['claimed', ['expired-since', 'revocation-not-checked']],
    ['none', ['expired-since']],
  ])('counts for a certificate that has expired if the time is %s: %j', (kind, codes) => {
    const found = judge(lapsed, kind)
    expect(codesOf(found)).toEqual(codes)
    if (kind !== 'stamped') expect(found.reasons[0]?.details).toEqual([expect.stringContaining('过期')])
  })

  it.each<[Moment['kind'], readonly string[]]>([
    ['stamped', []],
    ['claimed', ['revoked-since']],
    ['none', ['signer-revoked', 'revoked-since']],
  ])('counts for a certificate that was revoked if the time is %s: %j', (kind, codes) => {
    const found = judge(leaf, kind, revokedLater)
    expect(codesOf(found)).toEqual(codes)
    if (kind !== 'stamped') expect(found.reasons[0]?.details).toEqual([expect.stringContaining('张三')])
  })

  it('does not count where it had expired before', () => {
    const old = freshParty(issuing, {
      profile: 'signing',
      name: '旧',
      from: start,
      to: new Date('2025-06-01'),
    })
    expect(judge(old).reasons).toEqual([{ code: 'signer-expired', details: [expect.stringContaining('旧')] }])
  })
})

describe('the makers of forgeries', () => {
  it.each([
    [parties.signer, ['revocation-not-checked']],
    [parties.stranger, ['unknown-root']],
    [parties.expired, ['signer-expired']],
    [parties.early, ['signer-not-yet-valid']],
    [parties.lapsed, ['expired-since', 'revocation-not-checked']],
    [parties.encryption, ['signer-not-for-signing']],
    [parties.machine, ['signer-not-for-signing']],
  ])('are judged %#', ({ certificate }, codes) => {
    const question = {
      leaf: parseCertificate(certificate),
      moment: moment('claimed'),
      beside: [],
      trust: honest,
    }
    expect(codesOf(judgeChain(question))).toEqual(codes)
  })
})
