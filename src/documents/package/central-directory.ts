import { RefusedFile } from '../refused-file.ts'

/** One file as the central directory lists it; `at` is where its local header is in the bytes. */
export type Listed = {
  readonly rawName: Buffer
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly at: number
  /** The file's record in the list, as written. */
  readonly record: Buffer
}

export type Directory = {
  readonly files: readonly Listed[]
  /** Where the list begins in the bytes: the files lie before it. */
  readonly start: number
  readonly prefixed: boolean
  readonly trailing: boolean
  readonly comment: Buffer
}

const endMark = 0x06054b50
const listMark = 0x02014b50
const endLength = 22
const longestComment = 65_535
const mostFiles = 20_000
/** Marks a field whose value stands in a record of ZIP64. */
const inZip64 = 0xffffffff

const damaged = (): RefusedFile => new RefusedFile('damaged')

/**
 * The last end record that has room for its comment. Bytes behind it are told, so that nothing hides there.
 */
const endOf = (bytes: Buffer): number => {
  const first = Math.max(0, bytes.length - endLength - longestComment)
  for (let at = bytes.length - endLength; at >= first; at--)
    if (bytes.readUInt32LE(at) === endMark && at + endLength + bytes.readUInt16LE(at + 20) <= bytes.length)
      return at
  throw damaged()
}

const listedAt = (bytes: Buffer, at: number, shift: number): Listed & { readonly next: number } => {
  if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== listMark) throw damaged()
  const [nameLength, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place))
  const nameEnd = at + 46 + (nameLength ?? 0)
  const next = nameEnd + (extra ?? 0) + (comment ?? 0)
  const [packed, size, offset] = [20, 24, 42].map((place) => bytes.readUInt32LE(at + place))
  if (next > bytes.length || [packed, size, offset].includes(inZip64)) throw damaged()
  return {
    rawName: bytes.subarray(at + 46, nameEnd),
    flags: bytes.readUInt16LE(at + 8),
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    packed: packed ?? 0,
    size: size ?? 0,
    at: (offset ?? 0) + shift,
    record: bytes.subarray(at, next),
    next,
  }
}

/** Reads the list of a ZIP file (APPNOTE 4.3.12, 4.3.16). Archives in several parts and ZIP64 are refused. */
export const readDirectory = (bytes: Buffer): Directory => {
  if (bytes.length < endLength) throw damaged()
  const end = endOf(bytes)
  const [disk, listDisk, here, count] = [4, 6, 8, 10].map((place) => bytes.readUInt16LE(end + place))
  const [length, offset] = [12, 16].map((place) => bytes.readUInt32LE(end + place))
  if (disk !== 0 || listDisk !== 0 || here !== count) throw damaged()
  if ((count ?? 0) > mostFiles) throw new RefusedFile('limits-exceeded')
  // Some makers put bytes in front without counting them: then every offset is short by as much.
  const start = end - (length ?? 0)
  const shift = start - (offset ?? 0)
  if (start < 0 || shift < 0) throw damaged()
  const files: Listed[] = []
  let at = start
  for (let left = count ?? 0; left > 0; left--) {
    const { next, ...file } = listedAt(bytes, at, shift)
    files.push(file)
    at = next
  }
  if (at !== end) throw damaged()
  const first = files.reduce((least, file) => Math.min(least, file.at), start)
  const after = end + endLength + bytes.readUInt16LE(end + 20)
  const comment = bytes.subarray(end + endLength, after)
  return { files, start, prefixed: first > 0, trailing: after < bytes.length, comment }
}
