import { equalBytes } from '../bytes.ts'
import { PkiError } from '../pki-error.ts'
import { cryptBlock, expandKey, loadBlock, storeBlock } from './block.ts'
import { counterSimd } from './simd/blocks.ts'
import { ghashSimd } from './simd/ghash.ts'

export type Sm4GcmSealed = { readonly ciphertext: Uint8Array; readonly tag: Uint8Array }

// NIST SP 800-38D 6.4 with one table of 16 multiples of H, four bits a step.
const REDUCE = Int32Array.from({ length: 16 }, (_, nibble) => {
  let value = 0
  for (let bit = 0; bit < 4; bit++) if (nibble & (1 << bit)) value ^= 0xe1000000 >>> (3 - bit)
  return value
})

class Ghash {
  private readonly table = new Int32Array(64)
  private readonly y = new Int32Array(4)

  private readonly h: Int32Array

  constructor(h: Int32Array) {
    this.h = h
    const v = h.slice()
    for (let i = 8; i > 0; i >>= 1) {
      this.table.set(v, 4 * i)
      const odd = (v[3] as number) & 1
      for (let j = 3; j > 0; j--) v[j] = ((v[j] as number) >>> 1) | ((v[j - 1] as number) << 31)
      v[0] = ((v[0] as number) >>> 1) ^ (odd ? 0xe1000000 : 0)
    }
    for (let i = 2; i < 16; i *= 2) {
      for (let j = 1; j < i; j++) {
        for (let k = 0; k < 4; k++) {
          this.table[4 * (i + j) + k] = (this.table[4 * i + k] as number) ^ (this.table[4 * j + k] as number)
        }
      }
    }
  }

  private multiply(): void {
    const { table, y } = this
    let [a, b, c, d] = [0, 0, 0, 0]
    for (let i = 31; i >= 0; i--) {
      const nibble = ((y[i >> 3] as number) >>> (28 - 4 * (i & 7))) & 15
      const fold = REDUCE[d & 15] as number
      d = ((d >>> 4) | (c << 28)) ^ (table[4 * nibble + 3] as number)
      c = ((c >>> 4) | (b << 28)) ^ (table[4 * nibble + 2] as number)
      b = ((b >>> 4) | (a << 28)) ^ (table[4 * nibble + 1] as number)
      a = (a >>> 4) ^ fold ^ (table[4 * nibble] as number)
    }
    y[0] = a
    y[1] = b
    y[2] = c
    y[3] = d
  }

  update(data: Uint8Array): void {
    const block = new Uint8Array(16)
    const x = new Int32Array(4)
    for (let at = ghashSimd(this.y, this.h, data); at < data.length; at += 16) {
      block.fill(0)
      block.set(data.subarray(at, at + 16))
      loadBlock(block, 0, x)
      for (let i = 0; i < 4; i++) this.y[i] = (this.y[i] as number) ^ (x[i] as number)
      this.multiply()
    }
  }

  lengths(aad: number, data: number): Int32Array {
    const block = new Uint8Array(16)
    const view = new DataView(block.buffer)
    view.setBigUint64(0, BigInt(aad) * 8n)
    view.setBigUint64(8, BigInt(data) * 8n)
    this.update(block)
    return this.y
  }
}

/** The counter block before the first of the data (SP 800-38D 7.1 step 2). */
function firstCounter(keys: Int32Array, nonce: Uint8Array): Int32Array {
  const counter = new Int32Array(4)
  if (nonce.length === 12) {
    const block = new Uint8Array(16)
    block.set(nonce)
    block[15] = 1
    loadBlock(block, 0, counter)
    return counter
  }
  const ghash = new Ghash(hashKey(keys))
  ghash.update(nonce)
  counter.set(ghash.lengths(0, nonce.length))
  return counter
}

function hashKey(keys: Int32Array): Int32Array {
  const h = new Int32Array(4)
  cryptBlock(keys, h)
  return h
}

function counterStream(keys: Int32Array, first: Int32Array, data: Uint8Array): Uint8Array {
  const next = first.slice()
  next[3] = (first[3] as number) + 1
  const fast = counterSimd({ keys, data }, next)
  if (fast !== null) return fast
  const out = new Uint8Array(data.length)
  const x = new Int32Array(4)
  const stream = new Uint8Array(16)
  for (let at = 0, n = 1; at < data.length; at += 16, n++) {
    x.set(first)
    x[3] = (first[3] as number) + n
    cryptBlock(keys, x)
    storeBlock(x, stream, 0)
    for (let i = 0; i < 16 && at + i < data.length; i++)
      out[at + i] = (data[at + i] as number) ^ (stream[i] as number)
  }
  return out
}

function tagOf(keys: Int32Array, first: Int32Array, aad: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  const ghash = new Ghash(hashKey(keys))
  ghash.update(aad)
  ghash.update(ciphertext)
  const y = ghash.lengths(aad.length, ciphertext.length)
  const x = first.slice()
  cryptBlock(keys, x)
  for (let i = 0; i < 4; i++) x[i] = (x[i] as number) ^ (y[i] as number)
  const tag = new Uint8Array(16)
  storeBlock(x, tag, 0)
  return tag
}

/** SP 800-38D 5.2.1.1 allows any nonce but the empty one. */
function prepare(key: Uint8Array, nonce: Uint8Array) {
  if (nonce.length === 0) throw new PkiError('SM4-GCM nonce', 'bad-length')
  const keys = expandKey(key)
  return { keys, first: firstCounter(keys, nonce) }
}

/**
 * SM4-GCM encryption (RFC 8998) with a 16-byte tag. The nonce is best of 12 bytes. Never use one twice under one key.
 */
export function sm4GcmSeal(
  key: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array = new Uint8Array(),
): Sm4GcmSealed {
  const { keys, first } = prepare(key, nonce)
  const ciphertext = counterStream(keys, first, plaintext)
  const tag = tagOf(keys, first, aad, ciphertext)
  keys.fill(0)
  return { ciphertext, tag }
}

/** SM4-GCM decryption. It returns nothing unless the tag is right. A tag may be cut to 12 bytes, but no shorter. */
export function sm4GcmOpen(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Sm4GcmSealed,
  aad: Uint8Array = new Uint8Array(),
): Uint8Array {
  const { ciphertext, tag } = sealed
  if (tag.length < 12 || tag.length > 16) throw new PkiError('SM4-GCM tag', 'bad-length')
  const { keys, first } = prepare(key, nonce)
  const fits = equalBytes(tagOf(keys, first, aad, ciphertext).subarray(0, tag.length), tag)
  const plaintext = fits ? counterStream(keys, first, ciphertext) : null
  keys.fill(0)
  if (plaintext === null) throw new PkiError('SM4-GCM', 'bad-ciphertext')
  return plaintext
}
