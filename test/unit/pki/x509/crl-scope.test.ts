import { describe, expect, it } from 'vitest'
import { context, der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { basicConstraintsExtension } from '../../../../src/pki/x509/build.ts'
import {
  type CrlScope,
  isListIssuer,
  isStrangeEntry,
  readCrlScope,
  reasonsCovered,
} from '../../../../src/pki/x509/crl-scope.ts'
import { ALL_REASONS, pointNamed } from '../../../../src/pki/x509/distribution-point.ts'
import { refused } from '../refusal.ts'
import { certificateOf, extension, someName } from './unsigned.ts'

const own = pki.parseName(someName('发证'))
const other = pki.parseName(someName('另一'))
const text = (value: string) => new TextEncoder().encode(value)
const uri = (value: string) => der.implicit(6, text(value))
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const yes = Uint8Array.of(255)
const point = (...members: readonly Uint8Array[]) =>
  extension(pki.OID.issuingDistributionPoint, der.sequence(...members), true)
const full = (...names: readonly Uint8Array[]) => der.explicit(0, der.element(context(0), ...names))
const number = extension(pki.OID.crlNumber, der.integer(7))
const scope = (...extensions: readonly pki.Extension[]) => readCrlScope(extensions, own)
const whole: CrlScope = {
  understood: true,
  number: 7n,
  base: null,
  about: 'all',
  reasons: ALL_REASONS,
  indirect: false,
  point: null,
}

describe('the scope of a list', () => {
  it('is everything if it says nothing else', () => {
    expect(scope(number)).toEqual(whole)
    expect(scope(number, point())).toEqual(whole)
    expect(scope()).toEqual({ ...whole, number: null })
  })

  it('has a number of up to any size, which may not be critical', () => {
    const large = new Uint8Array(20).fill(0x7f)
    expect(scope(extension(pki.OID.crlNumber, der.integer(large))).number).toBe(
      BigInt(`0x${'7f'.repeat(20)}`),
    )
    expect(scope(extension(pki.OID.crlNumber, der.integer(7), true)).number).toBeNull()
    expect(() => scope(extension(pki.OID.crlNumber, der.octets(yes)))).toThrow(refused('unexpected-tag'))
  })

  it('is of changes since another list, critical or not', () => {
    for (const critical of [true, false])
      expect(scope(number, extension(pki.OID.deltaCrlIndicator, der.integer(5), critical))).toEqual({
        ...whole,
        base: 5n,
      })
  })

  it.each([
    [1, { about: 'users' }],
    [2, { about: 'authorities' }],
    [4, { indirect: true }],
    [5, { about: 'attributes' }],
  ] as const)('is narrower by the member [%i]', (tag, change) => {
    expect(scope(number, point(der.implicit(tag, yes)))).toEqual({ ...whole, ...change })
    expect(scope(number, point(der.implicit(tag, Uint8Array.of(0))))).toEqual(whole)
    expect(scope(number, point(der.implicit(tag, Uint8Array.of(0, 1))))).toEqual({ ...whole, ...change })
  })

  it('may be of some reasons and of one point', () => {
    const members = point(full(uri('a'), der.explicit(4, other.raw)), der.implicit(3, Uint8Array.of(6, 0x40)))
    expect(scope(number, members)).toEqual({
      ...whole,
      reasons: 0x4000,
      point: [hex(uri('a')), pointNamed(other)],
    })
  })

  it('may name its point below the issuer', () => {
    const relative = der.explicit(
      0,
      der.element(context(1), der.sequence(der.oid('2.5.4.3'), der.utf8('CRL1'))),
    )
    const below = pki.parseName(
      pki.encodeName([
        ['CN', '发证'],
        ['CN', 'CRL1'],
      ]),
    )
    expect(scope(number, point(relative)).point).toEqual([pointNamed(below)])
  })

  it('is not understood with another critical extension', () => {
    expect(scope(number, extension('1.2.3', der.nothing(), true)).understood).toBe(false)
    expect(scope(number, extension('1.2.3', der.nothing(), false)).understood).toBe(true)
    const known = [pki.OID.authorityKeyId, pki.OID.crlNumber].map((oid) =>
      extension(oid, der.integer(1), true),
    )
    expect(scope(...known).understood).toBe(true)
    expect(scope(extension(pki.OID.crlReason, der.nothing(), true)).understood).toBe(false)
  })

  it('is refused with more members or in another order', () => {
    for (const members of [[der.implicit(6, yes)], [der.implicit(2, yes), der.implicit(1, yes)]])
      expect(() => scope(point(...members))).toThrow(refused('trailing-bytes'))
  })
})

describe('an entry is strange', () => {
  it('with a critical extension that nobody knows', () => {
    const known = [pki.OID.crlReason, pki.OID.invalidityDate, pki.OID.certificateIssuer]
    expect(isStrangeEntry([])).toBe(false)
    expect(isStrangeEntry(known.map((oid) => extension(oid, der.nothing(), true)))).toBe(false)
    expect(isStrangeEntry([extension('1.2.3', der.nothing(), false)])).toBe(false)
    expect(
      isStrangeEntry([extension(pki.OID.crlReason, der.nothing()), extension('1.2.3', der.nothing(), true)]),
    ).toBe(true)
    expect(isStrangeEntry([extension(pki.OID.crlNumber, der.nothing(), true)])).toBe(true)
  })
})

const pointOf = (...members: readonly Uint8Array[]) => der.sequence(...members)
const certificate = (...points: readonly Uint8Array[]) =>
  certificateOf({
    issuer: own.raw,
    extensions:
      points.length === 0 ? [] : [extension(pki.OID.crlDistributionPoints, der.sequence(...points))],
  })
const issuers = (...names: readonly pki.DistinguishedName[]) =>
  der.element(context(2), ...names.map(({ raw }) => der.explicit(4, raw)))

describe('a list covers', () => {
  const covered = (change: Partial<CrlScope>, issuer = own, one = certificate()) =>
    reasonsCovered({ ...whole, ...change }, issuer, one)

  it('all reasons of its issuer, with a number and without a base', () => {
    expect(covered({})).toBe(ALL_REASONS)
    expect(covered({ number: null })).toBe(0)
    expect(covered({ base: 1n })).toBe(0)
    expect(covered({ number: 0n })).toBe(ALL_REASONS)
    expect(covered({}, other)).toBe(0)
  })

  it('the kind of certificate that it is about', () => {
    const authority = certificateOf({ issuer: own.raw, extensions: [basicConstraintsExtension(true)] })
    const user = certificateOf({ issuer: own.raw, extensions: [basicConstraintsExtension(false)] })
    const rows = (['all', 'users', 'authorities', 'attributes'] as const).map((about) =>
      [certificate(), user, authority].map((one) => covered({ about }, own, one) === ALL_REASONS),
    )
    expect(rows).toEqual([
      [true, true, true],
      [true, true, false],
      [false, false, true],
      [false, false, false],
    ])
  })

  it('some reasons, if it or the point of the certificate speaks of some', () => {
    expect(covered({ reasons: 0x4000 })).toBe(0x4000)
    const some = certificate(pointOf(full(uri('a')), der.implicit(1, Uint8Array.of(5, 0x60))))
    expect(covered({ point: [hex(uri('a'))] }, own, some)).toBe(0x6000)
    expect(covered({ point: [hex(uri('a'))], reasons: 0x4000 }, own, some)).toBe(0x4000)
    const both = certificate(
      pointOf(full(uri('a')), der.implicit(1, Uint8Array.of(5, 0x40))),
      pointOf(full(uri('a')), der.implicit(1, Uint8Array.of(5, 0x20))),
    )
    expect(covered({ point: [hex(uri('a'))] }, own, both)).toBe(0x6000)
  })

  it('one of its points, if that is one of the certificate', () => {
    const two = certificate(pointOf(full(uri('a'), uri('b'))))
    expect(covered({ point: [hex(uri('b')), hex(uri('c'))] }, own, two)).toBe(ALL_REASONS)
    expect(covered({ point: [hex(uri('c'))] }, own, two)).toBe(0)
    expect(covered({ point: [pointNamed(own)] }, own, two)).toBe(ALL_REASONS)
    expect(covered({ point: [] }, own, two)).toBe(0)
  })

  it('certificates of another issuer that name its own, if it may', () => {
    const named = certificate(pointOf(full(uri('a')), issuers(other)))
    expect(covered({ indirect: true }, other, named)).toBe(ALL_REASONS)
    expect(covered({ indirect: false }, other, named)).toBe(0)
    expect(covered({ indirect: true }, other)).toBe(0)
    expect(covered({ indirect: true, point: [hex(uri('a'))] }, other, named)).toBe(ALL_REASONS)
    expect(covered({ indirect: true, point: [hex(uri('b'))] }, other, named)).toBe(0)
    const unnamed = certificate(pointOf(issuers(other)))
    expect(covered({ indirect: true, point: [pointNamed(other)] }, other, unnamed)).toBe(ALL_REASONS)
    expect(covered({ indirect: true, point: [pointNamed(own)] }, other, unnamed)).toBe(0)
  })
})

describe('the issuer of lists for a certificate', () => {
  const indirect = { ...whole, indirect: true }

  it('is its own, or one that it names for lists that are indirect', () => {
    expect(isListIssuer(whole, own, certificate())).toBe(true)
    expect(isListIssuer(indirect, other, certificate())).toBe(false)
    const named = certificate(pointOf(full(uri('a'))), pointOf(issuers(other)))
    expect(isListIssuer(indirect, other, named)).toBe(true)
    expect(isListIssuer(whole, other, named)).toBe(false)
    expect(isListIssuer(indirect, own, named)).toBe(true)
    expect(isListIssuer(indirect, pki.parseName(someName('第三')), named)).toBe(false)
  })
})
