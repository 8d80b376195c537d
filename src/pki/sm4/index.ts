import { PkiError } from '../pki-error.ts'
import { cryptBlock, expandKey, loadBlock, reversed, storeBlock } from './block.ts'

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

function ecb(keys: Int32Array, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length)
  const x = new Int32Array(4)
  for (let at = 0; at < data.length; at += 16) {
    loadBlock(data, at, x)
    cryptBlock(keys, x)
    storeBlock(x, out, at)
  }
  keys.fill(0)
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
  const out = new Uint8Array(data.length)
  let chain = new Int32Array(4)
  let cipher = new Int32Array(4)
  const x = new Int32Array(4)
  loadBlock(iv, 0, chain)
  for (let at = 0; at < data.length; at += 16) {
    loadBlock(data, at, cipher)
    x.set(cipher)
    cryptBlock(keys, x)
    for (let i = 0; i < 4; i++) x[i] = (x[i] as number) ^ (chain[i] as number)
    storeBlock(x, out, at)
    ;[chain, cipher] = [cipher, chain]
  }
  keys.fill(0)
  return unpad(out, padding)
}

/** SM4-CTR: the same call encrypts and decrypts; the whole 16-byte counter block counts up. */
export function sm4Ctr(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  checkIv(iv)
  const keys = expandKey(key)
  const out = new Uint8Array(data.length)
  const counter = Uint8Array.from(iv)
  const stream = new Uint8Array(16)
  const x = new Int32Array(4)
  for (let at = 0; at < data.length; at += 16) {
    loadBlock(counter, 0, x)
    cryptBlock(keys, x)
    storeBlock(x, stream, 0)
    const end = Math.min(16, data.length - at)
    for (let i = 0; i < end; i++) out[at + i] = (data[at + i] as number) ^ (stream[i] as number)
    countUp(counter)
  }
  keys.fill(0)
  return out
}

function countUp(counter: Uint8Array): void {
  for (let i = 15; i >= 0; i--) {
    const next = ((counter[i] ?? 0) + 1) & 255
    counter[i] = next
    if (next !== 0) return
  }
}
