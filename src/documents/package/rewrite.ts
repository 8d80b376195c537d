import { crc32, deflateRawSync } from 'node:zlib'
import { type Listed, readDirectory } from './central-directory.ts'
import { isFolder, nameOf } from './names.ts'

/** A file as it stands in the new package: its bytes, and its record for the list without the offset. */
type Placed = { readonly bytes: Uint8Array; readonly record: Buffer }

const utf8Flag = 0x800
const stored = 0
const deflated = 8
/** APPNOTE 4.4.3: 2.0 for files that are deflated. */
const version = 20
const offsetAt = 42

/** APPNOTE 4.4.6: days from 1980 on and steps of two seconds; UTC, so that the same input gives the same bytes. */
const dosTime = (at: Date): readonly [time: number, day: number] => [
  (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  (Math.min(127, Math.max(0, at.getUTCFullYear() - 1980)) << 9) |
    ((at.getUTCMonth() + 1) << 5) |
    at.getUTCDate(),
]

/** What both headers of a file say alike (APPNOTE 4.3.7 and 4.3.12). */
const factsOf = (content: Uint8Array, packed: Uint8Array, flags: number, at: Date): Buffer => {
  const facts = Buffer.alloc(22)
  const [time, day] = dosTime(at)
  const method = packed === content ? stored : deflated
  for (const [place, value] of [version, flags, method, time, day].entries())
    facts.writeUInt16LE(value, 2 * place)
  for (const [place, value] of [crc32(content), packed.length, content.length].entries())
    facts.writeUInt32LE(value, 10 + 4 * place)
  return facts
}

const packedOf = (content: Uint8Array): Uint8Array => {
  const packed = deflateRawSync(content)
  return packed.length < content.length ? packed : content
}

const written = (rawName: Buffer, flags: number, content: Uint8Array, at: Date): Placed => {
  const packed = packedOf(content)
  const facts = factsOf(content, packed, flags, at)
  const local = Buffer.alloc(30)
  local.write('PK\x03\x04', 'latin1')
  facts.copy(local, 4)
  local.writeUInt16LE(rawName.length, 26)
  const record = Buffer.alloc(46)
  record.write('PK\x01\x02', 'latin1')
  record.writeUInt16LE(version, 4)
  facts.copy(record, 6)
  record.writeUInt16LE(rawName.length, 28)
  return { bytes: Buffer.concat([local, rawName, packed]), record: Buffer.concat([record, rawName]) }
}

const added = (name: string, content: Uint8Array, at: Date): Placed => {
  const rawName = Buffer.from(name)
  return written(rawName, rawName.length === name.length ? 0 : utf8Flag, content, at)
}

const endOf = (count: number, length: number, start: number, comment: Buffer): Buffer => {
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  for (const place of [8, 10]) end.writeUInt16LE(count, place)
  end.writeUInt32LE(length, 12)
  end.writeUInt32LE(start, 16)
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([end, comment])
}

const changeOf = (file: Listed, changes: ReadonlyMap<string, Uint8Array>) =>
  isFolder(file.rawName) ? undefined : changes.get(nameOf(file.rawName, file.flags))

/** The files that were there, in the order in which they stand: copied as they are, or written anew. */
const kept = (
  bytes: Buffer,
  files: readonly Listed[],
  start: number,
  changes: ReadonlyMap<string, Uint8Array>,
  at: Date,
): readonly Placed[] =>
  files.map((file, i) => {
    const content = changeOf(file, changes)
    if (content !== undefined) return written(file.rawName, file.flags & utf8Flag, content, at)
    // Up to the next file, so that the sizes that may follow the data come along.
    return { bytes: bytes.subarray(file.at, files[i + 1]?.at ?? start), record: file.record }
  })

/**
 * A package in which these files are new or changed. All others are copied as they stand, headers and packed bytes,
 * in their order; what is new comes behind them. The package must have been opened before: nothing is checked here.
 */
export const rewritten = (given: Uint8Array, changes: ReadonlyMap<string, Uint8Array>, at: Date): Buffer => {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length)
  const { files, start, comment } = readDirectory(bytes)
  const inOrder = [...files].sort((one, other) => one.at - other.at)
  const known = new Set(files.map(({ rawName, flags }) => nameOf(rawName, flags)))
  const fresh = [...changes].filter(([name]) => !known.has(name))
  const all = [
    ...kept(bytes, inOrder, start, changes, at),
    ...fresh.map(([name, content]) => added(name, content, at)),
  ]
  const parts: Uint8Array[] = [bytes.subarray(0, inOrder[0]?.at ?? start)]
  const records: Buffer[] = []
  let place = inOrder[0]?.at ?? start
  for (const { bytes: file, record } of all) {
    const own = Buffer.from(record)
    own.writeUInt32LE(place, offsetAt)
    records.push(own)
    parts.push(file)
    place += file.length
  }
  const list = Buffer.concat(records)
  return Buffer.concat([...parts, list, endOf(all.length, list.length, place, comment)])
}
