import { createDecipheriv, getCiphers, randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it, test, vi } from 'vitest'
import { cryptBlock, expandKey, loadBlock, storeBlock } from '../../../src/pki/sm4/block.ts'
import * as fast from '../../../src/pki/sm4/index.ts'
import { moduleOf, relaxedLookUp, strictLookUp } from '../../../src/pki/sm4/simd/assembler.ts'
import { COUNTERS, ecbSimd } from '../../../src/pki/sm4/simd/blocks.ts'
import { simdEngine } from '../../../src/pki/sm4/simd/engine.ts'
import { cryptRoutine, hashRoutine, substituteRoutine } from '../../../src/pki/sm4/simd/routines.ts'
import { AFFINE, sboxTables } from '../../../src/pki/sm4/simd/tower.ts'

const random = (length: number) => new Uint8Array(randomBytes(length))
const lengths = [2047, 2048, 2049, 4095, 4096, 4352, 65_536, 65_537, 3 * 65_536 + 300]

/** The same functions in a place that forbids WebAssembly, as a page does. */
const plainly = async () => {
  vi.resetModules()
  vi.stubGlobal('WebAssembly', undefined)
  return import('../../../src/pki/sm4/index.ts')
}
afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

test('the S-box from the field is that of GB/T 32907', () => {
  const { substitute, memory } = simdEngine() ?? expect.fail('no WebAssembly here')
  const box: number[] = []
  for (let from = 0; from < 256; from += 16) {
    memory.set(
      Array.from({ length: 16 }, (_, i) => from + i),
      128 * 1024,
    )
    substitute(128 * 1024)
    box.push(...memory.subarray(128 * 1024, 128 * 1024 + 16).map((value) => value ^ AFFINE))
  }
  memory.fill(0, 128 * 1024, 129 * 1024)
  expect(Buffer.from(box).toString('hex')).toMatch(/^d690e9fecce13db716b614c228fb2c05/)
  // The others are in the test of the standard's own example; here each is met by the cipher below.
  expect(new Set(box).size).toBe(256)
})

describe('SM4 with vectors', () => {
  it('is used from 2048 bytes on', () => {
    expect(ecbSimd({ keys: expandKey(random(16)), data: random(2032) })).toBeNull()
    expect(ecbSimd({ keys: expandKey(random(16)), data: random(2048) })).not.toBeNull()
  })

  it('agrees with the tables on every block', () => {
    const [key, data] = [random(16), random(16 * 300)]
    const out = fast.sm4EcbEncrypt(key, data, 'none')
    const x = new Int32Array(4)
    const block = new Uint8Array(16)
    for (let at = 0; at < data.length; at += 16) {
      loadBlock(data, at, x)
      cryptBlock(expandKey(key), x)
      storeBlock(x, block, 0)
      expect(out.subarray(at, at + 16)).toEqual(block)
    }
  })

  it.each(lengths)(
    'gives for %i bytes what it gives without vectors, and leaves no secret behind',
    async (length) => {
      const [key, iv, nonce, data, aad] = [random(16), random(16), random(12), random(length), random(5000)]
      const plain = await plainly()
      const cbc = plain.sm4CbcEncrypt(key, iv, data)
      const sealed = plain.sm4GcmSeal(key, nonce, data, aad)
      const ecb = plain.sm4EcbEncrypt(key, data)
      const ctr = plain.sm4Ctr(key, iv, data)
      vi.unstubAllGlobals()
      expect(fast.sm4CbcDecrypt(key, iv, cbc)).toEqual(data)
      expect(fast.sm4GcmSeal(key, nonce, data, aad)).toEqual(sealed)
      expect(fast.sm4GcmOpen(key, nonce, sealed, aad)).toEqual(data)
      expect(fast.sm4EcbDecrypt(key, ecb)).toEqual(data)
      expect(fast.sm4Ctr(key, iv, data)).toEqual(ctr)
      const left = simdEngine()?.memory.findIndex((value, at) => value !== 0 && at < COUNTERS)
      expect(left).toBe(-1)
    },
  )

  it('counts over the end of the last word, and only in it', async () => {
    const [key, data] = [random(16), random(4096)]
    // A nonce of another length starts the count anywhere; one in 2 million starts within 2048 blocks of the end.
    const nonce = random(200)
    const plain = await plainly()
    const sealed = plain.sm4GcmSeal(key, nonce, data)
    vi.unstubAllGlobals()
    expect(fast.sm4GcmSeal(key, nonce, data)).toEqual(sealed)
  })

  it('refuses a tag that is wrong in any bit of the data', () => {
    const [key, nonce, data] = [random(16), random(12), random(8192)]
    const { ciphertext, tag } = fast.sm4GcmSeal(key, nonce, data)
    for (const at of [0, 255, 256, 4095, 8191]) {
      const changed = ciphertext.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => fast.sm4GcmOpen(key, nonce, { ciphertext: changed, tag })).toThrow()
    }
  })

  it('is opened by the OpenSSL of Node', () => {
    expect(getCiphers()).toContain('sm4-cbc')
    const [key, iv, data] = [random(16), random(16), random(100_000)]
    const decipher = createDecipheriv('sm4-cbc', key, iv)
    const opened = Buffer.concat([decipher.update(fast.sm4CbcEncrypt(key, iv, data)), decipher.final()])
    expect(new Uint8Array(opened)).toEqual(data)
  })

  it('has a form for machines without the relaxed instruction', () => {
    const tables = sboxTables()
    const modules = [relaxedLookUp, strictLookUp].map((lookUp) =>
      moduleOf([cryptRoutine(tables, lookUp), substituteRoutine(tables, lookUp), hashRoutine(lookUp)], 4),
    )
    for (const bytes of modules) expect(WebAssembly.validate(bytes)).toBe(true)
    expect(modules[0]).not.toEqual(modules[1])
  })
})
