import { describe, expect, it } from 'vitest'
import { context, DerReader, der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import {
  ALL_REASONS,
  distributionPointsOf,
  pointNamed,
  readPointNames,
  readReasons,
} from '../../../../src/pki/x509/distribution-point.ts'
import { refused } from '../refusal.ts'
import { certificateOf, extension, someName } from './unsigned.ts'

const own = pki.parseName(someName('发证'))
const [one, two] = [pki.parseName(someName('一')), pki.parseName(someName('二'))]
const uri = (value: string) => der.implicit(6, new TextEncoder().encode(value))
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const full = (...names: readonly Uint8Array[]) => der.explicit(0, der.element(context(0), ...names))
const relative = der.explicit(0, der.element(context(1), der.sequence(der.oid('2.5.4.3'), der.utf8('L1'))))
const below = (name: string) =>
  pointNamed(
    pki.parseName(
      pki.encodeName([
        ['CN', name],
        ['CN', 'L1'],
      ]),
    ),
  )
const bare = certificateOf({ issuer: own.raw })
const pointsOf = (value: Uint8Array) =>
  distributionPointsOf({ ...bare, extensions: [extension(pki.OID.crlDistributionPoints, value)] })
const unnamed = { names: [pointNamed(own)], reasons: ALL_REASONS, issuers: null }
const raws = (names: readonly pki.DistinguishedName[] | null | undefined) =>
  names?.map(({ raw }) => raw) ?? null

describe('reasons', () => {
  it.each([
    [[], 0],
    [[0], 0],
    [[7, 0x80], 0],
    [[6, 0x40], 0x4000],
    [[0, 0x7f], 0x7f00],
    [[7, 0x7f, 0x80], 0x7f80],
    [[0, 0xff, 0xff], 0x7f80],
    [[7, 0, 0x80], 0x80],
  ])('are the bits after the first, of two bytes: %j', (content, bits) => {
    expect(readReasons(Uint8Array.from(content))).toBe(bits)
  })
})

describe('the points of a certificate', () => {
  it('are the one that it does not name, if it names none', () => {
    expect(distributionPointsOf(bare)).toEqual([unnamed])
    expect(pointsOf(der.sequence())).toEqual([unnamed])
  })

  it('are those that it names, and that one', () => {
    const points = pointsOf(
      der.sequence(
        der.sequence(full(uri('a'), uri('b'))),
        der.sequence(der.implicit(1, Uint8Array.of(6, 0x40))),
        der.sequence(),
      ),
    )
    expect(points).toEqual([
      { names: [hex(uri('a')), hex(uri('b'))], reasons: ALL_REASONS, issuers: null },
      { names: null, reasons: 0x4000, issuers: null },
      { names: null, reasons: ALL_REASONS, issuers: null },
      unnamed,
    ])
  })

  it('may have issuers of their own, of which only names count', () => {
    const members = [uri('x'), der.explicit(4, one.raw), der.explicit(4, two.raw)]
    const [point] = pointsOf(der.sequence(der.sequence(full(uri('a')), der.element(context(2), ...members))))
    expect(point?.names).toEqual([hex(uri('a'))])
    expect(raws(point?.issuers)).toEqual([one.raw, two.raw])
    const [other] = pointsOf(der.sequence(der.sequence(der.element(context(2), uri('x')))))
    expect(other?.issuers).toEqual([])
  })

  it('may have a name below the issuer: that of the certificate, or each of their own', () => {
    expect(pointsOf(der.sequence(der.sequence(relative)))[0]?.names).toEqual([below('发证')])
    const issuers = der.element(context(2), der.explicit(4, one.raw), der.explicit(4, two.raw))
    expect(pointsOf(der.sequence(der.sequence(relative, issuers)))[0]?.names).toEqual([
      below('一'),
      below('二'),
    ])
  })

  it.each([
    ['another structure', der.integer(1)],
    ['more in a point', der.sequence(der.sequence(der.nothing()))],
    ['more behind', pki.concat(der.sequence(), der.nothing())],
    ['a name that is none', der.sequence(der.sequence(der.explicit(0, der.nothing())))],
    [
      'two names',
      der.sequence(der.sequence(der.explicit(0, der.element(context(0)), der.element(context(0))))),
    ],
  ])('are none of those that cannot be read: %s', (_what, value) => {
    expect(pointsOf(value)).toEqual([unnamed])
  })
})

describe('the names of a point', () => {
  const names = (value: Uint8Array) => readPointNames(DerReader.of(value, 'point'), [one])

  it('are equal as names are, and otherwise byte by byte', () => {
    const lower = pki.encodeName([['CN', 'abc']])
    const upper = pki.encodeName([['CN', ' ABC ']])
    const named = (name: Uint8Array) => names(der.element(context(0), der.explicit(4, name)))
    expect(named(lower)).toEqual(named(upper))
    expect(names(der.element(context(0), uri('a')))).not.toEqual(names(der.element(context(0), uri('A'))))
    expect(pointNamed(one).startsWith('dn ')).toBe(true)
  })

  it('are refused if they are of neither form', () => {
    expect(() => names(der.nothing())).toThrow(refused('unexpected-tag'))
  })
})
