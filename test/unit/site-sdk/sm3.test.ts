import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createSm3 } from '../../../src/site-sdk/browser/sm3.ts'

const sm3Of = (...chunks: readonly Uint8Array[]): string => {
  const sm3 = createSm3()
  for (const chunk of chunks) sm3.take(chunk)
  return sm3.end().sm3
}
const byOpenSsl = (bytes: Uint8Array): string => createHash('sm3').update(bytes).digest('hex').toUpperCase()

describe("the page's SM3", () => {
  it('gives the digest of the standard', () => {
    expect(sm3Of(new TextEncoder().encode('abc'))).toBe(
      '66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0',
    )
  })

  it('agrees with OpenSSL for every length around its blocks', () => {
    for (let length = 0; length < 260; length++) {
      const bytes = randomBytes(length)
      expect(sm3Of(bytes), `${length} bytes`).toBe(byOpenSsl(bytes))
    }
  })

  it('agrees however the bytes are cut', () => {
    const bytes = randomBytes(100_000)
    for (const cut of [1, 55, 63, 64, 65, 4096, 99_999])
      expect(sm3Of(bytes.subarray(0, cut), bytes.subarray(cut))).toBe(byOpenSsl(bytes))
    expect(sm3Of(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toBe(byOpenSsl(bytes))
  })

  it('counts the bytes', () => {
    const sm3 = createSm3()
    sm3.take(new Uint8Array(70))
    sm3.take(new Uint8Array(3))
    expect(sm3.end().length).toBe(73)
  })
})
