import { PkiError } from '../pki-error.ts'
import { cryptBlock, cryptTwoBlocks, expandKey, loadBlock, reversed, storeBlock } from './block.ts'
import { cbcSimd, ecbSimd } from './simd/blocks.ts'

export { type Sm4GcmSealed, sm4GcmOpen, sm4GcmSeal } from './gcm.ts'

export type Sm4Padding = 'pkcs7' | 'none'

function pad(data: Uint8Array, padding: Sm4Padding): Uint8Array {
  if (padding === 'none') {
    if (data.length % 16 !== 0) throw new PkiError('SM4 plaintext', 'bad-length')
    return data
  }
  const count = 16 - (data.length % 16)
  const padded = new Uint8Array(data.length + count).fill(count, data.length)
  padded.set(data)
  return padded
}

function unpad(data: Uint8Array, padding: Sm4Padding): Uint8Array {
  if (padding === 'none') return data
  const count = data[data.length - 1] ?? 0
  let wrong = count < 1 || count > 16 ? 1 : 0
  for (let i = 1; i <= 16; i++) wrong |= i <= count ? (data[data.length - i] ?? 0) ^ count : 0
  if (wrong !== 0) throw new PkiError('SM4 ciphertext', 'bad-padding')
  return data.slice(0, data.length - count)
}

function checkCiphertext(data: Uint8Array, padding: Sm4Padding): void {
  if (data.length % 16 !== 0 || (padding === 'pkcs7' && data.length === 0)) {
    throw new PkiError('SM4 ciphertext', 'bad-length')
  }
}

function checkIv(iv: Uint8Array): void {
  if (iv.length !== 16) throw new PkiError('SM4 IV', 'bad-length')
}

/** Runs every block by itself, two at a time. */
function ecb(keys: Int32Array, data: Uint8Array): Uint8Array {
  const out = ecbSimd({ keys, data }) ?? ecbPlain(keys, data)
  keys.fill(0)
  return out
}

function ecbPlain(keys: Int32Array, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length)
  const x = new Int32Array(8)
  let at = 0
  for (; at + 32 <= data.length; at += 32) {
    loadBlock(data, at, x)
    loadBlock(data, at + 16, x, 4)
    cryptTwoBlocks(keys, x)
    storeBlock(x, out, at)
    storeBlock(x, out, at + 16, 4)
  }
  if (at < data.length) {
    loadBlock(data, at, x)
    cryptBlock(keys, x)
    storeBlock(x, out, at)
  }
  return out
}

/** SM4-ECB encryption. */
export function sm4EcbEncrypt(key: Uint8Array, data: Uint8Array, padding: Sm4Padding = 'pkcs7'): Uint8Array {
  return ecb(expandKey(key), pad(data, padding))
}

/** SM4-ECB decryption; damaged padding is refused. */
export function sm4EcbDecrypt(key: Uint8Array, data: Uint8Array, padding: Sm4Padding = 'pkcs7'): Uint8Array {
  checkCiphertext(data, padding)
  return unpad(ecb(reversed(expandKey(key)), data), padding)
}

/** SM4-CBC encryption. */
export function sm4CbcEncrypt(
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
  padding: Sm4Padding = 'pkcs7',
): Uint8Array {
  checkIv(iv)
  const keys = expandKey(key)
  const input = pad(data, padding)
  const out = new Uint8Array(input.length)
  const chain = new Int32Array(4)
  const x = new Int32Array(4)
  loadBlock(iv, 0, chain)
  for (let at = 0; at < input.length; at += 16) {
    loadBlock(input, at, x)
    for (let i = 0; i < 4; i++) chain[i] = (chain[i] as number) ^ (x[i] as number)
    cryptBlock(keys, chain)
    storeBlock(chain, out, at)
  }
  keys.fill(0)
  return out
}

/** SM4-CBC decryption; damaged padding is refused. */
export function sm4CbcDecrypt(
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
  padding: Sm4Padding = 'pkcs7',
): Uint8Array {
  checkIv(iv)
  checkCiphertext(data, padding)
  const keys = reversed(expandKey(key))
  const out = cbcSimd({ keys, data }, iv) ?? cbcPlain(keys, iv, data)
  keys.fill(0)
  return unpad(out, padding)
}

function cbcPlain(keys: Int32Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const out = ecbPlain(keys, data)
  for (let i = 0; i < 16 && i < out.length; i++) out[i] = (out[i] as number) ^ (iv[i] as number)
  for (let i = 16; i < out.length; i++) out[i] = (out[i] as number) ^ (data[i - 16] as number)
  return out
}

/** SM4-CTR: the same call encrypts and decrypts; the whole 16-byte counter block counts up. */
export function sm4Ctr(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  checkIv(iv)
  const counters = new Uint8Array(Math.ceil(data.length / 16) * 16)
  const counter = Uint8Array.from(iv)
  for (let at = 0; at < counters.length; at += 16) {
    counters.set(counter, at)
    countUp(counter)
  }
  const stream = ecb(expandKey(key), counters)
  const out = new Uint8Array(data.length)
  for (let i = 0; i < out.length; i++) out[i] = (data[i] as number) ^ (stream[i] as number)
  return out
}

function countUp(counter: Uint8Array): void {
  for (let i = 15; i >= 0; i--) {
    const next = ((counter[i] ?? 0) + 1) & 255
    counter[i] = next
    if (next !== 0) return
  }
}
