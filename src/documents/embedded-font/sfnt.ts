// The frame of TrueType and OpenType fonts (ISO/IEC 14496-22, 4): a directory and tables.

export type Tables = ReadonlyMap<string, Buffer>
export type Sfnt = { readonly flavour: number; readonly tables: Tables }

const trueType = 0x00010000
const appleTrueType = 0x74727565
const openType = 0x4f54544f
const collection = 0x74746366
const mostTables = 64

/** Where the directory begins: a collection has several, of which the first counts. */
const directoryOf = (bytes: Buffer): number =>
  bytes.length >= 16 && bytes.readUInt32BE(0) === collection ? bytes.readUInt32BE(12) : 0

/** The tables of a font, not copied; null if it is none. A table that leads out of the file is left out. */
export const readSfnt = (bytes: Buffer): Sfnt | null => {
  const start = directoryOf(bytes)
  if (start + 12 > bytes.length) return null
  const flavour = bytes.readUInt32BE(start)
  const count = bytes.readUInt16BE(start + 4)
  if (![trueType, appleTrueType, openType].includes(flavour)) return null
  if (count > mostTables || start + 12 + 16 * count > bytes.length) return null
  const tables = new Map<string, Buffer>()
  for (let at = start + 12; at < start + 12 + 16 * count; at += 16) {
    const tag = bytes.toString('latin1', at, at + 4)
    const [from, length] = [bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12)]
    if (from + length <= bytes.length && !tables.has(tag))
      tables.set(tag, bytes.subarray(from, from + length))
  }
  return { flavour: flavour === appleTrueType ? trueType : flavour, tables }
}

const padded = (length: number): number => (length + 3) & ~3

const checksum = (table: Buffer): number => {
  let sum = 0
  const whole = table.length & ~3
  for (let at = 0; at < whole; at += 4) sum = (sum + table.readUInt32BE(at)) >>> 0
  const rest = Buffer.alloc(4)
  table.copy(rest, 0, whole)
  return whole === table.length ? sum : (sum + rest.readUInt32BE(0)) >>> 0
}

/** A font of these tables, in the order of their names, as the directory wants it. */
export const writeSfnt = ({ flavour, tables }: Sfnt): Buffer => {
  const sorted = [...tables].sort(([one], [other]) => (one < other ? -1 : 1))
  const power = Math.floor(Math.log2(sorted.length))
  const head = Buffer.alloc(12 + 16 * sorted.length)
  head.writeUInt32BE(flavour, 0)
  head.writeUInt16BE(sorted.length, 4)
  head.writeUInt16BE(16 * 2 ** power, 6)
  head.writeUInt16BE(power, 8)
  head.writeUInt16BE(16 * (sorted.length - 2 ** power), 10)
  const pieces: Buffer[] = [head]
  let at = head.length
  for (const [i, [tag, table]] of sorted.entries()) {
    const entry = 12 + 16 * i
    head.write(tag, entry, 'latin1')
    head.writeUInt32BE(checksum(table), entry + 4)
    head.writeUInt32BE(at, entry + 8)
    head.writeUInt32BE(table.length, entry + 12)
    pieces.push(table, Buffer.alloc(padded(table.length) - table.length))
    at += padded(table.length)
  }
  return Buffer.concat(pieces)
}
