import { RefusedFile } from '../refused-file.ts'
import { damaged, type Reader, readerAt, readValue, skipSpace, takeNumber, takeWord } from './parser.ts'
import { type Room, streamData } from './stream-data.ts'
import { entry, type PdfDict, type PdfStream } from './values.ts'

/** Where an object is: at an offset, or packed into a stream as its n-th. */
export type Place =
  | { readonly kind: 'at'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'packed'; readonly stream: number; readonly index: number }
  | { readonly kind: 'free' }

export type ObjectsList = { readonly places: ReadonlyMap<number, Place>; readonly trailer: PdfDict }

/** Updates of one file. Each has a list of its own. */
const mostLists = 2_000
const mostObjects = 1_000_000

const numberOf = (dict: PdfDict, name: string): number | null => {
  const value = entry(dict, name)
  return value.kind === 'number' && Number.isSafeInteger(value.value) && value.value >= 0 ? value.value : null
}

/** Where the newest list is (7.5.5). Nothing but white space may follow the mark of the end. */
export const newestList = (bytes: Uint8Array): number => {
  const tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - 1100))).toString('latin1')
  const match = /startxref\s{1,4}(\d{1,10})\s{1,4}%%EOF[\s\0]{0,1000}$/.exec(tail)
  if (match === null) throw damaged()
  return Number(match[1])
}

type Section = { readonly trailer: PdfDict; readonly places: readonly (readonly [number, Place])[] }

const row = /^(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)$/

const readTable = (reader: Reader): Section => {
  const places: (readonly [number, Place])[] = []
  for (let first = takeNumber(reader); first !== null; first = takeNumber(reader)) {
    const count = takeNumber(reader)
    skipSpace(reader)
    if (count === null || places.length + count > mostObjects) throw damaged()
    for (let i = 0; i < count; i++) {
      const line = Buffer.from(reader.bytes.subarray(reader.at, reader.at + 20)).toString('latin1')
      const match = row.exec(line)
      if (match === null) throw damaged()
      const [, offset, generation, use] = match
      const at = { kind: 'at', offset: Number(offset), generation: Number(generation) } as const
      places.push([first + i, use === 'n' ? at : { kind: 'free' }])
      reader.at += 20
    }
  }
  if (!takeWord(reader, 'trailer')) throw damaged()
  const trailer = readValue(reader)
  if (trailer.kind !== 'dict') throw damaged()
  return { trailer, places }
}

const bigEndian = (data: Uint8Array, at: number, width: number): number =>
  data.subarray(at, at + width).reduce((sum, byte) => sum * 256 + byte, 0)

const numbersOf = (dict: PdfDict, name: string): readonly number[] | null => {
  const value = entry(dict, name)
  if (value.kind !== 'array') return null
  return value.items.map((item) => {
    if (item.kind !== 'number' || !Number.isSafeInteger(item.value) || item.value < 0) throw damaged()
    return item.value
  })
}

const placeOf = (kind: number, second: number, third: number): Place => {
  if (kind === 1) return { kind: 'at', offset: second, generation: third }
  return kind === 2 ? { kind: 'packed', stream: second, index: third } : { kind: 'free' }
}

/** A list that is itself a stream (7.5.8). */
const readListStream = (stream: PdfStream, room: Room): Section => {
  const { dict } = stream
  const widths = numbersOf(dict, 'W') ?? []
  const [a = 0, b = 0, c = 0] = widths
  const size = numberOf(dict, 'Size') ?? 0
  if (widths.length !== 3 || Math.max(a, b, c) > 6 || a + b + c === 0) throw damaged()
  const data = streamData(stream, room)
  const index = numbersOf(dict, 'Index') ?? [0, size]
  const places: (readonly [number, Place])[] = []
  let at = 0
  for (let i = 0; i + 1 < index.length; i += 2) {
    const [first = 0, count = 0] = [index[i], index[i + 1]]
    if (at + count * (a + b + c) > data.length || places.length + count > mostObjects) throw damaged()
    for (let n = 0; n < count; n++, at += a + b + c) {
      const kind = a === 0 ? 1 : bigEndian(data, at, a)
      places.push([first + n, placeOf(kind, bigEndian(data, at + a, b), bigEndian(data, at + a + b, c))])
    }
  }
  return { trailer: dict, places }
}

export type StreamAt = (offset: number) => PdfStream

const readSection = (bytes: Uint8Array, offset: number, room: Room, streamAt: StreamAt): Section => {
  if (offset >= bytes.length) throw damaged()
  const reader = readerAt(bytes, offset)
  if (takeWord(reader, 'xref')) return readTable(reader)
  const stream = streamAt(offset)
  const type = entry(stream.dict, 'Type')
  if (type.kind !== 'name' || type.name !== 'XRef') throw damaged()
  return readListStream(stream, room)
}

/** Lists from the newest to the oldest; the first that names an object counts. */
export const readObjectsList = (bytes: Uint8Array, room: Room, streamAt: StreamAt): ObjectsList => {
  const places = new Map<number, Place>()
  const seen = new Set<number>()
  let trailer: PdfDict | null = null
  const take = (offset: number): PdfDict => {
    if (seen.has(offset)) throw damaged()
    seen.add(offset)
    if (seen.size > mostLists) throw new RefusedFile('limits-exceeded')
    const section = readSection(bytes, offset, room, streamAt)
    for (const [number, place] of section.places) if (!places.has(number)) places.set(number, place)
    if (places.size > mostObjects) throw new RefusedFile('limits-exceeded')
    return section.trailer
  }
  for (let next: number | null = newestList(bytes); next !== null; ) {
    const section: PdfDict = take(next)
    trailer ??= section
    // A table for old readers may be joined by a stream for new ones (7.5.8.4).
    const beside = numberOf(section, 'XRefStm')
    if (beside !== null) take(beside)
    next = numberOf(section, 'Prev')
  }
  if (trailer === null) throw damaged()
  return { places, trailer }
}
