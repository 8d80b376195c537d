import { createHash, randomBytes } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

const lengths = [0, 1, 63, 64, 65, 700, 9_000]

describe('where there is no Node', () => {
  test('a SHA-256 is the same', async () => {
    vi.stubGlobal('process', undefined)
    const { sha256 } = await import('../../../src/pki/sha256.ts')
    vi.unstubAllGlobals()
    for (const bytes of lengths.map((length) => randomBytes(length)))
      expect(Buffer.from(sha256(bytes))).toEqual(createHash('sha256').update(bytes).digest())
  })

  test('hexadecimal is the same', async () => {
    vi.stubGlobal('Buffer', undefined)
    const { toHex } = await import('../../../src/pki/bytes.ts')
    vi.unstubAllGlobals()
    for (const bytes of lengths.map((length) => randomBytes(length)))
      expect(toHex(bytes)).toBe(bytes.toString('hex'))
  })
})

test('with Node, a part of a larger buffer is read as its own bytes only', async () => {
  const { toHex } = await import('../../../src/pki/bytes.ts')
  const { sha256 } = await import('../../../src/pki/sha256.ts')
  const whole = new Uint8Array(randomBytes(90))
  const part = whole.subarray(7, 40)
  expect(toHex(part)).toBe(Buffer.from(part).toString('hex'))
  expect(Buffer.from(sha256(part))).toEqual(createHash('sha256').update(Buffer.from(part)).digest())
})
