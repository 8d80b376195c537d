import { checkedSize, type Raster, rasterOf, UnfitPicture } from './raster.ts'

// The first picture of a GIF (GIF89a specification); what moves is no seal.

type Cursor = { readonly bytes: Buffer; at: number }

const byte = (cursor: Cursor): number => {
  const value = cursor.bytes[cursor.at++]
  if (value === undefined) throw new UnfitPicture()
  return value
}
const short = (cursor: Cursor): number => byte(cursor) | (byte(cursor) << 8)

const colours = (cursor: Cursor, flags: number): Buffer => {
  const length = (flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1)
  const table = cursor.bytes.subarray(cursor.at, cursor.at + length)
  cursor.at += length
  return table
}

const blocks = (cursor: Cursor): Buffer => {
  const found: Buffer[] = []
  for (let length = byte(cursor); length > 0; length = byte(cursor)) {
    found.push(cursor.bytes.subarray(cursor.at, cursor.at + length))
    cursor.at += length
  }
  return Buffer.concat(found)
}

const mostCodes = 4096

/** LZW with codes that grow, the lowest bit first (appendix F). */
const unpacked = (data: Buffer, least: number, expected: number): Uint8Array => {
  if (least < 2 || least > 8) throw new UnfitPicture()
  const [clear, end] = [1 << least, (1 << least) + 1]
  const out = new Uint8Array(expected)
  const [prefix, suffix, length] = [
    new Uint16Array(mostCodes),
    new Uint8Array(mostCodes),
    new Uint16Array(mostCodes),
  ]
  for (let code = 0; code < clear; code++) {
    suffix[code] = code
    length[code] = 1
  }
  let [bits, held, size, next, before, at] = [0, 0, least + 1, end + 1, -1, 0]
  const first = (code: number): number => {
    let root = code
    while (root > end) root = prefix[root] ?? 0
    return root
  }
  for (const value of data) {
    held |= value << bits
    for (bits += 8; bits >= size; ) {
      const code = held & ((1 << size) - 1)
      held >>>= size
      bits -= size
      if (code === end) return out
      if (code === clear) {
        ;[size, next, before] = [least + 1, end + 1, -1]
        continue
      }
      if (code > next || (code === next && (before < 0 || next >= mostCodes))) throw new UnfitPicture()
      if (before >= 0 && next < mostCodes) {
        prefix[next] = before
        suffix[next] = first(code === next ? before : code)
        length[next] = (length[before] ?? 0) + 1
        next++
        if (next === 1 << size && size < 12) size++
      }
      const count = length[code] ?? 0
      for (let [left, from] = [count - 1, code]; left >= 0; left--) {
        if (at + left < expected) out[at + left] = suffix[from] ?? 0
        from = prefix[from] ?? 0
      }
      at += count
      if (at > expected) throw new UnfitPicture()
      before = code
    }
  }
  return out
}

type Frame = { readonly width: number; readonly height: number; readonly flags: number }

/** The row on which the n-th row of data is shown. */
const rowsOf = ({ height, flags }: Frame): readonly number[] => {
  const all = Array.from({ length: height }, (_, row) => row)
  if ((flags & 0x40) === 0) return all
  const passes = [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ] as const
  return passes.flatMap(([from, step]) => all.filter((row) => row >= from && (row - from) % step === 0))
}

const pictureAt = (cursor: Cursor, common: Buffer, hidden: number): Raster => {
  cursor.at += 4
  const [width, height] = [short(cursor), short(cursor)]
  checkedSize(width, height)
  const frame = { width, height, flags: byte(cursor) }
  const own = colours(cursor, frame.flags)
  const table = own.length > 0 ? own : common
  const least = byte(cursor)
  const indexes = unpacked(blocks(cursor), least, width * height)
  const rgba = new Uint8Array(width * height * 4)
  for (const [i, row] of rowsOf(frame).entries())
    for (let x = 0; x < width; x++) {
      const index = indexes[i * width + x] ?? 0
      const [red = 0, green = 0, blue = 0] = table.subarray(3 * index)
      rgba.set([red, green, blue, index === hidden ? 0 : 255], (row * width + x) * 4)
    }
  return rasterOf(width, height, rgba)
}

export const readGif = (bytes: Buffer): Raster => {
  const cursor: Cursor = { bytes, at: 10 }
  const flags = byte(cursor)
  cursor.at += 2
  const common = colours(cursor, flags)
  let hidden = -1
  for (;;) {
    const kind = byte(cursor)
    if (kind === 0x2c) return pictureAt(cursor, common, hidden)
    if (kind !== 0x21) throw new UnfitPicture()
    const isControl = byte(cursor) === 0xf9
    const data = blocks(cursor)
    if (isControl) hidden = ((data[0] ?? 0) & 1) === 1 ? (data[3] ?? 0) : -1
  }
}
