import { describe, expect, it } from 'vitest'
import { der, TAG } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { encodeExtensions } from '../../../../src/pki/x509/build.ts'
import { listExtensions, listedSerials, REVOCATION_REASONS } from '../../../../src/pki/x509/crl.ts'
import { refused } from '../refusal.ts'

const own = pki.encodeName([['CN', '发证机构']])
const other = pki.encodeName([['CN', '另一机构']])
const [before, after] = [new Date('2026-11-01T00:00:00Z'), new Date('2026-12-01T00:00:00Z')]
const revokedAt = new Date('2026-10-05T06:07:08Z')
const sm2 = der.sequence(der.oid(pki.OID.sm2WithSm3))

const extension = (oid: string, value: Uint8Array, critical = false): pki.Extension => ({
  oid,
  critical,
  value,
})
const reasonOf = (number: number) =>
  extension(pki.OID.crlReason, der.element(TAG.enumerated, Uint8Array.of(number)))
const issuedBy = (...names: readonly Uint8Array[]) =>
  extension(pki.OID.certificateIssuer, der.sequence(...names), true)
const named = (name: Uint8Array) => der.explicit(4, name)
const indirect = extension(
  pki.OID.issuingDistributionPoint,
  der.sequence(der.implicit(4, Uint8Array.of(255))),
  true,
)

const entry = (serial: number, ...extensions: readonly pki.Extension[]) =>
  der.sequence(
    der.integer(serial),
    der.time(revokedAt),
    ...(extensions.length > 0 ? [encodeExtensions(extensions)] : []),
  )

type Plan = {
  readonly head?: readonly Uint8Array[]
  readonly inner?: Uint8Array
  readonly outer?: Uint8Array
  readonly times?: readonly Uint8Array[]
  readonly entries?: readonly Uint8Array[]
  readonly extensions?: readonly pki.Extension[]
  readonly more?: readonly Uint8Array[]
  readonly behind?: readonly Uint8Array[]
}

const toSign = ({ head = [der.integer(1)], inner = sm2, entries = [], extensions = [], ...plan }: Plan) =>
  der.sequence(
    ...head,
    inner,
    own,
    ...(plan.times ?? [der.time(before), der.time(after)]),
    ...(entries.length > 0 ? [der.sequence(...entries)] : []),
    ...(extensions.length > 0 ? [der.explicit(0, encodeExtensions(extensions))] : []),
    ...(plan.more ?? []),
  )
const list = (plan: Plan = {}) =>
  der.sequence(toSign(plan), plan.outer ?? sm2, der.bits(Uint8Array.of(1, 2)), ...(plan.behind ?? []))

describe('a revocation list', () => {
  it('is read with all that it says', () => {
    const keyId = extension(pki.OID.authorityKeyId, der.sequence(der.implicit(0, Uint8Array.of(7))))
    const plan = { entries: [entry(5), entry(6, reasonOf(1))], extensions: [keyId] }
    const raw = list(plan)
    const crl = pki.parseCrl(raw)
    expect(crl).toMatchObject({
      raw,
      tbs: toSign(plan),
      signatureAlgorithm: { oid: pki.OID.sm2WithSm3, parameters: null },
      signature: Uint8Array.of(1, 2),
      thisUpdate: before,
      nextUpdate: after,
      authorityKeyId: Uint8Array.of(7),
      extensions: [keyId],
    })
    expect(crl.issuer.raw).toEqual(own)
    expect([...crl.revoked.values()]).toEqual([
      { serialHex: '05', revokedAt, reason: 'unspecified' },
      { serialHex: '06', revokedAt, reason: 'keyCompromise' },
    ])
    expect([...crl.revoked.keys()]).toEqual(['05', '06'])
    expect(crl.others.size).toBe(0)
    expect(crl.scope.understood).toBe(true)
    expect(pki.parseCrl(pki.toPem('X509 CRL', raw)).raw).toEqual(raw)
  })

  it('may leave out its version, the next update, entries and extensions', () => {
    const crl = pki.parseCrl(list({ head: [], times: [der.generalizedTime(before)] }))
    expect(crl).toMatchObject({ thisUpdate: before, nextUpdate: null, authorityKeyId: null, extensions: [] })
    expect(crl.revoked.size).toBe(0)
    const times = [der.generalizedTime(before), der.generalizedTime(after)]
    expect(pki.parseCrl(list({ times })).nextUpdate).toEqual(after)
  })

  it.each<readonly [string, Plan, pki.PkiReason]>([
    ['another version', { head: [der.integer(0)] }, 'unsupported-version'],
    ['a newer version', { head: [der.integer(2)] }, 'unsupported-version'],
    [
      'another algorithm outside',
      { outer: der.sequence(der.oid(pki.OID.rsaSha256)) },
      'mismatched-algorithm',
    ],
    ['more inside', { more: [der.nothing()] }, 'trailing-bytes'],
    ['more behind it', { behind: [der.nothing()] }, 'trailing-bytes'],
    ['an entry without a date', { entries: [der.sequence(der.integer(1))] }, 'truncated'],
    [
      'an entry with more',
      { entries: [der.sequence(der.integer(1), der.time(before), der.sequence(), der.nothing())] },
      'trailing-bytes',
    ],
    ['a reason that is none', { entries: [entry(1, reasonOf(11))] }, 'bad-value'],
    [
      'a reason of two bytes',
      { entries: [entry(1, extension(pki.OID.crlReason, der.element(TAG.enumerated, Uint8Array.of(0, 1))))] },
      'bad-value',
    ],
    [
      'a reason and more',
      {
        entries: [
          entry(
            1,
            extension(
              pki.OID.crlReason,
              pki.concat(der.element(TAG.enumerated, Uint8Array.of(1)), der.nothing()),
            ),
          ),
        ],
      },
      'trailing-bytes',
    ],
    [
      'a reason of another kind',
      { entries: [entry(1, extension(pki.OID.crlReason, der.integer(1)))] },
      'unexpected-tag',
    ],
  ])('is refused with %s', (_what, plan, reason) => {
    expect(() => pki.parseCrl(list(plan))).toThrow(refused(reason))
  })

  it('takes NULL parameters of one algorithm for none of the other', () => {
    expect(
      pki.parseCrl(list({ outer: der.sequence(der.oid(pki.OID.sm2WithSm3), der.nothing()) })).revoked.size,
    ).toBe(0)
  })

  it.each(REVOCATION_REASONS.map((reason, number) => [number, reason] as const))(
    'knows reason %i as %s',
    (number, reason) => {
      expect(pki.parseCrl(list({ entries: [entry(1, reasonOf(number))] })).revoked.get('01')?.reason).toBe(
        reason,
      )
    },
  )

  it('is not understood with a critical extension of an entry that nobody knows', () => {
    const strange = (critical: boolean) => [entry(1, extension('1.2.3', der.nothing(), critical)), entry(2)]
    expect(pki.parseCrl(list({ entries: strange(true) })).scope.understood).toBe(false)
    expect(pki.parseCrl(list({ entries: strange(false) })).scope.understood).toBe(true)
  })
})

describe('an entry for a certificate of another issuer', () => {
  const serials = (entries: ReadonlyMap<string, unknown> | undefined) => [...(entries?.keys() ?? [])]

  it('is sorted under the issuer that was named last', () => {
    const entries = [
      entry(1),
      entry(2, issuedBy(named(other))),
      entry(3),
      entry(4, issuedBy(named(own))),
      entry(5),
    ]
    const more = [entry(6, issuedBy(named(other)))]
    const crl = pki.parseCrl(list({ entries: [...entries, ...more], extensions: [indirect] }))
    expect(serials(crl.revoked)).toEqual(['01', '04', '05'])
    expect([...crl.others.values()].map(serials)).toEqual([['02', '03', '06']])
    expect(crl.scope).toMatchObject({ understood: true, indirect: true })
    const foreign = pki.parseName(other)
    for (const [serial, issuer, found] of [
      ['02', foreign, true],
      ['06', foreign, true],
      ['01', foreign, false],
      ['02', crl.issuer, false],
      ['01', crl.issuer, true],
      ['01', pki.parseName(pki.encodeName([['CN', '第三']])), false],
    ] as const)
      expect(pki.crlEntryFor(crl, serial, issuer)?.serialHex ?? null).toBe(found ? serial : null)
    expect(pki.crlEntryFor(crl, '05')?.serialHex).toBe('05')
  })

  it('is not understood in a list that is only about its own issuer', () => {
    const crl = pki.parseCrl(list({ entries: [entry(1, issuedBy(named(other)))] }))
    expect(crl.scope.understood).toBe(false)
  })

  it('is not understood without the name of its issuer', () => {
    const mail = der.implicit(1, Uint8Array.of(97))
    const without = pki.parseCrl(list({ entries: [entry(1, issuedBy(mail))], extensions: [indirect] }))
    expect(without.scope.understood).toBe(false)
    const beside = pki.parseCrl(
      list({ entries: [entry(1, issuedBy(mail, named(other)))], extensions: [indirect] }),
    )
    expect(beside.scope.understood).toBe(true)
    expect(serials(beside.revoked)).toEqual([])
  })
})

describe('a serial number', () => {
  it('is found whatever the case of its letters', () => {
    const crl = pki.parseCrl(list({ entries: [entry(0xab)] }))
    expect(pki.crlEntryFor(crl, 'ab')).toEqual({ serialHex: 'AB', revokedAt, reason: 'unspecified' })
    expect(pki.crlEntryFor(crl, 'AC')).toBeNull()
  })
})

describe('a list that is read piece by piece', () => {
  const numbered = extension(pki.OID.crlNumber, der.integer(7))
  const raw = list({ entries: [entry(5), entry(6, reasonOf(4))], extensions: [numbered] })

  it('gives its serial numbers, and the rest of each when it is asked for', () => {
    const found = [...listedSerials(raw)]
    expect(found.map(({ serialHex }) => serialHex)).toEqual(['05', '06'])
    expect(found[1]?.read()).toEqual({ serialHex: '06', revokedAt, reason: 'superseded' })
    expect(found[0]?.read()).toEqual({ serialHex: '05', revokedAt, reason: 'unspecified' })
    expect([...listedSerials(list())]).toEqual([])
    expect([...listedSerials(list({ extensions: [numbered] }))]).toEqual([])
  })

  it('gives its extensions, with entries or without', () => {
    expect(listExtensions(raw)).toEqual([numbered])
    expect(listExtensions(list({ extensions: [numbered] }))).toEqual([numbered])
    expect(listExtensions(list({ entries: [entry(5)] }))).toEqual([])
    expect(listExtensions(pki.toPem('X509 CRL', raw))).toEqual([numbered])
  })
})
