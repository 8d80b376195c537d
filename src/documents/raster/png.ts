import { inflateSync } from 'node:zlib'
import { checkedSize, type Raster, rasterOf, UnfitPicture } from './raster.ts'

// PNG (ISO/IEC 15948) in all its kinds of colour, depths and both orders of rows.

type Header = {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly colour: number
  readonly interlaced: boolean
}

const samplesOf: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
])
const depthsOf: ReadonlyMap<number, readonly number[]> = new Map([
  [0, [1, 2, 4, 8, 16]],
  [2, [8, 16]],
  [3, [1, 2, 4, 8]],
  [4, [8, 16]],
  [6, [8, 16]],
])

type Chunks = {
  readonly header: Header
  readonly data: Uint8Array
  readonly palette: Buffer
  readonly clear: Buffer
}

const headerIn = (chunk: Buffer): Header => {
  if (chunk.length !== 13) throw new UnfitPicture()
  const [width, height] = [chunk.readUInt32BE(0), chunk.readUInt32BE(4)]
  const [depth = 0, colour = 0, compression, filter, interlace = 0] = chunk.subarray(8)
  checkedSize(width, height)
  const known = depthsOf.get(colour)?.includes(depth) === true && interlace <= 1
  if (!known || compression !== 0 || filter !== 0) throw new UnfitPicture()
  return { width, height, depth, colour, interlaced: interlace === 1 }
}

const chunksIn = (bytes: Buffer): Chunks => {
  const found = new Map<string, Buffer[]>()
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (at + 12 + length > bytes.length) throw new UnfitPicture()
    const known = found.get(type) ?? []
    known.push(bytes.subarray(at + 8, at + 8 + length))
    found.set(type, known)
    at += 12 + length
  }
  const only = (type: string) => found.get(type)?.[0] ?? Buffer.alloc(0)
  const header = headerIn(only('IHDR'))
  return { header, data: Buffer.concat(found.get('IDAT') ?? []), palette: only('PLTE'), clear: only('tRNS') }
}

/** Where the pixels of each pass stand: first column and row, and the steps between them (8.2). */
type Pass = readonly [left: number, top: number, across: number, down: number]

const single: readonly Pass[] = [[0, 0, 1, 1]]
const adam7: readonly Pass[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
]

const paeth = (left: number, above: number, corner: number): number => {
  const guess = left + above - corner
  const [toLeft, toAbove, toCorner] = [
    Math.abs(guess - left),
    Math.abs(guess - above),
    Math.abs(guess - corner),
  ]
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}

const predicted = (filter: number, left: number, above: number, corner: number): number => {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return above
  if (filter === 3) return (left + above) >> 1
  if (filter === 4) return paeth(left, above, corner)
  throw new UnfitPicture()
}

/** One row without its filter, in place (9.2). */
const unfilter = (row: Uint8Array, before: Uint8Array, filter: number, step: number): void => {
  for (let at = 0; at < row.length; at++) {
    const [left, corner] = at < step ? [0, 0] : [row[at - step] ?? 0, before[at - step] ?? 0]
    row[at] = (row[at] ?? 0) + predicted(filter, left, before[at] ?? 0, corner)
  }
}

/** The sample of this number in a row, as it is written. */
const sampleIn = (row: Uint8Array, index: number, depth: number): number => {
  if (depth === 8) return row[index] ?? 0
  if (depth === 16) return ((row[2 * index] ?? 0) << 8) | (row[2 * index + 1] ?? 0)
  const bit = index * depth
  return ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)
}

type Pixel = readonly [red: number, green: number, blue: number, alpha: number]

const pixelReader = ({ header, palette, clear }: Chunks): ((row: Uint8Array, column: number) => Pixel) => {
  const { depth, colour } = header
  const count = samplesOf.get(colour) ?? 1
  const scaled = (value: number) => Math.round((value * 255) / (2 ** depth - 1))
  const clearSample = (part: number) => (clear.length >= 2 * part + 2 ? clear.readUInt16BE(2 * part) : -1)
  return (row, column) => {
    const sample = (part: number) => sampleIn(row, column * count + part, depth)
    const first = sample(0)
    if (colour === 3) {
      const [red = 0, green = 0, blue = 0] = palette.subarray(3 * first)
      return [red, green, blue, clear[first] ?? 255]
    }
    const grey = scaled(first)
    if (colour === 0) return [grey, grey, grey, first === clearSample(0) ? 0 : 255]
    if (colour === 4) return [grey, grey, grey, scaled(sample(1))]
    const isClear = colour === 2 && [0, 1, 2].every((part) => sample(part) === clearSample(part))
    return [grey, scaled(sample(1)), scaled(sample(2)), colour === 6 ? scaled(sample(3)) : isClear ? 0 : 255]
  }
}

const sizeIn = (pass: Pass, { width, height }: Header): readonly [columns: number, rows: number] => {
  const [left, top, across, down] = pass
  return [Math.ceil((width - left) / across), Math.ceil((height - top) / down)]
}

const inflated = (packed: Uint8Array, expected: number): Uint8Array => {
  try {
    const data = inflateSync(packed, { maxOutputLength: expected })
    if (data.length === expected) return data
  } catch {}
  throw new UnfitPicture()
}

export const readPng = (bytes: Buffer): Raster => {
  const chunks = chunksIn(bytes)
  const { header } = chunks
  const bits = header.depth * (samplesOf.get(header.colour) ?? 1)
  const passes = (header.interlaced ? adam7 : single)
    .map((pass) => ({ pass, size: sizeIn(pass, header) }))
    .filter(({ size: [columns, rows] }) => columns > 0 && rows > 0)
  const lengthOf = (columns: number) => Math.ceil((columns * bits) / 8)
  const expected = passes.reduce((sum, { size: [columns, rows] }) => sum + rows * (1 + lengthOf(columns)), 0)
  const data = inflated(chunks.data, expected)
  const pixelAt = pixelReader(chunks)
  const rgba = new Uint8Array(header.width * header.height * 4)
  let at = 0
  for (const { pass, size } of passes) {
    const [left, top, across, down] = pass
    const [columns, rows] = size
    let before: Uint8Array = new Uint8Array(lengthOf(columns))
    for (let y = 0; y < rows; y++) {
      const row = data.subarray(at + 1, at + 1 + before.length)
      unfilter(row, before, data[at] ?? 0, Math.max(1, bits >> 3))
      for (let x = 0; x < columns; x++)
        rgba.set(pixelAt(row, x), ((top + y * down) * header.width + left + x * across) * 4)
      before = row
      at += 1 + row.length
    }
  }
  return rasterOf(header.width, header.height, rgba)
}
