import { crc32, inflateRawSync } from 'node:zlib'
import { type Reason, reason } from '../../shared/documents/reasons.ts'
import { RefusedFile } from '../refused-file.ts'
import { type Listed, readDirectory } from './central-directory.ts'
import { isFolder, nameOf } from './names.ts'

/** The files of a ZIP file. */
export type Package = {
  readonly names: ReadonlySet<string>
  /** The file's bytes; null if there is none of that name. */
  readonly read: (name: string) => Uint8Array | null
  /** The file's size once it is unpacked; null if there is none of that name. */
  readonly sizeOf: (name: string) => number | null
  readonly notes: readonly Reason[]
}

const localMark = 0x04034b50
const stored = 0
const deflated = 8
const encryptedFlag = 1
/** The local header leaves sizes open; they follow the data. */
const countedLaterFlag = 8

/** All files together may grow to this size: a small file must not become a big one. */
const roomFor = (packed: number): number => 32 * 1024 * 1024 + 100 * packed
const mostRoom = 1024 * 1024 * 1024

type Placed = { readonly file: Listed; readonly name: string; readonly from: number; readonly to: number }

const disagree = (name: string): RefusedFile => new RefusedFile('readers-disagree', [name])

/** Where the file's data is, by its local header, which must say the same as the list. */
const placed = (bytes: Buffer, file: Listed, listStart: number): Placed => {
  const { at, rawName } = file
  const name = nameOf(rawName, file.flags)
  if (at + 30 > listStart || bytes.readUInt32LE(at) !== localMark) throw new RefusedFile('damaged', [name])
  const nameEnd = at + 30 + bytes.readUInt16LE(at + 26)
  const from = nameEnd + bytes.readUInt16LE(at + 28)
  const to = from + file.packed
  const counted = (bytes.readUInt16LE(at + 6) & countedLaterFlag) !== 0
  const same =
    (counted || bytes.readUInt32LE(at + 18) === file.packed) &&
    bytes.subarray(at + 30, nameEnd).equals(rawName) &&
    bytes.readUInt16LE(at + 8) === file.method &&
    (bytes.readUInt16LE(at + 6) & encryptedFlag) === (file.flags & encryptedFlag)
  if (!same) throw disagree(name)
  if (to > listStart) throw new RefusedFile('damaged', [name])
  return { file, name, from, to }
}

const byPlace = (one: Placed, other: Placed): number => one.file.at - other.file.at

/**
 * Files must not overlap, and no further file or list may stand between them or in front: a program that reads from the front would show
 * it.
 */
const checkGaps = (bytes: Buffer, files: readonly Placed[], listStart: number): void => {
  const inOrder = [...files].sort(byPlace)
  const marks = ['PK\x03\x04', 'PK\x05\x06'].map((mark) => Buffer.from(mark, 'latin1'))
  const hides = (from: number, to: number) => marks.some((mark) => bytes.subarray(from, to).includes(mark))
  const [first] = inOrder
  if (first !== undefined && hides(0, first.file.at)) throw disagree(first.name)
  for (const [i, { to, name }] of inOrder.entries()) {
    const next = inOrder[i + 1]?.file.at ?? listStart
    if (to > next || hides(to, next)) throw disagree(name)
  }
}

const byName = (files: readonly Placed[]): ReadonlyMap<string, Placed> => {
  const found = new Map<string, Placed>()
  for (const file of files) {
    if (isFolder(file.file.rawName)) continue
    if (found.has(file.name)) throw new RefusedFile('duplicate-names', [file.name])
    found.set(file.name, file)
  }
  return found
}

const caseTwins = (names: Iterable<string>): readonly string[] => {
  const seen = new Set<string>()
  return [...names].filter((name) => {
    const low = name.toLowerCase()
    const twin = seen.has(low)
    seen.add(low)
    return twin
  })
}

const unpacked = (bytes: Buffer, { file, name, from, to }: Placed): Uint8Array => {
  const packed = bytes.subarray(from, to)
  if ((file.flags & encryptedFlag) !== 0) throw new RefusedFile('encrypted', [name])
  const content = file.method === stored ? packed : inflated(packed, file, name)
  if (content.length !== file.size || crc32(content) !== file.crc) throw new RefusedFile('damaged', [name])
  return content
}

const inflated = (packed: Buffer, { method, size }: Listed, name: string): Buffer => {
  if (method !== deflated) throw new RefusedFile('damaged', [name])
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) })
  } catch {
    throw new RefusedFile('damaged', [name])
  }
}

/** Opens a ZIP file. What two programs could read differently is refused. */
export const openPackage = (given: Uint8Array): Package => {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length)
  const { files: listed, start, prefixed, trailing } = readDirectory(bytes)
  const files = listed.map((file) => placed(bytes, file, start))
  checkGaps(bytes, files, start)
  const total = listed.reduce((sum, { size }) => sum + size, 0)
  if (total > Math.min(mostRoom, roomFor(bytes.length))) throw new RefusedFile('limits-exceeded')
  const found = byName(files)
  const twins = caseTwins(found.keys())
  return {
    names: new Set(found.keys()),
    read: (name) => {
      const file = found.get(name)
      return file === undefined ? null : unpacked(bytes, file)
    },
    sizeOf: (name) => found.get(name)?.file.size ?? null,
    notes: [
      ...(prefixed ? [reason('prefixed-bytes')] : []),
      ...(trailing ? [reason('bytes-after-end')] : []),
      ...(twins.length > 0 ? [reason('names-by-case', twins)] : []),
    ],
  }
}
