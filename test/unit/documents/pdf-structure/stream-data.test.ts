import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { array, dict, name, number, stream } from '../../../../src/documents/pdf-structure/serialised.ts'
import { roomForStreams, streamData } from '../../../../src/documents/pdf-structure/stream-data.ts'
import type { PdfValue } from '../../../../src/documents/pdf-structure/values.ts'

type Entries = Readonly<Record<string, PdfValue>>
const flate = { Filter: name('FlateDecode') }
const damaged = expect.objectContaining({ code: 'damaged' })

const read = (data: Uint8Array, entries: Entries) => [...streamData(stream(entries, data), roomForStreams())]
const inflated = (data: readonly number[], entries: Entries = {}) =>
  read(deflateSync(Uint8Array.from(data)), { ...flate, ...entries })
const predicted = (data: readonly number[], columns: number, more: Entries = {}) =>
  inflated(data, { DecodeParms: dict({ Predictor: number(12), Columns: number(columns), ...more }) })

describe('the data of a stream', () => {
  it('is as it stands without a filter', () => {
    expect(read(Uint8Array.of(1, 2), {})).toEqual([1, 2])
    expect(read(Uint8Array.of(1, 2), { Filter: array() })).toEqual([1, 2])
  })

  it('is inflated, its one filter named alone or in a list', () => {
    expect(inflated([1, 2, 3])).toEqual([1, 2, 3])
    expect(inflated([1, 2, 3], { Filter: array(name('FlateDecode')) })).toEqual([1, 2, 3])
  })

  it.each<[string, Entries]>([
    ['another filter', { Filter: name('LZWDecode') }],
    ['a filter that is no name', { Filter: number(1) }],
    ['two filters', { Filter: array(name('FlateDecode'), name('FlateDecode')) }],
    ['two lists of parameters', { ...flate, DecodeParms: array(dict({}), dict({})) }],
  ])('is refused with %s', (_, entries) => {
    expect(() => read(deflateSync(Buffer.from('x')), entries)).toThrow(damaged)
  })

  it('is refused if it cannot be inflated', () => {
    expect(() => read(Buffer.from('no data'), flate)).toThrow(damaged)
    expect(() => read(deflateSync(Buffer.from('some data')).subarray(0, -5), flate)).toThrow(damaged)
  })
})

describe('the room for streams', () => {
  const packed = stream(flate, deflateSync(Buffer.alloc(100)))

  it('is 32 MiB, and what is inflated is taken from it', () => {
    const room = roomForStreams()
    expect(room.left).toBe(33_554_432)
    streamData(packed, room)
    streamData(packed, room)
    expect(room.left).toBe(33_554_432 - 200)
  })

  it('may be used up exactly', () => {
    const room = { left: 100 }
    expect(streamData(packed, room)).toHaveLength(100)
    expect(room.left).toBe(0)
    expect(() => streamData(packed, room)).toThrow(expect.objectContaining({ code: 'limits-exceeded' }))
  })

  it('holds no stream that is larger by a byte, and stays as it was', () => {
    const room = { left: 99 }
    expect(() => streamData(packed, room)).toThrow(damaged)
    expect(room.left).toBe(99)
  })

  it('is not needed for what is not packed', () => {
    expect(streamData(stream({}, Buffer.alloc(3)), { left: 0 })).toHaveLength(3)
  })
})

describe('predicted rows', () => {
  it.each<[string, readonly number[], readonly number[]]>([
    ['nothing', [0, 10, 20, 0, 1, 2], [10, 20, 1, 2]],
    ['the byte to the left', [1, 10, 20, 1, 1, 2], [10, 30, 1, 3]],
    ['the byte above', [2, 10, 20, 2, 1, 2], [10, 20, 11, 22]],
    ['both, halved and rounded down', [3, 10, 20, 3, 1, 2], [10, 25, 6, 17]],
    ['the byte to the left, past 255', [1, 200, 100], [200, 44]],
    ['the nearest of three: above', [0, 10, 20, 4, 1, 2], [10, 20, 11, 22]],
    ['the nearest of three: left', [0, 5, 4, 4, 20, 2], [5, 4, 25, 27]],
    ['the nearest of three: the corner', [0, 10, 16, 4, 251, 1], [10, 16, 5, 11]],
  ])('are told by %s', (_, data, rows) => expect(predicted(data, 2)).toEqual(rows))

  it.each<[string, number, number, number, number]>([
    // left + above - corner is compared with each; the left byte wins, then the one above.
    ['left before the corner if both are as near', 12, 10, 6, 6],
    ['above before the corner if both are as near', 6, 10, 12, 6],
    ['the corner if it alone is the nearest', 14, 10, 6, 10],
    ['left if it is the nearest', 11, 10, 20, 20],
    ['above if it is the nearest', 20, 10, 11, 20],
  ])('of the fourth kind take %s', (_, above, corner, left, taken) => {
    expect(predicted([0, corner, above, 4, (left - corner + 256) % 256, 0], 2)).toEqual([
      ...[corner, above, left, taken],
    ])
  })

  it('have kinds of their own, and no others than five', () => {
    expect(predicted([1, 1, 1, 2, 1, 1, 0, 7, 7], 2)).toEqual([1, 2, 2, 3, 7, 7])
    expect(() => predicted([5, 1, 1], 2)).toThrow(damaged)
  })

  it('are of one byte unless it is said', () => {
    const parameters = dict({ Predictor: number(10) })
    expect(inflated([2, 7, 2, 1], { DecodeParms: parameters })).toEqual([7, 8])
    expect(inflated([2, 7, 2, 1], { DecodeParms: array(parameters) })).toEqual([7, 8])
  })

  it('are not read where nothing is predicted', () => {
    const raw = [2, 7, 2, 1]
    expect(inflated(raw, { DecodeParms: dict({ Predictor: number(1), Columns: number(99) }) })).toEqual(raw)
    expect(inflated(raw, { DecodeParms: dict({ Columns: number(3) }) })).toEqual(raw)
    expect(inflated(raw, { DecodeParms: array() })).toEqual(raw)
    expect(inflated(raw, { DecodeParms: number(12) })).toEqual(raw)
    expect(inflated(raw, { DecodeParms: dict({ Predictor: name('12') }) })).toEqual(raw)
  })

  it.each([10, 11, 15, 20])('are read with the predictor %i', (predictor) => {
    expect(predicted([2, 7, 2, 1], 1, { Predictor: number(predictor) })).toEqual([7, 8])
  })

  it.each<[string, Entries]>([
    ['TIFF predicts them', { Predictor: number(2) }],
    ['the predictor is no known one', { Predictor: number(9) }],
    ['they have colours', { Colors: number(3) }],
    ['their bytes are not of 8 bits', { BitsPerComponent: number(4) }],
    ['they have no columns', { Columns: number(0) }],
    ['they have half a column', { Columns: number(1.5) }],
  ])('are refused if %s', (_, more) => expect(() => predicted([0, 1, 0, 1], 1, more)).toThrow(damaged))

  it('may say what is usual', () => {
    expect(predicted([2, 7], 1, { Colors: number(1), BitsPerComponent: number(8) })).toEqual([7])
  })

  it('have up to 64 columns', () => {
    const row = (columns: number) => [0, ...Array.from({ length: columns }, () => 7)]
    expect(predicted(row(64), 64)).toHaveLength(64)
    expect(() => predicted(row(65), 65)).toThrow(damaged)
  })

  it('end with the data', () => {
    expect(predicted([], 2)).toEqual([])
    expect(() => predicted([0, 1, 2, 0], 2)).toThrow(damaged)
    expect(() => predicted([0, 1], 2)).toThrow(damaged)
  })
})
