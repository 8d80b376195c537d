import { deflateSync, inflateSync } from 'node:zlib'

// As much of PNG (ISO/IEC 15948) as a seal needs: 8 bits, RGB or RGBA, not interlaced. A library for it would be many
// times larger than this file.

export type Raster = { readonly width: number; readonly height: number; readonly rgba: Uint8Array }

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

export class BadPng extends Error {}

type Chunk = { readonly type: string; readonly data: Uint8Array }

function* chunksOf(bytes: Uint8Array): Generator<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    if (length > bytes.length - at - 12) throw new BadPng('a chunk ends too late')
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    yield { type, data: bytes.subarray(at + 8, at + 8 + length) }
    at += 12 + length
  }
}

/** Reads a picture whose sides are between `least` and `most` pixels. Throws BadPng for anything else. */
export function readPng(bytes: Uint8Array, least: number, most: number): Raster {
  if (!SIGNATURE.every((byte, at) => bytes[at] === byte)) throw new BadPng('no PNG')
  const chunks = [...chunksOf(bytes)]
  const header = chunks[0]
  if (header?.type !== 'IHDR' || header.data.length !== 13) throw new BadPng('no header')
  const view = new DataView(header.data.buffer, header.data.byteOffset, 13)
  const [width, height] = [view.getUint32(0), view.getUint32(4)]
  const [depth, colour, compression, filter, interlace] = header.data.subarray(8)
  if (Math.min(width, height) < least || Math.max(width, height) > most) throw new BadPng('wrong size')
  if (depth !== 8 || (colour !== 2 && colour !== 6)) throw new BadPng('wrong colours')
  if (compression !== 0 || filter !== 0 || interlace !== 0) throw new BadPng('wrong form')
  const channels = colour === 6 ? 4 : 3
  const expected = height * (1 + width * channels)
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))
  const lines = inflated(packed, expected)
  return { width, height, rgba: unfiltered(lines, width, height, channels) }
}

function inflated(packed: Uint8Array, expected: number): Uint8Array {
  try {
    const bytes = inflateSync(packed, { maxOutputLength: expected })
    if (bytes.length === expected) return bytes
  } catch {}
  throw new BadPng('wrong content')
}

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)]
  if (pa <= pb && pa <= pc) return a
  return pb <= pc ? b : c
}

function predicted(filter: number, a: number, b: number, c: number): number {
  if (filter === 0) return 0
  if (filter === 1) return a
  if (filter === 2) return b
  if (filter === 3) return (a + b) >> 1
  if (filter === 4) return paeth(a, b, c)
  throw new BadPng('unknown filter')
}

function unfiltered(lines: Uint8Array, width: number, height: number, channels: number): Uint8Array {
  const stride = width * channels
  const plain = new Uint8Array(height * stride)
  const at = (row: number, column: number) =>
    row < 0 || column < 0 ? 0 : (plain[row * stride + column] ?? 0)
  for (let row = 0; row < height; row++) {
    const start = row * (stride + 1)
    const filter = lines[start] ?? 0
    for (let column = 0; column < stride; column++) {
      const before = column - channels
      const guess = predicted(
        filter,
        at(row, before),
        at(row - 1, column),
        before < 0 ? 0 : at(row - 1, before),
      )
      plain[row * stride + column] = (lines[start + 1 + column] ?? 0) + guess
    }
  }
  return channels === 4 ? plain : withAlpha(plain)
}

function withAlpha(rgb: Uint8Array): Uint8Array {
  const rgba = new Uint8Array((rgb.length / 3) * 4).fill(255)
  for (let pixel = 0; pixel < rgb.length / 3; pixel++)
    rgba.set(rgb.subarray(pixel * 3, pixel * 3 + 3), pixel * 4)
  return rgba
}

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (CRC[(value ^ byte) & 255] ?? 0) ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const bytes = Buffer.alloc(body.length + 8)
  bytes.writeUInt32BE(data.length)
  bytes.set(body, 4)
  bytes.writeUInt32BE(crc(body), body.length + 4)
  return bytes
}

/** A picture of these pixels and nothing else: no text, no time, no program. */
export function writePng({ width, height, rgba }: Raster): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const stride = width * 4
  const lines = Buffer.alloc(height * (stride + 1))
  for (let row = 0; row < height; row++)
    lines.set(rgba.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1)
  const parts = [
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ]
  return new Uint8Array(Buffer.concat(parts))
}
