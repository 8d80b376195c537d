import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { OID } from '../../../src/pki/index.ts'
import { verifyRsa } from '../../../src/pki/x509/rsa.ts'
import { verifyRsaPss } from '../../../src/pki/x509/rsa-pss.ts'

// A public exponent of 1 leaves the block as it is, so that a key of any length has a signature.
const digestInfo = new Uint8Array(51).fill(7)
const keyOf = (length: number) => ({ modulus: new Uint8Array(length).fill(0xff), exponent: Uint8Array.of(1) })
const blockOf = (length: number) =>
  Uint8Array.of(0, 1, ...new Uint8Array(Math.max(0, length - 54)).fill(0xff), 0, ...digestInfo)

describe('an RSA key', () => {
  it('signs a digest if there are eight bytes to spare before it (RFC 8017 9.2)', () => {
    expect(verifyRsa(keyOf(62), digestInfo, blockOf(62))).toBe(true)
    expect(verifyRsa(keyOf(62), digestInfo, new Uint8Array(62))).toBe(false)
  })

  it('that is shorter has signed nothing, whatever stands in the signature', () => {
    expect(verifyRsa(keyOf(61), digestInfo, blockOf(61))).toBe(false)
    for (const length of [1, 40, 51, 61])
      expect(verifyRsa(keyOf(length), digestInfo, new Uint8Array(length))).toBe(false)
  })
})

describe('a signature by RSASSA-PSS (RFC 8017 9.1)', () => {
  const sha256 = (...parts: readonly Uint8Array[]) =>
    createHash('sha256').update(Buffer.concat(parts)).digest()
  const message = new TextEncoder().encode('message')
  const [salt, length] = [new Uint8Array(32).fill(9), 128]

  type Odd = {
    /** What stands before the salt: zeros and a one. */
    readonly padding?: (padding: Uint8Array) => void
    readonly block?: (block: Uint8Array) => void
  }
  const verdict = ({ padding = () => undefined, block: change = () => undefined }: Odd = {}): boolean => {
    const before = new Uint8Array(length - 32 - 1 - 32)
    before[before.length - 1] = 1
    padding(before)
    const hash = sha256(new Uint8Array(8), sha256(message), salt)
    const data = Buffer.concat([before, salt])
    const mask = Buffer.concat([0, 1, 2].map((turn) => sha256(hash, Uint8Array.of(0, 0, 0, turn))))
    const block = Uint8Array.of(...data.map((byte, i) => byte ^ (mask[i] ?? 0)), ...hash, 0xbc)
    block[0] = (block[0] ?? 0) & 0x7f
    change(block)
    const parameters = { hash: OID.sha256, maskHash: OID.sha256, saltLength: salt.length }
    return verifyRsaPss(keyOf(length), parameters, message, block)
  }

  it('has zeros, a one and its salt under the mask', () => {
    expect(verdict()).toBe(true)
  })

  it.each<[string, Odd]>([
    ['a byte among the zeros', { padding: (one) => one.fill(5, 10, 11) }],
    ['a byte at the end of the zeros', { padding: (one) => one.fill(1, -2, -1) }],
    ['a two in place of the one', { padding: (one) => one.fill(2, -1) }],
    ['another last byte', { block: (one) => one.fill(0xbd, -1) }],
    ['its highest bit', { block: (one) => one.fill((one[0] ?? 0) | 0x80, 0, 1) }],
    ['another digest', { block: (one) => one.fill(0, -2, -1) }],
  ])('is none with %s: a forger has no room in it', (_, odd) => {
    expect(verdict(odd)).toBe(false)
  })
})
