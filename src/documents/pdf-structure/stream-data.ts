import { inflateSync } from 'node:zlib'
import { RefusedFile } from '../refused-file.ts'
import { damaged } from './parser.ts'
import { entry, type PdfDict, type PdfStream } from './values.ts'

/** All packed objects of a file together may grow to this size. */
export type Room = { left: number }

export const roomForStreams = (): Room => ({ left: 32 * 1024 * 1024 })

const numberIn = (dict: PdfDict | null, name: string, usual: number): number => {
  const value = dict === null ? null : entry(dict, name)
  return value?.kind === 'number' ? value.value : usual
}

/** PNG's predictors (ISO 32000-1, 7.4.4.4), with which lists of objects are packed. */
const withoutPrediction = (data: Uint8Array, columns: number): Uint8Array => {
  const rows = Math.floor(data.length / (columns + 1))
  if (rows * (columns + 1) !== data.length) throw damaged()
  const out = new Uint8Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const kind = data[row * (columns + 1)] ?? 0
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column
      const left = column > 0 ? (out[at - 1] ?? 0) : 0
      const above = row > 0 ? (out[at - columns] ?? 0) : 0
      const corner = row > 0 && column > 0 ? (out[at - columns - 1] ?? 0) : 0
      out[at] = (data[row * (columns + 1) + 1 + column] ?? 0) + predicted(kind, left, above, corner)
    }
  }
  return out
}

const predicted = (kind: number, left: number, above: number, corner: number): number => {
  if (kind === 0) return 0
  if (kind === 1) return left
  if (kind === 2) return above
  if (kind === 3) return (left + above) >> 1
  if (kind !== 4) throw damaged()
  const [toLeft, toAbove, toCorner] = [above - corner, left - corner, left + above - 2 * corner].map(Math.abs)
  if ((toLeft ?? 0) <= (toAbove ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)) return left
  return (toAbove ?? 0) <= (toCorner ?? 0) ? above : corner
}

const only = (stream: PdfStream, name: string) => {
  const value = entry(stream.dict, name)
  if (value.kind !== 'array') return value
  if (value.items.length > 1) throw damaged()
  return value.items[0] ?? entry(stream.dict, '')
}

/** The data of a list of objects or of packed objects. They are plain or deflated. */
export const streamData = (stream: PdfStream, room: Room): Uint8Array => {
  const filter = only(stream, 'Filter')
  if (filter.kind === 'null') return stream.data
  if (filter.kind !== 'name' || filter.name !== 'FlateDecode') throw damaged()
  const data = inflated(stream.data, room)
  const given = only(stream, 'DecodeParms')
  const parameters = given.kind === 'dict' ? given : null
  const predictor = numberIn(parameters, 'Predictor', 1)
  if (predictor === 1) return data
  const columns = numberIn(parameters, 'Columns', 1)
  const simple = numberIn(parameters, 'Colors', 1) === 1 && numberIn(parameters, 'BitsPerComponent', 8) === 8
  if (predictor < 10 || !simple || columns < 1 || columns > 64) throw damaged()
  return withoutPrediction(data, columns)
}

const inflated = (packed: Uint8Array, room: Room): Uint8Array => {
  if (room.left <= 0) throw new RefusedFile('limits-exceeded')
  try {
    const data = inflateSync(packed, { maxOutputLength: room.left })
    room.left -= data.length
    return data
  } catch {
    throw damaged()
  }
}
