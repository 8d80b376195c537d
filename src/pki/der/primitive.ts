import { TAG } from './tag.ts'

const oidCache = new Map<string, string>()

/** Dotted form of an OBJECT IDENTIFIER's content, or null if it is not one. */
export function readOid(content: Uint8Array): string | null {
  if (content.length === 0 || content.length > 64) return null
  const key = String.fromCharCode(...content)
  const known = oidCache.get(key)
  if (known !== undefined) return known
  const dotted = decodeOid(content)
  if (dotted !== null && oidCache.size < 512) oidCache.set(key, dotted)
  return dotted
}

function decodeOid(content: Uint8Array): string | null {
  const arcs: bigint[] = []
  let arc = 0n
  let fresh = true
  for (const byte of content) {
    if (fresh && byte === 0x80) return null
    arc = arc * 128n + BigInt(byte & 0x7f)
    fresh = byte < 0x80
    if (fresh) {
      arcs.push(arc)
      arc = 0n
    }
  }
  const first = arcs.shift()
  if (!fresh || first === undefined) return null
  const root = first < 80n ? first / 40n : 2n
  return [root, first - root * 40n, ...arcs].join('.')
}

/** Bytes and unused-bit count of a BIT STRING's content, or null if it breaks DER. */
export function readBitString(
  content: Uint8Array,
): { readonly bytes: Uint8Array; readonly unused: number } | null {
  const unused = content[0]
  if (unused === undefined || unused > 7 || (content.length === 1 && unused > 0)) return null
  const last = content[content.length - 1] ?? 0
  if (unused > 0 && (last & ((1 << unused) - 1)) !== 0) return null
  return { bytes: content.subarray(1), unused }
}

/** Value of a BOOLEAN's content, or null if it is neither of DER's two values. */
export function readBoolean(content: Uint8Array): boolean | null {
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) return null
  return content[0] === 0xff
}

const UTC = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/
const GENERALIZED = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.\d{1,9})?Z$/

/** Moment of a UTCTime or GeneralizedTime in its DER form (with seconds, in UTC), or null. */
export function readTime(tag: number, content: Uint8Array): Date | null {
  if (content.length > 32) return null
  const text = String.fromCharCode(...content)
  const match =
    tag === TAG.utcTime ? UTC.exec(text) : tag === TAG.generalizedTime ? GENERALIZED.exec(text) : null
  if (match === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  // RFC 5280 4.1.2.5.1: two-digit years from 50 on belong to the last century.
  const fullYear = tag === TAG.utcTime ? year + (year >= 50 ? 1900 : 2000) : year
  const date = new Date(0)
  date.setUTCFullYear(fullYear, month - 1, day)
  date.setUTCHours(hour, minute, second)
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour
  return same && date.getUTCMinutes() === minute && date.getUTCSeconds() === second ? date : null
}
