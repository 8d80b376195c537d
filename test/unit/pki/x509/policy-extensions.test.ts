import { describe, expect, it } from 'vitest'
import { der } from '../../../../src/pki/der/index.ts'
import { OID } from '../../../../src/pki/oids.ts'
import type { PkiReason } from '../../../../src/pki/pki-error.ts'
import { policyStatements } from '../../../../src/pki/x509/policy-extensions.ts'
import { refused } from '../refusal.ts'
import { certificateOf, extension } from './unsigned.ts'

const saying = (oid: string, value: Uint8Array) =>
  policyStatements(certificateOf({ extensions: [extension(oid, value)] }))
const policies = (...oids: readonly string[]) =>
  der.sequence(...oids.map((oid) => der.sequence(der.oid(oid))))
const pair = (above: string, below: string) => der.sequence(der.oid(above), der.oid(below))
const number = (tag: number, ...bytes: readonly number[]) => der.implicit(tag, Uint8Array.from(bytes))
const numbered = (count: number) => Array.from({ length: count }, (_, i) => `1.2.${i}`)

describe('what a certificate says about policies', () => {
  it('is nothing where it has no such extension', () => {
    expect(policyStatements(certificateOf())).toEqual({
      policies: null,
      mappings: new Map(),
      requireExplicit: null,
      inhibitMapping: null,
      inhibitAny: null,
    })
  })

  it('is read once', () => {
    const certificate = certificateOf({ extensions: [extension(OID.certificatePolicies, policies('1.2'))] })
    expect(policyStatements(certificate)).toBe(policyStatements(certificate))
  })

  it('is which policies it is under, with or without texts for people', () => {
    const told = der.sequence(der.oid('1.2.5'), der.sequence(der.nothing()))
    const value = der.sequence(der.sequence(der.oid('1.2.4')), told)
    expect(saying(OID.certificatePolicies, value).policies).toEqual(new Set(['1.2.4', '1.2.5']))
    expect(saying(OID.certificatePolicies, policies()).policies).toEqual(new Set())
    const more = der.sequence(der.sequence(der.oid('1.2.4'), der.sequence(), der.nothing()))
    expect(() => saying(OID.certificatePolicies, more)).toThrow(refused('trailing-bytes'))
  })

  it('is what its policies are called below', () => {
    const value = der.sequence(pair('1.2.1', '1.2.2'), pair('1.2.1', '1.2.3'), pair('1.2.4', '1.2.2'))
    expect(saying(OID.policyMappings, value).mappings).toEqual(
      new Map([
        ['1.2.1', new Set(['1.2.2', '1.2.3'])],
        ['1.2.4', new Set(['1.2.2'])],
      ]),
    )
    const more = der.sequence(der.sequence(der.oid('1.2'), der.oid('1.3'), der.nothing()))
    expect(() => saying(OID.policyMappings, more)).toThrow(refused('trailing-bytes'))
  })

  it('may map nothing from any policy or to it', () => {
    for (const wrong of [pair(OID.anyPolicy, '1.2.2'), pair('1.2.2', OID.anyPolicy)])
      expect(saying(OID.policyMappings, der.sequence(pair('1.2.1', '1.2.2'), wrong)).mappings).toBeNull()
  })

  it.each<readonly [string, readonly Uint8Array[], number | null, number | null]>([
    ['nothing', [], null, null],
    ['when a policy is required', [number(0, 3)], 3, null],
    ['when mappings end', [number(1, 4)], null, 4],
    ['both', [number(0, 0), number(1, 5)], 0, 5],
    ['large numbers', [number(0, 1, 0), number(1, 0x7f, 0xff, 0xff, 0xff)], 256, 0x7fffffff],
  ])('is how many certificates may follow: %s', (_what, parts, requireExplicit, inhibitMapping) => {
    expect(saying(OID.policyConstraints, der.sequence(...parts))).toMatchObject({
      requireExplicit,
      inhibitMapping,
    })
  })

  it.each<readonly [string, Uint8Array, PkiReason]>([
    ['a negative number', der.sequence(number(0, 0x80)), 'bad-integer'],
    ['a number of no bytes', der.sequence(number(0)), 'bad-integer'],
    ['a number of five bytes', der.sequence(number(0, 0, 0, 0, 0, 1)), 'bad-integer'],
    ['another member', der.sequence(number(2, 1)), 'trailing-bytes'],
    ['its members in another order', der.sequence(number(1, 1), number(0, 1)), 'trailing-bytes'],
    ['another structure', der.integer(1), 'unexpected-tag'],
  ])('is refused with %s', (_what, value, reason) => {
    expect(() => saying(OID.policyConstraints, value)).toThrow(refused(reason))
  })

  it('is from where on any policy does not count', () => {
    expect(saying(OID.inhibitAnyPolicy, der.integer(2)).inhibitAny).toBe(2)
    expect(() => saying(OID.inhibitAnyPolicy, der.octets())).toThrow(refused('unexpected-tag'))
  })

  it('has 256 policies and as many mappings, not more', () => {
    expect(saying(OID.certificatePolicies, policies(...numbered(256))).policies?.size).toBe(256)
    expect(() => saying(OID.certificatePolicies, policies(...numbered(257)))).toThrow(refused('too-large'))
    const mappings = (count: number) => der.sequence(...numbered(count).map((oid) => pair(oid, '1.3')))
    expect(saying(OID.policyMappings, mappings(256)).mappings?.size).toBe(256)
    expect(() => saying(OID.policyMappings, mappings(257))).toThrow(refused('too-large'))
  })
})
