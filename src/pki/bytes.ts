import { PkiError } from './pki-error.ts'

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'))

/** Node writes long hexadecimal several times as fast as the loop below; a window has only the loop. */
const node = globalThis.Buffer
const long = 32

/** Lower-case hexadecimal text of the bytes. */
export function toHex(bytes: Uint8Array): string {
  if (node !== undefined && bytes.length > long)
    return node.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
  let text = ''
  for (const byte of bytes) text += HEX[byte]
  return text
}

/** Bytes of a hexadecimal text; anything that is not whole hexadecimal bytes is refused. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) throw new PkiError('hex', 'bad-text-encoding')
  const bytes = new Uint8Array(text.length / 2)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16)
  return bytes
}

/** Base64 text of the bytes, on one line. */
export function toBase64(bytes: Uint8Array): string {
  if (node !== undefined && bytes.length > long)
    return node.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
  let binary = ''
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return btoa(binary)
}

/** Bytes of a base64 text; white space is allowed, anything else outside the alphabet is refused. */
export function fromBase64(text: string): Uint8Array {
  const compact = text.replace(/[\r\n\t ]+/g, '')
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) {
    throw new PkiError('base64', 'bad-text-encoding')
  }
  const binary = atob(compact)
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}

/** One new array with the parts in order. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return joined(parts)
}

/** Does the same as `concat` for any number of parts; a call takes only so many arguments. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const joined = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** Whether both hold the same bytes. The time taken does not tell where they differ. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0)
  return difference === 0
}

/** To ask the platform costs as much for a few bytes as for all of these. What is given away is gone from here. */
const stock = new Uint8Array(1024)
let given = stock.length

/** Fresh bytes of the platform's cryptographic random source. */
export function randomBytes(length: number): Uint8Array {
  if (length > stock.length / 8) return askedFor(length)
  if (given + length > stock.length) {
    globalThis.crypto.getRandomValues(stock)
    given = 0
  }
  const bytes = stock.slice(given, given + length)
  stock.fill(0, given, given + length)
  given += length
  return bytes
}

function askedFor(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let i = 0; i < length; i += 65536) globalThis.crypto.getRandomValues(bytes.subarray(i, i + 65536))
  return bytes
}

/** UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** Big-endian unsigned number of the bytes. */
export function toBigInt(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`)
}

/** The number as exactly `length` big-endian bytes. */
export function fromBigInt(value: bigint, length: number): Uint8Array {
  return fromHex(value.toString(16).padStart(length * 2, '0'))
}

/** The unsigned big-endian bytes without leading zeros, padded on the left to `length`; null if they do not fit. */
export function leftPad(bytes: Uint8Array, length: number): Uint8Array | null {
  let start = 0
  while (start < bytes.length && bytes[start] === 0) start++
  if (bytes.length - start > length) return null
  const padded = new Uint8Array(length)
  padded.set(bytes.subarray(start), length - (bytes.length - start))
  return padded
}
