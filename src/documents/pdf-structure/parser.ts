import { RefusedFile } from '../refused-file.ts'
import { nothing, type PdfArray, type PdfDict, type PdfString, type PdfValue } from './values.ts'

const deepest = 64

/** Reads values from bytes, one after the other (ISO 32000-1, 7.2 and 7.3). What breaks the rules is refused. */
export type Reader = { readonly bytes: Uint8Array; at: number; left: number }

/** `most` values are read, and no more. */
export const readerAt = (bytes: Uint8Array, at: number, most = 2_000_000): Reader => ({
  bytes,
  at,
  left: most,
})

export const damaged = (): RefusedFile => new RefusedFile('damaged')

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x0c || byte === 0
const delimiters: ReadonlySet<number> = new Set([...'()<>[]{}/%'].map((letter) => letter.charCodeAt(0)))
const isRegular = (byte: number | undefined): byte is number =>
  byte !== undefined && !isSpace(byte) && !delimiters.has(byte)

/** Steps over white space and comments. */
export const skipSpace = (reader: Reader): void => {
  const { bytes } = reader
  for (;;) {
    while (isSpace(bytes[reader.at])) reader.at++
    if (bytes[reader.at] !== 0x25) return
    while (reader.at < bytes.length && bytes[reader.at] !== 0x0a && bytes[reader.at] !== 0x0d) reader.at++
  }
}

const longestWord = 256

/** The next word of regular letters; empty if none is here. */
export const readWord = (reader: Reader): string => {
  const from = reader.at
  while (isRegular(reader.bytes[reader.at])) {
    if (reader.at - from > longestWord) throw damaged()
    reader.at++
  }
  return Buffer.from(reader.bytes.subarray(from, reader.at)).toString('latin1')
}

/** Takes the word if it is the next one. */
export const takeWord = (reader: Reader, word: string): boolean => {
  const from = reader.at
  skipSpace(reader)
  if (readWord(reader) === word) return true
  reader.at = from
  return false
}

const wholeNumber = (word: string): number | null => (/^\d{1,10}$/.test(word) ? Number(word) : null)

/** The next word as a whole number that is not negative; null (and nothing taken) if it is none. */
export const takeNumber = (reader: Reader): number | null => {
  const from = reader.at
  skipSpace(reader)
  const value = wholeNumber(readWord(reader))
  if (value === null) reader.at = from
  return value
}

const readName = (reader: Reader): PdfValue => {
  reader.at++
  const word = readWord(reader)
  const name = word.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return { kind: 'name', name }
}

const escapes: ReadonlyMap<string, number> = new Map([
  ['n', 0x0a],
  ['r', 0x0d],
  ['t', 0x09],
  ['b', 0x08],
  ['f', 0x0c],
])

/** What stands behind a backslash (7.3.4.2): an octal number, a name of a control, a line break, or the letter. */
const readEscape = (reader: Reader): readonly number[] => {
  const { bytes } = reader
  const octal = /^[0-7]{1,3}/.exec(Buffer.from(bytes.subarray(reader.at, reader.at + 3)).toString('latin1'))
  if (octal !== null) {
    reader.at += octal[0].length
    return [Number.parseInt(octal[0], 8) & 0xff]
  }
  const byte = bytes[reader.at++]
  if (byte === undefined) throw damaged()
  if (byte === 0x0d && bytes[reader.at] === 0x0a) reader.at++
  if (byte === 0x0d || byte === 0x0a) return []
  return [escapes.get(String.fromCharCode(byte)) ?? byte]
}

const readLiteral = (reader: Reader): PdfString => {
  const start = reader.at++
  const found: number[] = []
  for (let depth = 1; depth > 0; ) {
    const byte = reader.bytes[reader.at++]
    if (byte === undefined) throw damaged()
    if (byte === 0x5c) {
      found.push(...readEscape(reader))
      continue
    }
    if (byte === 0x28) depth++
    if (byte === 0x29) depth--
    if (depth > 0) found.push(byte)
  }
  return { kind: 'string', bytes: Uint8Array.from(found), isHex: false, start, end: reader.at }
}

const readHex = (reader: Reader): PdfString => {
  const start = reader.at
  const close = reader.bytes.indexOf(0x3e, start)
  if (close < 0) throw damaged()
  const text = Buffer.from(reader.bytes.subarray(start + 1, close)).toString('latin1')
  const digits = /[\s\0]/.test(text) ? text.replace(/[\s\0]+/g, '') : text
  if (/[^0-9a-fA-F]/.test(digits)) throw damaged()
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex')
  reader.at = close + 1
  return { kind: 'string', bytes, isHex: true, start, end: reader.at }
}

const readArray = (reader: Reader, depth: number): PdfArray => {
  reader.at++
  const items: PdfValue[] = []
  for (;;) {
    skipSpace(reader)
    if (reader.bytes[reader.at] === 0x5d) break
    items.push(readValue(reader, depth + 1))
  }
  reader.at++
  return { kind: 'array', items }
}

/** A key that stands twice would be read differently by different programs. */
const readDict = (reader: Reader, depth: number): PdfDict => {
  const start = reader.at
  reader.at += 2
  const entries = new Map<string, PdfValue>()
  for (;;) {
    skipSpace(reader)
    if (reader.bytes[reader.at] === 0x3e && reader.bytes[reader.at + 1] === 0x3e) break
    if (reader.bytes[reader.at] !== 0x2f) throw damaged()
    const key = readName(reader)
    const name = key.kind === 'name' ? key.name : ''
    if (entries.has(name)) throw new RefusedFile('readers-disagree', [name])
    entries.set(name, readValue(reader, depth + 1))
  }
  reader.at += 2
  return { kind: 'dict', entries, start }
}

/** A number, or the two numbers and the R of a reference. */
const readNumberOrRef = (reader: Reader, word: string): PdfValue => {
  const number = wholeNumber(word)
  if (number === null) {
    if (!/^[+-]?(\d{1,15}\.?\d{0,15}|\.\d{1,15})$/.test(word)) throw damaged()
    return { kind: 'number', value: Number(word) }
  }
  const back = reader.at
  const generation = takeNumber(reader)
  if (generation !== null && takeWord(reader, 'R')) return { kind: 'ref', number, generation }
  reader.at = back
  return { kind: 'number', value: number }
}

const readKeyword = (reader: Reader): PdfValue => {
  const word = readWord(reader)
  if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' }
  if (word === 'null') return nothing
  return readNumberOrRef(reader, word)
}

/** The next value. A stream is only its dictionary here. */
export const readValue = (reader: Reader, depth = 0): PdfValue => {
  skipSpace(reader)
  if (depth > deepest || --reader.left < 0) throw new RefusedFile('limits-exceeded')
  const { bytes, at } = reader
  switch (bytes[at]) {
    case undefined:
      throw damaged()
    case 0x2f:
      return readName(reader)
    case 0x28:
      return readLiteral(reader)
    case 0x5b:
      return readArray(reader, depth)
    case 0x3c:
      return bytes[at + 1] === 0x3c ? readDict(reader, depth) : readHex(reader)
    default:
      return readKeyword(reader)
  }
}
