import { createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  cipherBlob,
  eccBlobSize,
  envelopeBlob,
  pointOfBlob,
  rsaKeyOfBlob,
  SIGNATURE_SIZE,
  signatureOfBlob,
} from '../../../../src/native/skf/blobs.ts'

const filled = (length: number, value: number): Buffer => Buffer.alloc(length, value)
const zeros = (length: number): Buffer => Buffer.alloc(length)
const ulong = (value: number, size: 4 | 8): Buffer => {
  const bytes = Buffer.alloc(size)
  bytes.writeUInt32LE(value)
  return bytes
}
const [x, y] = [filled(32, 0x11), filled(32, 0x22)]
const field = (number: Buffer): Buffer => Buffer.concat([zeros(64 - number.length), number])
const sizes = [4, 8] as const

describe.each(sizes)('a blob of a library whose ULONG has %i bytes', (size) => {
  const blob = (bits: number, ...fields: readonly Buffer[]) => Buffer.concat([ulong(bits, size), ...fields])

  it('of a public key of SM2 gives its point', () => {
    expect(eccBlobSize(size)).toBe(size + 128)
    expect(pointOfBlob(blob(256, field(x), field(y)), size)).toEqual(Uint8Array.of(4, ...x, ...y))
  })

  it('of a public key is none of SM2 with other bits, a byte too few, or something left of a number', () => {
    expect(pointOfBlob(blob(257, field(x), field(y)), size)).toBeNull()
    expect(pointOfBlob(blob(256, field(x), field(y)).subarray(0, -1), size)).toBeNull()
    for (const wrong of [0, 31])
      for (const at of [size, size + 64]) {
        const bytes = blob(256, field(x), field(y))
        bytes[at + wrong] = 1
        expect(pointOfBlob(bytes, size), `${at} ${wrong}`).toBeNull()
      }
  })

  it('of a ciphertext has its numbers on the right, then the digest, the length and the text', () => {
    const parts = { x, y, c3: filled(32, 0x33), c2: filled(5, 0x44) }
    expect(cipherBlob(parts, size)).toEqual(
      Buffer.concat([field(x), field(y), parts.c3, ulong(5, size), parts.c2]),
    )
  })

  it('of an encrypted pair has version 1, SM4 in ECB, 256 bits and its parts in the order of GM/T 0016', () => {
    const wrappedKey = { x, y, c3: filled(32, 0x33), c2: filled(16, 0x44) }
    const [a, b] = [filled(32, 0x55), filled(32, 0x66)]
    const publicKey = Uint8Array.of(4, ...a, ...b)
    const head = Buffer.concat([ulong(1, size), ulong(0x401, size), ulong(256, size)])
    const tail = Buffer.concat([ulong(256, size), field(a), field(b), cipherBlob(wrappedKey, size)])
    for (const encryptedPrivateKey of [filled(64, 0x77), filled(32, 0x77)])
      expect(envelopeBlob({ wrappedKey, publicKey, encryptedPrivateKey }, size)).toEqual(
        Buffer.concat([head, field(encryptedPrivateKey), tail]),
      )
  })

  const rsa = (bits: number, modulus: Buffer, exponent = Buffer.of(0, 1, 0, 1)) =>
    Buffer.concat([ulong(0x10000, size), ulong(bits, size), zeros(256 - modulus.length), modulus, exponent])
  const numbersOf = (spki: Uint8Array | null) => {
    const { kty, n, e } = createPublicKey({
      ...{ key: Buffer.from(spki ?? []), format: 'der', type: 'spki' },
    }).export({ format: 'jwk' })
    return { kty, n: Buffer.from(n ?? '', 'base64url'), e }
  }

  it('of a public key of RSA gives what others read as the same key', () => {
    for (const [bits, length] of [
      [2048, 256],
      [1024, 128],
      [512, 64],
    ] as const)
      expect(numbersOf(rsaKeyOfBlob(rsa(bits, filled(length, 0xc1)), size))).toEqual({
        ...{ kty: 'RSA', n: filled(length, 0xc1), e: 'AQAB' },
      })
    expect(rsaKeyOfBlob(Buffer.concat([rsa(1024, filled(128, 0xc1)), zeros(9)]), size)).toEqual(
      rsaKeyOfBlob(rsa(1024, filled(128, 0xc1)), size),
    )
  })

  it('of a public key is none of RSA with too few or too many bits, no number, or a byte too few', () => {
    const modulus = filled(64, 0xc1)
    expect(rsaKeyOfBlob(rsa(511, modulus), size)).toBeNull()
    expect(rsaKeyOfBlob(rsa(2049, modulus), size)).toBeNull()
    expect(rsaKeyOfBlob(rsa(512, zeros(64)), size)).toBeNull()
    expect(rsaKeyOfBlob(rsa(512, modulus).subarray(0, -1), size)).toBeNull()
  })
})

describe('the blob of a signature', () => {
  it('gives r and s, 32 bytes each', () => {
    expect(SIGNATURE_SIZE).toBe(128)
    expect(signatureOfBlob(Buffer.concat([field(x), field(y)]))).toEqual(Buffer.concat([x, y]))
  })

  it('is none of SM2 if either number is longer', () => {
    expect(signatureOfBlob(Buffer.concat([field(filled(33, 1)), field(y)]))).toBeNull()
    expect(signatureOfBlob(Buffer.concat([field(x), field(filled(33, 1))]))).toBeNull()
  })
})
