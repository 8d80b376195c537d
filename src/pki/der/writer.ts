import { concat, fromHex, joined, utf8 as utf8Bytes } from '../bytes.ts'
import { PkiError } from '../pki-error.ts'
import { context, TAG } from './tag.ts'

/** One DER element: tag, minimal length, the parts in order. */
export function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  if (length >= 0x80) return concat(lengthHeader(tag, length), ...parts)
  // Most elements are short, and a list has hundreds of thousands of them: one array each.
  const bytes = new Uint8Array(2 + length)
  bytes[0] = tag
  bytes[1] = length
  let at = 2
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** Tag and minimal length of an element. */
export function lengthHeader(tag: number, length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(tag, length)
  if (length < 0x100) return Uint8Array.of(tag, 0x81, length)
  if (length < 0x10000) return Uint8Array.of(tag, 0x82, length >> 8, length)
  if (length < 0x1000000) return Uint8Array.of(tag, 0x83, length >> 16, length >> 8, length)
  const four = [length >>> 24, length >> 16, length >> 8, length]
  if (length < 0x100000000) return Uint8Array.of(tag, 0x84, ...four)
  return Uint8Array.of(tag, 0x86, length / 0x10000000000, length / 0x100000000, ...four)
}

/** SEQUENCE of ready elements. */
export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return element(TAG.sequence, ...parts)
}

/** SEQUENCE OF any number of ready elements; a call of `sequence` takes only so many arguments. */
export function sequenceOf(parts: readonly Uint8Array[]): Uint8Array {
  return element(TAG.sequence, joined(parts))
}

/** SET OF ready elements in DER's order. */
export function setOf(...parts: readonly Uint8Array[]): Uint8Array {
  return element(TAG.set, ...sorted(parts))
}

/** The elements in the ascending order that DER asks of a SET OF. */
export function sorted(parts: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...parts].sort((a, b) => {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const difference = (a[i] ?? 0) - (b[i] ?? 0)
      if (difference !== 0) return difference
    }
    return a.length - b.length
  })
}

/** [number] EXPLICIT around ready elements. */
export function explicit(number: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return element(context(number), ...parts)
}

/** [number] IMPLICIT over a primitive's content. */
export function implicit(number: number, content: Uint8Array): Uint8Array {
  return element(context(number, false), content)
}

/** INTEGER of a small number or of an unsigned magnitude (big-endian bytes). */
export function integer(value: Uint8Array | number): Uint8Array {
  const bytes = typeof value === 'number' ? fromHex(evenHex(value)) : value
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start++
  const magnitude = bytes.length === 0 ? Uint8Array.of(0) : bytes.subarray(start)
  return (magnitude[0] ?? 0) >= 0x80
    ? element(TAG.integer, Uint8Array.of(0), magnitude)
    : element(TAG.integer, magnitude)
}

function evenHex(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new PkiError('INTEGER', 'bad-integer')
  const hex = value.toString(16)
  return hex.length % 2 === 0 ? hex : `0${hex}`
}

const oidCache = new Map<string, Uint8Array>()

/** OBJECT IDENTIFIER of a dotted form. */
export function oid(dotted: string): Uint8Array {
  const known = oidCache.get(dotted)
  if (known) return known
  const encoded = element(TAG.oid, encodeOid(dotted))
  if (oidCache.size < 512) oidCache.set(dotted, encoded)
  return encoded
}

function encodeOid(dotted: string): Uint8Array {
  // Arcs under 2.25 can be as long as a UUID: 39 digits.
  const form = /^(?:[01]\.(?:[0-9]|[1-3][0-9])|2\.(?:0|[1-9]\d{0,38}))(?:\.(?:0|[1-9]\d{0,38}))*$/
  if (!form.test(dotted)) throw new PkiError('OBJECT IDENTIFIER', 'bad-oid')
  const [root = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt)
  const bytes: number[] = []
  for (const arc of [root * 40n + second, ...rest]) {
    const groups = [Number(arc % 128n)]
    for (let left = arc / 128n; left > 0n; left /= 128n) groups.unshift(Number(left % 128n) | 0x80)
    bytes.push(...groups)
  }
  return Uint8Array.from(bytes)
}

/** OCTET STRING. */
export function octets(...parts: readonly Uint8Array[]): Uint8Array {
  return element(TAG.octetString, ...parts)
}

/** BIT STRING of whole bytes. */
export function bits(bytes: Uint8Array): Uint8Array {
  return element(TAG.bitString, Uint8Array.of(0), bytes)
}

/** BIT STRING of named bits: trailing zero bits are left off, as DER wants. */
export function namedBits(positions: Iterable<number>): Uint8Array {
  const bytes: number[] = []
  let highest = -1
  for (const position of positions) {
    while (bytes.length <= position >> 3) bytes.push(0)
    bytes[position >> 3] = (bytes[position >> 3] ?? 0) | (0x80 >> (position & 7))
    highest = Math.max(highest, position)
  }
  return element(TAG.bitString, Uint8Array.of(highest < 0 ? 0 : 7 - (highest & 7), ...bytes))
}

/** BOOLEAN. */
export function boolean(value: boolean): Uint8Array {
  return element(TAG.boolean, Uint8Array.of(value ? 0xff : 0))
}

/** NULL. */
export function nothing(): Uint8Array {
  return Uint8Array.of(TAG.null, 0)
}

/** UTF8String. */
export function utf8(text: string): Uint8Array {
  return element(TAG.utf8, utf8Bytes(text))
}

/** PrintableString; a text outside its alphabet is refused. */
export function printable(text: string): Uint8Array {
  if (!/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) throw new PkiError('PrintableString', 'bad-string')
  return element(TAG.printable, utf8Bytes(text))
}

/** IA5String; a text outside ASCII is refused. */
export function ia5(text: string): Uint8Array {
  const bytes = utf8Bytes(text)
  if (bytes.some((byte) => byte >= 0x80)) throw new PkiError('IA5String', 'bad-string')
  return element(TAG.ia5, bytes)
}

function digits(date: Date): string {
  const year = date.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) throw new PkiError('Time', 'bad-time')
  const iso = date.toISOString()
  const part = (at: number) => iso.slice(at, at + 2)
  return `${iso.slice(0, 4)}${part(5)}${part(8)}${part(11)}${part(14)}${part(17)}Z`
}

function ascii(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

/** UTCTime up to 2049 and GeneralizedTime after it (RFC 5280 4.1.2.5). */
export function time(date: Date): Uint8Array {
  const year = date.getUTCFullYear()
  if (year < 1950 || year > 2049) return generalizedTime(date)
  return element(TAG.utcTime, ascii(digits(date).slice(2)))
}

/** GeneralizedTime in UTC with seconds. */
export function generalizedTime(date: Date): Uint8Array {
  return element(TAG.generalizedTime, ascii(digits(date)))
}
