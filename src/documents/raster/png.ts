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

/** One row without its filter, in place (9.2). A picture has millions of bytes, so the kind is asked once a row. */
const unfilter = (row: Uint8Array, before: Uint8Array, filter: number, step: number): void => {
  const left = (at: number) => (at < step ? 0 : (row[at - step] ?? 0))
  const above = (at: number) => before[at] ?? 0
  const corner = (at: number) => (at < step ? 0 : (before[at - step] ?? 0))
  const add = (guess: (at: number) => number) => {
    for (let at = 0; at < row.length; at++) row[at] = (row[at] ?? 0) + guess(at)
  }
  if (filter === 0) return
  if (filter === 1) add(left)
  else if (filter === 2) add(above)
  else if (filter === 3) add((at) => (left(at) + above(at)) >> 1)
  else if (filter === 4) add((at) => paeth(left(at), above(at), corner(at)))
  else throw new UnfitPicture()
}

/** The sample of this number in a row, as it is written. */
const sampleIn = (row: Uint8Array, index: number, depth: number): number => {
  if (depth === 8) return row[index] ?? 0
  if (depth === 16) return ((row[2 * index] ?? 0) << 8) | (row[2 * index + 1] ?? 0)
  const bit = index * depth
  return ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)
}

/** Puts a pixel of a row into the picture, which has four bytes for each. */
type Painter = (row: Uint8Array, column: number, out: Uint8Array, at: number) => void

const put = (out: Uint8Array, at: number, red: number, green: number, blue: number, alpha: number): void => {
  out[at] = red
  out[at + 1] = green
  out[at + 2] = blue
  out[at + 3] = alpha
}

const fromPalette =
  ({ header: { depth }, palette, clear }: Chunks): Painter =>
  (row, column, out, at) => {
    const index = sampleIn(row, column, depth)
    const [red, green, blue] = [palette[3 * index], palette[3 * index + 1], palette[3 * index + 2]]
    put(out, at, red ?? 0, green ?? 0, blue ?? 0, clear[index] ?? 255)
  }

const fromGrey = ({ header: { depth, colour }, clear }: Chunks): Painter => {
  const full = 2 ** depth - 1
  const unseen = clear.length >= 2 ? clear.readUInt16BE(0) : -1
  const count = colour === 4 ? 2 : 1
  return (row, column, out, at) => {
    const value = sampleIn(row, column * count, depth)
    const grey = Math.round((value * 255) / full)
    const alpha = colour === 4 ? sampleIn(row, column * 2 + 1, depth) : value === unseen ? 0 : full
    put(out, at, grey, grey, grey, Math.round((alpha * 255) / full))
  }
}

const fromColours = ({ header: { depth, colour }, clear }: Chunks): Painter => {
  const full = 2 ** depth - 1
  const scaled = (value: number) => Math.round((value * 255) / full)
  const count = colour === 6 ? 4 : 3
  const hides = colour === 2 && clear.length >= 6
  const [r, g, b] = hides ? [0, 2, 4].map((place) => clear.readUInt16BE(place)) : []
  return (row, column, out, at) => {
    const first = column * count
    const red = sampleIn(row, first, depth)
    const green = sampleIn(row, first + 1, depth)
    const blue = sampleIn(row, first + 2, depth)
    const isUnseen = hides && red === r && green === g && blue === b
    const alpha = colour === 6 ? sampleIn(row, first + 3, depth) : isUnseen ? 0 : full
    put(out, at, scaled(red), scaled(green), scaled(blue), scaled(alpha))
  }
}

const painterFor = (chunks: Chunks): Painter => {
  const { colour } = chunks.header
  if (colour === 3) return fromPalette(chunks)
  return colour === 0 || colour === 4 ? fromGrey(chunks) : fromColours(chunks)
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

/** Reads one pass into the picture and says how many bytes of the data it took. */
const readPass = (pass: Pass, data: Uint8Array, chunks: Chunks, out: Uint8Array): number => {
  const { header } = chunks
  const bits = header.depth * (samplesOf.get(header.colour) ?? 1)
  const [left, top, across, down] = pass
  const [columns, rows] = sizeIn(pass, header)
  if (columns <= 0 || rows <= 0) return 0
  const paint = painterFor(chunks)
  const length = Math.ceil((columns * bits) / 8)
  let before: Uint8Array = new Uint8Array(length)
  for (let y = 0; y < rows; y++) {
    const at = y * (length + 1)
    const row = data.subarray(at + 1, at + 1 + length)
    unfilter(row, before, data[at] ?? 0, Math.max(1, bits >> 3))
    const start = (top + y * down) * header.width + left
    for (let x = 0; x < columns; x++) paint(row, x, out, (start + x * across) * 4)
    before = row
  }
  return rows * (length + 1)
}

const lengthOf = (pass: Pass, header: Header): number => {
  const bits = header.depth * (samplesOf.get(header.colour) ?? 1)
  const [columns, rows] = sizeIn(pass, header)
  return columns <= 0 || rows <= 0 ? 0 : rows * (1 + Math.ceil((columns * bits) / 8))
}

export const readPng = (bytes: Buffer): Raster => {
  const chunks = chunksIn(bytes)
  const { header } = chunks
  const passes = header.interlaced ? adam7 : single
  const data = inflated(
    chunks.data,
    passes.reduce((sum, pass) => sum + lengthOf(pass, header), 0),
  )
  const out = new Uint8Array(header.width * header.height * 4)
  let at = 0
  for (const pass of passes) at += readPass(pass, data.subarray(at), chunks, out)
  return rasterOf(header.width, header.height, out)
}
