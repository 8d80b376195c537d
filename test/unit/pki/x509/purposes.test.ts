import { describe, expect, it } from 'vitest'
import * as pki from '../../../../src/pki/index.ts'
import { extendedKeyUsageExtension } from '../../../../src/pki/x509/build.ts'
import type { ChainOptions } from '../../../../src/pki/x509/chain-model.ts'
import { purposeProblems } from '../../../../src/pki/x509/purposes.ts'
import { certificateOf } from './unsigned.ts'

const { OID } = pki
const own = '1.2.3.4'
const of = (purposes: readonly string[] | null, critical = false) =>
  certificateOf({
    extensions: purposes === null ? [] : [{ ...extendedKeyUsageExtension(purposes), critical }],
  })
const problems = (
  path: readonly pki.Certificate[],
  options: Partial<ChainOptions> = { purpose: 'signing' },
) =>
  purposeProblems(path, { trusted: [], ...options }).map(({ certificate, reason }) => [
    path.indexOf(certificate),
    reason,
  ])
const trusted = of(null)
const isFor = (purposes: readonly string[] | null, critical = false, options?: Partial<ChainOptions>) =>
  problems([of(purposes, critical), trusted], options).length === 0

describe('a certificate is for a holder', () => {
  it.each([
    OID.anyExtendedKeyUsage,
    OID.clientAuth,
    OID.emailProtection,
    OID.smartcardLogon,
    OID.documentSigning,
    OID.microsoftDocumentSigning,
  ])('with the purpose %s, critical or not, beside any other', (oid) => {
    for (const critical of [true, false]) {
      expect(isFor([oid], critical)).toBe(true)
      expect(isFor([OID.serverAuth, oid], critical)).toBe(true)
    }
  })

  it.each([OID.serverAuth, OID.codeSigning, OID.timeStamping, OID.ocspSigning, OID.sealMaking])(
    'not with the purpose %s alone',
    (oid) => {
      for (const critical of [true, false]) expect(isFor([oid], critical)).toBe(false)
    },
  )

  it('with a purpose that nobody knows, unless that matters', () => {
    expect(isFor([own])).toBe(true)
    expect(isFor([own, OID.serverAuth])).toBe(true)
    expect(isFor([own], true)).toBe(false)
  })

  it('without the extension, not with an empty one', () => {
    expect(isFor(null)).toBe(true)
    expect(isFor([])).toBe(false)
    expect(isFor([], true)).toBe(false)
  })
})

describe('a purpose that is named', () => {
  const sealing = { purpose: 'signing', extendedPurpose: OID.sealMaking } as const

  it('is the one that counts, or any', () => {
    expect(isFor([OID.sealMaking], true, sealing)).toBe(true)
    expect(isFor([OID.anyExtendedKeyUsage], true, sealing)).toBe(true)
    expect(isFor([OID.clientAuth], false, sealing)).toBe(false)
    expect(isFor([OID.timeStamping], false, sealing)).toBe(false)
    expect(isFor([own], false, sealing)).toBe(true)
    expect(isFor(null, false, sealing)).toBe(true)
  })

  it('is not asked about without a purpose', () => {
    expect(isFor([OID.serverAuth], true, {})).toBe(true)
    expect(isFor([OID.serverAuth], true, { extendedPurpose: OID.sealMaking })).toBe(true)
    expect(isFor([OID.serverAuth], true, { purpose: 'encryption' })).toBe(false)
  })
})

describe('a path', () => {
  const [server, holder] = [of([OID.serverAuth]), of([OID.clientAuth])]

  it('is bound by its authorities, but not by the trusted certificate', () => {
    expect(problems([holder, of([OID.serverAuth]), trusted])).toEqual([[1, 'wrong-usage']])
    expect(problems([server, of([OID.serverAuth]), trusted])).toEqual([
      [0, 'wrong-usage'],
      [1, 'wrong-usage'],
    ])
    expect(problems([holder, of([OID.serverAuth])])).toEqual([])
  })

  it('of one certificate is bound by it', () => {
    expect(problems([server])).toEqual([[0, 'wrong-usage']])
    expect(problems([holder])).toEqual([])
    expect(problems([])).toEqual([])
  })
})
