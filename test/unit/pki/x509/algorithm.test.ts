import { describe, expect, it } from 'vitest'
import { DerReader, der } from '../../../../src/pki/der/index.ts'
import { OID } from '../../../../src/pki/oids.ts'
import {
  encodeAlgorithm,
  readAlgorithm,
  sameAlgorithm,
  signatureAlgorithmName,
} from '../../../../src/pki/x509/algorithm.ts'
import { refused } from '../refusal.ts'

const read = (bytes: Uint8Array) => DerReader.of(bytes, 'thing').only(readAlgorithm)
const NULL = der.nothing()

describe('an algorithm', () => {
  it('is read and written with its parameters', () => {
    for (const parameters of [null, NULL, der.octets(Uint8Array.of(1))])
      expect(read(encodeAlgorithm('1.2.3', parameters))).toEqual({ oid: '1.2.3', parameters })
    expect(encodeAlgorithm('1.2.3')).toEqual(der.sequence(der.oid('1.2.3')))
    expect(() => read(der.sequence(der.oid('1.2.3'), NULL, NULL))).toThrow(refused('trailing-bytes'))
    expect(() => read(der.sequence())).toThrow(refused('truncated'))
  })

  it('is the same with NULL as without parameters, and with equal ones', () => {
    const [bare, empty] = [
      { oid: '1.2', parameters: null },
      { oid: '1.2', parameters: NULL },
    ]
    const one = { oid: '1.2', parameters: der.integer(1) }
    expect(sameAlgorithm(bare, empty)).toBe(true)
    expect(sameAlgorithm(empty, bare)).toBe(true)
    expect(sameAlgorithm(bare, { ...bare })).toBe(true)
    expect(sameAlgorithm(one, { ...one, parameters: der.integer(1) })).toBe(true)
    expect(sameAlgorithm(one, { ...one, parameters: der.integer(2) })).toBe(false)
    expect(sameAlgorithm(one, bare)).toBe(false)
    expect(sameAlgorithm(empty, one)).toBe(false)
    expect(sameAlgorithm(bare, { oid: '1.3', parameters: null })).toBe(false)
    expect(sameAlgorithm(bare, { oid: '1.2', parameters: der.octets() })).toBe(false)
    expect(sameAlgorithm(bare, { oid: '1.2', parameters: Uint8Array.of(5, 1, 0) })).toBe(false)
  })

  it.each([
    [OID.sm2WithSm3, 'SM3WithSM2'],
    [OID.sm2Signature, 'SM3WithSM2'],
    [OID.rsaSha1, 'SHA1WithRSA'],
    [OID.rsaSha256, 'SHA256WithRSA'],
    [OID.rsaPss, 'RSASSA-PSS'],
    [OID.ed25519, 'Ed25519'],
    [OID.ecdsaSha512, 'SHA512WithECDSA'],
    ['1.2.3', '1.2.3'],
  ])('%s is called %s', (oid, name) => {
    expect(signatureAlgorithmName(oid)).toBe(name)
  })
})
