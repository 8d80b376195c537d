import { statementPrefix } from '../../../shared/web-signing/statement.ts'

/** Deep enough for every structure that anybody signs. */
const deepest = 16

/** Where an element that begins here ends; null if none begins here. */
const endOf = (bytes: Uint8Array, at: number): { readonly content: number; readonly end: number } | null => {
  const first = bytes[at + 1]
  if (first === undefined) return null
  if (first < 0x80) return { content: at + 2, end: at + 2 + first }
  const count = first & 0x7f
  if (count === 0 || count > 4) return null
  let length = 0
  for (let n = 0; n < count; n += 1) length = length * 256 + (bytes[at + 2 + n] ?? Number.NaN)
  return Number.isNaN(length) ? null : { content: at + 2 + count, end: at + 2 + count + length }
}

/** Whether these bytes are elements of DER or BER, one after another, without a rest. */
const areElements = (bytes: Uint8Array, from: number, to: number, depth: number): boolean => {
  let at = from
  while (at < to) {
    const element = endOf(bytes, at)
    if (element === null || element.end > to) return false
    const isConstructed = ((bytes[at] ?? 0) & 0x20) !== 0
    if (isConstructed && depth < deepest && !areElements(bytes, element.content, element.end, depth + 1))
      return false
    at = element.end
  }
  return at === to
}

/**
 * Whether these bytes are one SEQUENCE or SET. A signature over such bytes could be a signature under a certificate
 * request, a certificate, a revocation list, the attributes of a message or a seal.
 */
export const isStructure = (bytes: Uint8Array): boolean => {
  const tag = bytes[0]
  if ((tag !== 0x30 && tag !== 0x31) || bytes.length < 4) return false
  const outer = endOf(bytes, 0)
  return outer?.end === bytes.length && areElements(bytes, outer.content, outer.end, 1)
}

const prefix = new TextEncoder().encode(statementPrefix)

/** Whether these bytes could pass for one of our own statements, which name a site. */
const isStatement = (bytes: Uint8Array): boolean => prefix.every((byte, at) => bytes[at] === byte)

/** What a page of an older client may not have signed: it would be a signature for something else. */
export const isNeverSigned = (bytes: Uint8Array): boolean => isStatement(bytes) || isStructure(bytes)
