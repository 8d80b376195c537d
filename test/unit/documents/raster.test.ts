import { crc32, deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readBmp } from '../../../src/documents/raster/bmp.ts'
import { readGif } from '../../../src/documents/raster/gif.ts'
import { readPng } from '../../../src/documents/raster/png.ts'
import { UnfitPicture } from '../../../src/documents/raster/raster.ts'
import { below, randomFrom } from '../../random.ts'

type Pixel = readonly [red: number, green: number, blue: number, alpha: number]

const random = randomFrom(20261127)
const [width, height] = [21, 13]

const pixelsOf = ({ rgb, alpha }: ReturnType<typeof readPng>): readonly Pixel[] =>
  Array.from({ length: rgb.length / 3 }, (_, i) => [
    rgb[3 * i] ?? -1,
    rgb[3 * i + 1] ?? -1,
    rgb[3 * i + 2] ?? -1,
    alpha?.[i] ?? 255,
  ])

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

const header = (depth: number, colour: number, interlaced: boolean): Buffer => {
  const bytes = Buffer.alloc(13)
  bytes.writeUInt32BE(width, 0)
  bytes.writeUInt32BE(height, 4)
  bytes.set([depth, colour, 0, 0, interlaced ? 1 : 0], 8)
  return chunk('IHDR', bytes)
}

/** Samples packed into bytes, the highest bit first. */
const packed = (samples: readonly number[], depth: number): Buffer => {
  const bits = samples.map((sample) => sample.toString(2).padStart(depth, '0')).join('')
  return Buffer.from(
    (bits.padEnd(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? []).map((byte) =>
      Number.parseInt(byte, 2),
    ),
  )
}

const paeth = (a: number, b: number, c: number): number => {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)]
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c
}

/** Rows with each of the five filters in turn. */
const filtered = (rows: readonly Buffer[], step: number): Buffer =>
  Buffer.concat(
    rows.map((row, y) => {
      const kind = y % 5
      const above = rows[y - 1]
      const bytes = [...row].map((value, x) => {
        const [a, b, c] = [row[x - step] ?? 0, above?.[x] ?? 0, above?.[x - step] ?? 0]
        return (value - ([0, a, b, (a + b) >> 1, paeth(a, b, c)][kind] ?? 0)) & 255
      })
      return Buffer.from([kind, ...bytes])
    }),
  )

const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** A PNG of these samples: those of one pixel after those of another. */
const png = (
  samples: readonly (readonly number[])[],
  depth: number,
  colour: number,
  interlaced: boolean,
  more: readonly Buffer[] = [],
): Buffer => {
  const count = samples[0]?.length ?? 1
  const passes = interlaced ? adam7 : ([[0, 0, 1, 1]] as const)
  const data = passes.map(([left, top, across, down]) => {
    const rows: Buffer[] = []
    for (let y = top; y < height; y += down) {
      const row: number[] = []
      for (let x = left; x < width; x += across) row.push(...(samples[y * width + x] ?? []))
      if (row.length > 0) rows.push(packed(row, depth))
    }
    return filtered(rows, Math.max(1, (depth * count) >> 3))
  })
  const image = chunk('IDAT', deflateSync(Buffer.concat(data)))
  const mark = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    mark,
    header(depth, colour, interlaced),
    ...more,
    image,
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const randomSamples = (count: number, depth: number) =>
  Array.from({ length: width * height }, () => Array.from({ length: count }, () => below(random, 2 ** depth)))

const kinds = [
  ...[1, 2, 4, 8, 16].map((depth) => [0, depth] as const),
  ...[8, 16].flatMap((depth) => [[2, depth] as const, [4, depth] as const, [6, depth] as const]),
  ...[1, 2, 4, 8].map((depth) => [3, depth] as const),
]
const counts: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

describe('a PNG', () => {
  it.each(
    kinds.flatMap(([colour, depth]) =>
      [false, true].map((interlaced) => [colour, depth, interlaced] as const),
    ),
  )('of colour %i and depth %i, interlaced: %s, is read to the last pixel', (colour, depth, interlaced) => {
    const samples = randomSamples(counts[colour] ?? 1, depth)
    const full = (value: number) => Math.round((value * 255) / (2 ** depth - 1))
    const palette = Buffer.from(Array.from({ length: 768 }, () => below(random, 256)))
    const clear = Buffer.from([0, 100])
    const more = colour === 3 ? [chunk('PLTE', palette), chunk('tRNS', clear)] : []
    const expected = samples.map(([a = 0, b = 0, c = 0, d = 0]): Pixel => {
      if (colour === 3)
        return [palette[3 * a] ?? 0, palette[3 * a + 1] ?? 0, palette[3 * a + 2] ?? 0, clear[a] ?? 255]
      if (colour === 0) return [full(a), full(a), full(a), 255]
      if (colour === 4) return [full(a), full(a), full(a), full(b)]
      return [full(a), full(b), full(c), colour === 6 ? full(d) : 255]
    })
    expect(pixelsOf(readPng(png(samples, depth, colour, interlaced, more)))).toEqual(expected)
  })

  it('may have one colour that is clear', () => {
    const samples = randomSamples(3, 8)
    const [one = []] = samples
    const mark = packed(one, 16)
    const alphas = pixelsOf(readPng(png(samples, 8, 2, false, [chunk('tRNS', mark)]))).map(
      ([, , , alpha]) => alpha,
    )
    expect(alphas).toEqual(samples.map((sample) => (sample.join() === one.join() ? 0 : 255)))
  })

  it('is refused if it is cut off, too large, or of no known kind', () => {
    const good = png(randomSamples(4, 8), 8, 6, false)
    const wide = Buffer.from(good)
    wide.writeUInt32BE(100_000, 16)
    const odd = Buffer.from(good)
    odd[24] = 3
    for (const bytes of [good.subarray(0, 60), good.subarray(0, 8), wide, odd])
      expect(() => readPng(bytes)).toThrow(UnfitPicture)
  })
})

describe('a bitmap', () => {
  it.each([
    [24, height],
    [24, -height],
    [32, height],
  ])('of %i bits and %i rows is read to the last pixel', (bits, rows) => {
    const stride = Math.ceil((width * bits) / 32) * 4
    const bytes = Buffer.alloc(54 + stride * height)
    bytes.write('BM')
    for (const [at, value] of [
      [10, 54],
      [14, 40],
      [18, width],
      [22, rows],
    ] as const)
      bytes.writeInt32LE(value, at)
    bytes.writeUInt16LE(bits, 28)
    const samples = randomSamples(3, 8)
    for (const [i, [red = 0, green = 0, blue = 0]] of samples.entries()) {
      const [x, y] = [i % width, Math.floor(i / width)]
      bytes.set([blue, green, red], 54 + (rows < 0 ? y : height - 1 - y) * stride + (x * bits) / 8)
    }
    expect(pixelsOf(readBmp(bytes))).toEqual(samples.map(([r, g, b]) => [r, g, b, 255]))
    expect(() => readBmp(bytes.subarray(0, -1))).toThrow(UnfitPicture)
  })
})

/** LZW as GIF has it (appendix F): a dictionary that grows to 4,096 codes and is then cleared. */
const lzw = (indexes: readonly number[], least: number): Buffer => {
  const bits: string[] = []
  const [clear, end] = [1 << least, (1 << least) + 1]
  let [size, table] = [least + 1, new Map<string, number>()]
  const put = (code: number) => void bits.unshift(code.toString(2).padStart(size, '0'))
  const codeOf = (run: readonly number[]) =>
    run.length === 1 ? (run[0] ?? 0) : (table.get(run.join()) ?? -1)
  put(clear)
  let run: number[] = []
  for (const index of indexes) {
    if (run.length === 0 || codeOf([...run, index]) >= 0) {
      run.push(index)
      continue
    }
    put(codeOf(run))
    table.set([...run, index].join(), end + 1 + table.size)
    if (end + table.size === 1 << size) size++
    if (end + table.size === 4095) {
      put(clear)
      ;[size, table] = [least + 1, new Map()]
    }
    run = [index]
  }
  put(codeOf(run))
  put(end)
  const all = bits.join('')
  const whole = all.padStart(Math.ceil(all.length / 8) * 8, '0')
  return Buffer.from((whole.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)).reverse())
}

const gif = (
  indexes: readonly number[],
  size: readonly [number, number],
  rows: readonly number[],
  flags: number,
): Buffer => {
  const short = (value: number) => [value & 255, value >> 8]
  const palette = Array.from({ length: 256 }, (_, i) => [i, 255 - i, i ^ 90]).flat()
  const data = lzw(
    rows.flatMap((row) => indexes.slice(row * size[0], (row + 1) * size[0])),
    8,
  )
  const blocks: number[] = []
  for (let at = 0; at < data.length; at += 255) {
    const block = data.subarray(at, at + 255)
    blocks.push(block.length, ...block)
  }
  const screen = [...short(size[0]), ...short(size[1]), 0xf7, 0, 0, ...palette]
  const control = [0x21, 0xf9, 4, 1, 0, 0, 7, 0]
  const frame = [0x2c, 0, 0, 0, 0, ...short(size[0]), ...short(size[1]), flags, 8, ...blocks, 0, 0x3b]
  return Buffer.concat([Buffer.from('GIF89a'), Buffer.from([...screen, ...control, ...frame])])
}

describe('a GIF', () => {
  const size = [150, 90] as const
  const indexes = Array.from({ length: size[0] * size[1] }, (_, i) => (i % 7 === 0 ? below(random, 256) : 7))
  const expected = indexes.map((index): Pixel => [index, 255 - index, index ^ 90, index === 7 ? 0 : 255])
  const all = Array.from({ length: size[1] }, (_, row) => row)

  it('is read to the last pixel, over many dictionaries', () => {
    expect(pixelsOf(readGif(gif(indexes, size, all, 0)))).toEqual(expected)
  })

  it('may be interlaced', () => {
    const order = [0, 4, 2, 1].flatMap((from, i) =>
      all.filter((row) => row % (i === 0 ? 8 : 8 >> (i - 1)) === from),
    )
    expect(pixelsOf(readGif(gif(indexes, size, order, 0x40)))).toEqual(expected)
  })

  it('is refused if it is cut off', () => {
    for (const length of [6, 12, 800])
      expect(() => readGif(gif(indexes, size, all, 0).subarray(0, length))).toThrow(UnfitPicture)
  })
})
