import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as pki from '../../../../src/pki/index.ts'
import { basicConstraintsExtension, keyUsageExtension } from '../../../../src/pki/x509/build.ts'
import type { KeyUsage } from '../../../../src/pki/x509/extensions.ts'
import { serialHex } from '../../../../src/pki/x509/parse.ts'
import { certificateOf } from './unsigned.ts'

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))

describe('the use of a certificate', () => {
  const kindWith = (usages: readonly KeyUsage[], ...more: readonly pki.Extension[]) =>
    certificateOf({ extensions: [keyUsageExtension(usages), ...more] }).use

  it.each<readonly [string, readonly KeyUsage[]]>([
    ['signing', ['digitalSignature']],
    ['signing', ['nonRepudiation']],
    ['encryption', ['keyEncipherment']],
    ['encryption', ['dataEncipherment']],
    ['encryption', ['keyAgreement']],
    ['both', ['digitalSignature', 'keyEncipherment']],
    ['both', ['nonRepudiation', 'keyAgreement']],
    ['both', ['nonRepudiation', 'dataEncipherment']],
    ['ca', ['keyCertSign']],
    ['ca', ['keyCertSign', 'digitalSignature', 'keyEncipherment']],
    ['neither', ['cRLSign']],
    ['neither', ['encipherOnly', 'decipherOnly']],
    ['neither', []],
  ])('is %s with %j', (use, usages) => {
    expect(kindWith(usages)).toBe(use)
  })

  it('is that of an authority if it says so, and of none if it says that', () => {
    expect(kindWith(['digitalSignature'], basicConstraintsExtension(true))).toBe('ca')
    expect(kindWith(['digitalSignature'], basicConstraintsExtension(false))).toBe('signing')
    expect(certificateOf({ extensions: [basicConstraintsExtension(true)] }).use).toBe('ca')
    expect(certificateOf({ extensions: [basicConstraintsExtension(false)] }).use).toBe('unknown')
  })
})

describe('the text of a serial number', () => {
  it.each([
    ['', ''],
    ['00', '00'],
    ['0080', '80'],
    ['7f', '7F'],
    ['00ff01', 'FF01'],
    ['0abc', '0ABC'],
    ['ff', '-01'],
    ['80', '-80'],
    ['8001', '-7FFF'],
    ['f123', '-0EDD'],
    ['ff7f', '-81'],
  ])('of %j is %j', (content, text) => {
    expect(serialHex(bytesOf(content))).toBe(text)
  })
})

describe('a fingerprint', () => {
  it('is the digest of the whole certificate, the first time and again', () => {
    const certificate = certificateOf()
    const expected = createHash('sha256').update(certificate.raw).digest('hex').toUpperCase()
    expect(pki.fingerprintSha256(certificate)).toBe(expected)
    expect(pki.fingerprintSha256(certificate)).toBe(expected)
    const other = certificateOf({ serial: Uint8Array.of(6) })
    expect(pki.fingerprintSha256(other)).not.toBe(expected)
    const sm3 = createHash('sm3').update(certificate.raw).digest('hex').toUpperCase()
    expect(pki.fingerprintSm3(certificate)).toBe(sm3)
  })
})
