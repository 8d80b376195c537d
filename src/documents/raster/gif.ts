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

const whole = (out: Uint8Array, found: number): Uint8Array => {
  if (found < out.length) throw new UnfitPicture()
  return out
}

/** The runs that codes stand for: each is another run and one value more. The first codes are the values. */
const dictionaryOf = (values: number) => {
  const prefix = new Uint16Array(mostCodes)
  const suffix = new Uint8Array(mostCodes)
  const length = new Uint16Array(mostCodes)
  // Two codes behind the values are marks.
  const start = values + 2
  let next = start
  for (let code = 0; code < values; code++) {
    suffix[code] = code
    length[code] = 1
  }
  const firstOf = (code: number): number => {
    let root = code
    while (root >= start) root = prefix[root] ?? 0
    return root
  }
  return {
    next: () => next,
    clear: () => {
      next = start
    },
    /** The run of `before` and the first value of the run that follows it, which may be this one. */
    add: (before: number, code: number): void => {
      if (next === mostCodes) return
      prefix[next] = before
      suffix[next] = firstOf(code === next ? before : code)
      length[next] = (length[before] ?? 0) + 1
      next++
    },
    /** Writes the run of a code, from its end, and says how long it is. */
    write: (code: number, out: Uint8Array, at: number): number => {
      const count = length[code] ?? 0
      if (at + count > out.length) throw new UnfitPicture()
      let run = code
      for (let left = count - 1; left >= 0; left--) {
        out[at + left] = suffix[run] ?? 0
        run = prefix[run] ?? 0
      }
      return count
    },
  }
}

/** Codes of a width that grows, the lowest bit first; null at the end of the data. */
const codesIn = (data: Buffer): ((width: number) => number | null) => {
  let [held, bits, at] = [0, 0, 0]
  return (width) => {
    for (; bits < width; bits += 8) {
      const value = data[at++]
      if (value === undefined) return null
      held |= value << bits
    }
    const code = held & ((1 << width) - 1)
    held >>>= width
    bits -= width
    return code
  }
}

/** LZW (appendix F). */
const unpacked = (data: Buffer, least: number, expected: number): Uint8Array => {
  if (least < 2 || least > 8) throw new UnfitPicture()
  const clear = 1 << least
  const [runs, nextCode] = [dictionaryOf(clear), codesIn(data)]
  const out = new Uint8Array(expected)
  let [width, before, at] = [least + 1, -1, 0]
  for (let code = nextCode(width); code !== null && code !== clear + 1; code = nextCode(width)) {
    if (code === clear) {
      runs.clear()
      ;[width, before] = [least + 1, -1]
      continue
    }
    const next = runs.next()
    if (code > next || (code === next && (before < 0 || next === mostCodes))) throw new UnfitPicture()
    if (before >= 0) runs.add(before, code)
    if (runs.next() === 1 << width && width < 12) width++
    at += runs.write(code, out, at)
    before = code
  }
  return whole(out, at)
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
