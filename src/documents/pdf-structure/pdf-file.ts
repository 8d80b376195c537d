import { RefusedFile } from '../refused-file.ts'
import { type Place, readObjectsList } from './objects-list.ts'
import { damaged, readerAt, readValue, skipSpace, takeNumber, takeWord } from './parser.ts'
import { roomForStreams, streamData } from './stream-data.ts'
import {
  entry,
  nothing,
  type PdfArray,
  type PdfDict,
  type PdfRef,
  type PdfStream,
  type PdfValue,
} from './values.ts'

/** A PDF as its last list of objects describes it. Objects are read when they are asked for. */
export type PdfFile = {
  readonly bytes: Uint8Array
  readonly trailer: PdfDict
  readonly catalog: PdfDict
  /** The object that a reference means, or the value itself. What is not there is null (7.3.10). */
  readonly resolve: (value: PdfValue) => PdfValue
  readonly dict: (value: PdfValue) => PdfDict | null
  readonly array: (value: PdfValue) => PdfArray | null
  readonly place: (ref: PdfRef) => Place | null
  /** The highest number of an object in the lists. */
  readonly highest: number
}

type Numbered = { readonly number: number; readonly generation: number; readonly value: PdfValue }

const longestChain = 32

/** Where a stream ends: by its length or, where writers count wrong, at the word that ends it. */
const streamEnd = (bytes: Uint8Array, from: number, length: number): number => {
  const to = from + length
  if (to <= bytes.length && takeWord(readerAt(bytes, to), 'endstream')) return to
  const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf('endstream', from)
  if (found < 0) throw damaged()
  return found
}

/** The object at an offset (7.3.10). `lengthOf` finds the length of a stream. */
const objectAt = (bytes: Uint8Array, offset: number, lengthOf: (value: PdfValue) => number): Numbered => {
  if (offset >= bytes.length) throw damaged()
  const reader = readerAt(bytes, offset)
  const [number, generation] = [takeNumber(reader), takeNumber(reader)]
  if (number === null || generation === null || !takeWord(reader, 'obj')) throw damaged()
  const value = readValue(reader)
  if (value.kind !== 'dict' || !takeWord(reader, 'stream')) {
    skipSpace(reader)
    if (!takeWord(reader, 'endobj')) throw damaged()
    return { number, generation, value }
  }
  if (bytes[reader.at] === 0x0d) reader.at++
  if (bytes[reader.at] === 0x0a) reader.at++
  const from = reader.at
  const to = streamEnd(bytes, from, lengthOf(entry(value, 'Length')))
  return { number, generation, value: { kind: 'stream', dict: value, data: bytes.subarray(from, to) } }
}

const asLength = (value: PdfValue): number => {
  if (value.kind !== 'number' || !Number.isSafeInteger(value.value) || value.value < 0) throw damaged()
  return value.value
}

const mostPacked = 100_000

/** The values in a stream of packed objects, with their numbers (7.5.7). */
const unpackedFrom = (stream: PdfStream, data: Uint8Array): readonly (readonly [number, PdfValue])[] => {
  const [count, first] = ['N', 'First'].map((name) => asLength(entry(stream.dict, name)))
  if ((count ?? 0) > mostPacked) throw new RefusedFile('limits-exceeded')
  const reader = readerAt(data, 0)
  const heads = Array.from({ length: count ?? 0 }, () => {
    const [number, offset] = [takeNumber(reader), takeNumber(reader)]
    if (number === null || offset === null) throw damaged()
    return [number, (first ?? 0) + offset] as const
  })
  return heads.map(([number, offset]) => {
    reader.at = offset
    return [number, readValue(reader)] as const
  })
}

/** Opens a file, strictly: it does not search for objects that the lists do not name. */
export const openPdf = (bytes: Uint8Array): PdfFile => {
  const room = roomForStreams()
  const known = new Map<string, PdfValue>()
  const unpacked = new Map<number, readonly (readonly [number, PdfValue])[]>()
  const open = new Set<string>()
  /** What needs itself to be read, such as a stream whose length is in itself, cannot be read. */
  const once = <T>(key: string, work: () => T): T => {
    if (open.has(key) || open.size > longestChain) throw damaged()
    open.add(key)
    const done = work()
    open.delete(key)
    return done
  }
  const direct = (value: PdfValue) => (value.kind === 'ref' ? resolve(value) : value)
  const { places, trailer } = readObjectsList(bytes, room, (offset) => {
    const { value } = objectAt(bytes, offset, asLength)
    if (value.kind !== 'stream') throw damaged()
    return value
  })
  const packed = (number: number, stream: number, index: number): PdfValue => {
    const holder = places.get(stream)
    if (holder?.kind !== 'at') throw damaged()
    const before = unpacked.get(stream)
    const found = before ?? once(`packed ${stream}`, () => read(holder.offset, stream))
    unpacked.set(stream, found)
    const [has, value] = found[index] ?? [-1, nothing]
    if (has !== number) throw damaged()
    return value
  }
  const read = (offset: number, number: number) => {
    const object = objectAt(bytes, offset, (value) => asLength(direct(value)))
    if (object.number !== number || object.value.kind !== 'stream') throw damaged()
    return unpackedFrom(object.value, streamData(object.value, room))
  }
  const looked = ({ number, generation }: PdfRef): PdfValue => {
    const place = places.get(number)
    if (place === undefined || place.kind === 'free') return nothing
    if (place.kind === 'packed') return generation === 0 ? packed(number, place.stream, place.index) : nothing
    if (place.generation !== generation) return nothing
    const object = objectAt(bytes, place.offset, (value) => asLength(direct(value)))
    if (object.number !== number || object.generation !== generation) throw damaged()
    return object.value
  }
  const resolve = (given: PdfValue): PdfValue => {
    let value = given
    for (let left = longestChain; value.kind === 'ref'; left--) {
      if (left === 0) throw damaged()
      const key = `${value.number} ${value.generation}`
      const ref: PdfRef = value
      const found: PdfValue = known.get(key) ?? once(key, () => looked(ref))
      known.set(key, found)
      value = found
    }
    return value
  }
  const dict = (value: PdfValue) => {
    const found = resolve(value)
    return found.kind === 'dict' ? found : null
  }
  const array = (value: PdfValue) => {
    const found = resolve(value)
    return found.kind === 'array' ? found : null
  }
  const catalog = dict(entry(trailer, 'Root'))
  if (catalog === null) throw damaged()
  let highest = 0
  for (const number of places.keys()) highest = Math.max(highest, number)
  const place = ({ number }: PdfRef) => places.get(number) ?? null
  return { bytes, trailer, catalog, resolve, dict, array, place, highest }
}
