import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { BadPng, readPng, writePng } from '../../../../src/ra/seals/png.ts'

// ISO/IEC 15948, clauses 5.2, 5.3 (chunks), 9.2 (filters) and 11.2.1 (IHDR).
const signature = Buffer.from('89504e470d0a1a0a', 'hex')

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

function header(width: number, height: number, rest: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32BE(width)
  bytes.writeUInt32BE(height, 4)
  return Buffer.concat([bytes, Uint8Array.from(rest)])
}

const rgba = [8, 6, 0, 0, 0]
const rgb = [8, 2, 0, 0, 0]
const end = chunk('IEND', new Uint8Array())
const png = (ihdr: Buffer, lines: Uint8Array) =>
  Buffer.concat([signature, chunk('IHDR', ihdr), chunk('IDAT', deflateSync(lines)), end])

/** Pixels that look like nothing, the same every time. */
function noise(length: number): Uint8Array {
  let state = 7
  return Uint8Array.from({ length }, () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state >> 16
  })
}

/** The nearest of left, above and upper left to left + above - upper left; the first of them if two are as near. */
function nearest(left: number, above: number, corner: number): number {
  const aim = left + above - corner
  const all = [left, above, corner]
  const least = Math.min(...all.map((one) => Math.abs(aim - one)))
  return all.find((one) => Math.abs(aim - one) === least) ?? 0
}

const filters = [
  () => 0,
  (left: number) => left,
  (_: number, above: number) => above,
  (left: number, above: number) => Math.floor((left + above) / 2),
  nearest,
] as const

/** Lines of a picture, each with the filter of its number. */
function filtered(pixels: Uint8Array, stride: number, channels: number, filterOf: (row: number) => number) {
  const rows = Array.from({ length: pixels.length / stride }, (_, i) =>
    pixels.subarray(i * stride, (i + 1) * stride),
  )
  const lines = rows.map((row, i) => {
    const above = rows[i - 1] ?? new Uint8Array(stride)
    const guess = filters[filterOf(i)]
    const bytes = Array.from(row, (value, x) => {
      const [left, corner] = x < channels ? [0, 0] : [row[x - channels], above[x - channels]]
      return value - (guess?.(left ?? 0, above[x] ?? 0, corner ?? 0) ?? 0)
    })
    return Uint8Array.from([filterOf(i), ...bytes])
  })
  return Buffer.concat(lines)
}

describe('the picture of a seal', () => {
  it.each([0, 1, 2, 3, 4])('is read in colours and transparency with filter %i', (filter) => {
    const pixels = noise(9 * 7 * 4)
    const bytes = png(
      header(9, 7, rgba),
      filtered(pixels, 36, 4, () => filter),
    )
    expect(readPng(bytes, 7, 9)).toEqual({ width: 9, height: 7, rgba: pixels })
  })

  it('is read with another filter on each line, without transparency, and from the middle of other bytes', () => {
    const pixels = noise(6 * 10 * 3)
    const bytes = png(
      header(6, 10, rgb),
      filtered(pixels, 18, 3, (row) => (row * 3 + 4) % 5),
    )
    const within = Buffer.concat([noise(5), bytes]).subarray(5)
    const opaque = Array.from({ length: 60 }, (_, i) => [...pixels.subarray(i * 3, i * 3 + 3), 255]).flat()
    expect(readPng(within, 6, 10)).toEqual({ width: 6, height: 10, rgba: Uint8Array.from(opaque) })
  })

  it('is read from several pieces, whatever stands between them', () => {
    const pixels = noise(2 * 2 * 4)
    const packed = deflateSync(filtered(pixels, 8, 4, () => 0))
    const bytes = Buffer.concat([
      ...[signature, chunk('IHDR', header(2, 2, rgba)), chunk('tEXt', Buffer.from('hello'))],
      ...[chunk('IDAT', packed.subarray(0, 5)), chunk('IDAT', packed.subarray(5)), end],
    ])
    expect(readPng(bytes, 2, 2).rgba).toEqual(pixels)
    const endless = bytes.subarray(0, bytes.length - end.length)
    expect(readPng(endless, 2, 2).rgba).toEqual(pixels)
  })

  const whole = filtered(noise(2 * 3 * 4), 8, 4, () => 0)
  const good = png(header(2, 3, rgba), whole)
  const refusal = (bytes: Uint8Array, least = 2, most = 3) => {
    try {
      readPng(bytes, least, most)
      return null
    } catch (error) {
      return error instanceof BadPng ? error.message : error
    }
  }

  it('has sides within the limits', () => {
    expect(refusal(good)).toBeNull()
    expect(refusal(good, 3, 3)).toBe('wrong size')
    expect(refusal(good, 2, 2)).toBe('wrong size')
    const wide = png(
      header(3, 2, rgba),
      filtered(noise(24), 12, 4, () => 0),
    )
    expect([refusal(wide), refusal(wide, 3, 3), refusal(wide, 2, 2)]).toEqual([
      null,
      'wrong size',
      'wrong size',
    ])
  })

  it.each([
    [[16, 6, 0, 0, 0], 'wrong colours'],
    [[8, 0, 0, 0, 0], 'wrong colours'],
    [[8, 3, 0, 0, 0], 'wrong colours'],
    [[8, 6, 1, 0, 0], 'wrong form'],
    [[8, 6, 0, 1, 0], 'wrong form'],
    [[8, 6, 0, 0, 1], 'wrong form'],
    [[8, 6, 0, 0], 'no header'],
    [[8, 6, 0, 0, 0, 0], 'no header'],
  ])('with the header %j is refused: %s', (rest, reason) => {
    expect(refusal(png(header(2, 3, rest), whole))).toBe(reason)
  })

  it('is refused if it is none, or begins with another piece', () => {
    for (let at = 0; at < 8; at++) {
      const other = Buffer.from(good)
      other[at] = (other[at] ?? 0) + 1
      expect(refusal(other)).toBe('no PNG')
    }
    expect(refusal(signature)).toBe('no header')
    expect(refusal(new Uint8Array())).toBe('no PNG')
    const late = Buffer.concat([signature, chunk('tEXt', header(2, 3, rgba)), good.subarray(8)])
    expect(refusal(late)).toBe('no header')
  })

  it('is refused if a piece is longer than what is there, or its content is not as long as its sides say', () => {
    const longer = Buffer.from(good)
    longer.writeUInt32BE(longer.readUInt32BE(33) + end.length + 1, 33)
    expect(refusal(longer)).toBe('a chunk ends too late')
    for (const lines of [whole.subarray(1), Buffer.concat([whole, Buffer.alloc(1)])]) {
      expect(refusal(png(header(2, 3, rgba), lines))).toBe('wrong content')
    }
    const raw = Buffer.concat([signature, chunk('IHDR', header(2, 3, rgba)), chunk('IDAT', whole), end])
    expect(refusal(raw)).toBe('wrong content')
    const strange = Buffer.from(whole)
    strange[9] = 5
    expect(refusal(png(header(2, 3, rgba), strange))).toBe('unknown filter')
  })

  it('is written with its pixels and nothing else', () => {
    const pixels = noise(5 * 3 * 4)
    const bytes = Buffer.from(writePng({ width: 5, height: 3, rgba: pixels }))
    const length = bytes.readUInt32BE(33)
    const packed = bytes.subarray(41, 41 + length)
    const parts = [signature, chunk('IHDR', header(5, 3, rgba)), chunk('IDAT', packed), end]
    expect(bytes.equals(Buffer.concat(parts))).toBe(true)
    expect(inflateSync(packed).equals(filtered(pixels, 20, 4, () => 0))).toBe(true)
  })
})
