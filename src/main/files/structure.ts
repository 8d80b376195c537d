/** Deep enough for every structure that anybody signs. */
const deepest = 16

/** Where the length of an element stands; its tag may have several bytes. */
const afterTag = (bytes: Uint8Array, at: number): number => {
  if (((bytes[at] ?? 0) & 0x1f) !== 0x1f) return at + 1
  let next = at + 1
  while (((bytes[next] ?? 0) & 0x80) !== 0) next += 1
  return next + 1
}

/** Where an element that begins here ends; null if none begins here. One that an end mark closes may end anywhere. */
const endOf = (
  bytes: Uint8Array,
  start: number,
): { readonly content: number; readonly end: number | 'marked' } | null => {
  const at = afterTag(bytes, start)
  const first = bytes[at]
  if (first === undefined) return null
  if (first < 0x80) return { content: at + 1, end: at + 1 + first }
  const count = first & 0x7f
  if (count === 0) return { content: at + 1, end: 'marked' }
  let length = 0
  for (let n = 0; n < count; n += 1) length = length * 256 + (bytes[at + 1 + n] ?? Number.NaN)
  return Number.isNaN(length) ? null : { content: at + 1 + count, end: at + 1 + count + length }
}

/** Whether these bytes are elements of DER, one after another, without a rest. */
const areElements = (bytes: Uint8Array, from: number, to: number, depth: number): boolean => {
  let at = from
  while (at < to) {
    const element = endOf(bytes, at)
    if (element === null || element.end === 'marked' || element.end > to) return false
    const isConstructed = ((bytes[at] ?? 0) & 0x20) !== 0
    if (isConstructed && depth < deepest && !areElements(bytes, element.content, element.end, depth + 1))
      return false
    at = element.end
  }
  return at === to
}

/** The tag of an object identifier, which names what a structure is. No text has this letter. */
const namesItself = (bytes: Uint8Array): boolean => bytes.includes(0x06)

/**
 * Whether these bytes are one SEQUENCE or SET. A signature over such bytes could be a signature under a certificate
 * request, a certificate, a revocation list, the attributes of a message or a seal. What is inside is not trusted to be
 * well-formed, because others may read it more kindly. Of a long file only the beginning is here.
 */
export const isStructure = (bytes: Uint8Array, length = bytes.length): boolean => {
  const tag = bytes[0]
  if ((tag !== 0x30 && tag !== 0x31) || bytes.length < 4) return false
  const outer = endOf(bytes, 0)
  if (outer === null) return false
  if (outer.end === 'marked') return namesItself(bytes)
  if (outer.end !== length) return false
  return namesItself(bytes) || (length === bytes.length && areElements(bytes, outer.content, length, 1))
}
