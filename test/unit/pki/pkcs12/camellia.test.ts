import { createCipheriv } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { camelliaCbcDecrypt } from '../../../../src/pki/pkcs12/camellia.ts'

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const zeros = new Uint8Array(16)

describe('Camellia', () => {
  it.each([
    ['0123456789abcdeffedcba9876543210', '67673138549669730857065648eabe43'],
    ['0123456789abcdeffedcba98765432100011223344556677', 'b4993401b3e996f84ee5cee7d79b09b9'],
    ['0123456789abcdeffedcba987654321000112233445566778899aabbccddeeff', '9acc237dff16d76c20ef7c919e3a7509'],
  ])('decrypts the block of RFC 3713 appendix A under the key %s', (key, ciphertext) => {
    const plain = camelliaCbcDecrypt(bytesOf(key), zeros, bytesOf(ciphertext))
    expect(hexOf(plain)).toBe('0123456789abcdeffedcba9876543210')
  })

  const filled = (length: number, step: number) =>
    Uint8Array.from({ length }, (_, i) => (i * step + 17) & 255)

  it.each([
    [16, 'camellia-128-cbc'],
    [24, 'camellia-192-cbc'],
    [32, 'camellia-256-cbc'],
  ])('with a key of %i bytes undoes what OpenSSL encrypts, block after block', (length, name) => {
    for (const step of [3, 29, 101, 251]) {
      const [key, iv, plain] = [filled(length, step), filled(16, step + 2), filled(16 * 5, step + 4)]
      const cipher = createCipheriv(name, key, iv).setAutoPadding(false)
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
      // In the middle of a larger array, as in a file.
      const larger = new Uint8Array(100)
      larger.set(sealed, 7)
      expect(camelliaCbcDecrypt(key, iv, larger.subarray(7, 87))).toEqual(plain)
      expect(camelliaCbcDecrypt(key, iv, larger.subarray(7, 23))).toEqual(plain.subarray(0, 16))
    }
  })

  it('makes nothing of nothing', () => {
    expect(camelliaCbcDecrypt(zeros, zeros, new Uint8Array())).toEqual(new Uint8Array())
  })
})
