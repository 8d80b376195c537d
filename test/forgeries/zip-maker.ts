import { crc32, deflateRawSync } from 'node:zlib'

export type ZipEntry = {
  readonly name: string
  readonly data: Uint8Array
  readonly deflate?: boolean
  /** What the local header says in place of the name. */
  readonly localName?: string
  /** What both headers say in place of the size. */
  readonly size?: number
  /** Stands in the file and not in the list. */
  readonly hidden?: boolean
  /** The local header leaves the sizes open; they follow the data. */
  readonly countedLater?: boolean
  readonly encrypted?: boolean
}

const short = (...values: readonly number[]): Buffer =>
  Buffer.concat(values.map((value) => Buffer.of(value & 255, value >> 8)))
const long = (...values: readonly number[]): Buffer =>
  Buffer.concat(
    values.map((value) => {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32LE(value)
      return bytes
    }),
  )

/** A ZIP file written record by record (APPNOTE 4.3). */
export const zip = (entries: readonly ZipEntry[]): Buffer => {
  const files: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const { name, data, deflate, localName, size, hidden, countedLater, encrypted } of entries) {
    const packed = deflate ? deflateRawSync(data) : Buffer.from(data)
    const counts = long(crc32(data), packed.length, size ?? data.length)
    const head = short((countedLater ? 8 : 0) | (encrypted ? 1 : 0), deflate ? 8 : 0, 0, 0x5a21)
    const facts = Buffer.concat([head, counts])
    const stated = countedLater ? Buffer.concat([head, Buffer.alloc(12)]) : facts
    const behind = countedLater ? Buffer.concat([long(0x08074b50), counts]) : Buffer.alloc(0)
    const local = Buffer.from(localName ?? name)
    const header = Buffer.concat([long(0x04034b50), short(20), stated, short(local.length, 0), local])
    const listed = Buffer.from(name)
    if (!hidden)
      list.push(
        Buffer.concat([
          long(0x02014b50),
          short(20, 20),
          facts,
          short(listed.length, 0, 0, 0, 0),
          long(0, at),
          listed,
        ]),
      )
    files.push(header, packed, behind)
    at += header.length + packed.length + behind.length
  }
  const directory = Buffer.concat(list)
  const end = Buffer.concat([
    long(0x06054b50),
    short(0, 0, list.length, list.length),
    long(directory.length, at),
    short(0),
  ])
  return Buffer.concat([...files, directory, end])
}
