import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readDirectory } from '../../../../src/documents/package/central-directory.ts'
import { openPackage } from '../../../../src/documents/package/package.ts'
import { rewritten } from '../../../../src/documents/package/rewrite.ts'
import { type ZipEntry, zip } from '../../../forgeries/zip-maker.ts'

const at = new Date('2026-11-28T20:41:37Z')
const text = (given: string) => Buffer.from(given)
const long = text('again '.repeat(50))
const rewrite = (
  entries: readonly ZipEntry[] | Buffer,
  changes: Readonly<Record<string, Buffer>>,
  when = at,
) => rewritten(Buffer.isBuffer(entries) ? entries : zip(entries), new Map(Object.entries(changes)), when)
const contents = (bytes: Buffer) => {
  const { names, read } = openPackage(bytes)
  return [...names].map((name) => [name, Buffer.from(read(name) ?? []).toString()])
}
const recordOf = (bytes: Buffer, name: string) => {
  const found = readDirectory(bytes).files.find(({ rawName }) => rawName.equals(Buffer.from(name)))
  if (found === undefined) throw new Error(`no ${name}`)
  return found
}
const entries: readonly ZipEntry[] = [
  { name: 'a', data: text('one') },
  { name: 'b', data: long, deflate: true, countedLater: true },
  { name: 'c', data: text('three') },
]

describe('a package that is written anew', () => {
  it('is byte for byte the same if nothing is changed', () => {
    expect(rewrite(entries, {})).toEqual(zip(entries))
    expect(rewrite([], {})).toEqual(zip([]))
  })

  it('has what is changed in its old place, and what is new behind all', () => {
    const bytes = rewrite(entries, { d: text('four'), b: text('two'), '章.xml': text('five') })
    expect(contents(bytes)).toEqual([
      ['a', 'one'],
      ['b', 'two'],
      ['c', 'three'],
      ['d', 'four'],
      ['章.xml', 'five'],
    ])
    expect(openPackage(bytes).notes).toEqual([])
  })

  it('keeps what is not changed with its headers, its packed bytes and what follows them', () => {
    const old = zip(entries)
    const bytes = rewrite(old, { a: long })
    const [, b, c] = readDirectory(old).files
    const [, newB, newC] = readDirectory(bytes).files
    const kept = old.subarray(b?.at, c?.at)
    expect(bytes.subarray(newB?.at, newC?.at)).toEqual(kept)
    const withoutPlace = (record: Buffer | undefined) => Buffer.from(record ?? []).fill(0, 42, 46)
    expect(withoutPlace(newB?.record)).toEqual(withoutPlace(b?.record))
  })

  it('keeps its files in the order in which they stand, whatever the order of the list', () => {
    const old = zip(entries)
    const { files, start } = readDirectory(old)
    const list = [...files].reverse().map(({ record }) => record)
    const turned = Buffer.concat([old.subarray(0, start), ...list, old.subarray(-22)])
    expect(rewrite(turned, {})).toEqual(old)
  })

  it('keeps the bytes in front and the comment, and no bytes behind it', () => {
    const old = zip(entries)
    old.writeUInt16LE(5, old.length - 2)
    const bytes = rewrite(Buffer.concat([text('front'), old, text('hello+++')]), { a: text('x') })
    expect(bytes.subarray(0, 9).toString('latin1')).toBe('frontPK\x03\x04')
    expect(readDirectory(bytes)).toMatchObject({ comment: text('hello'), trailing: false, prefixed: true })
    expect(recordOf(bytes, 'a').at).toBe(5)
  })

  it('does not change a folder, though a file has its name', () => {
    const folder = [{ name: 'a/', data: Buffer.alloc(0) }]
    expect(rewrite(folder, { a: text('x') }).subarray(0, 32)).toEqual(zip(folder).subarray(0, 32))
  })

  it('finds files by their name as it is read', () => {
    const bytes = rewrite([{ name: '/x\\a', data: text('one') }], { 'x/a': text('two') })
    expect(contents(bytes)).toEqual([['x/a', 'two']])
    expect(readDirectory(bytes).files[0]?.rawName.toString()).toBe('/x\\a')
  })
})

describe('a file that is written', () => {
  it('is deflated where that is shorter, else stored', () => {
    const bytes = rewrite([], { long, short: text('x'), none: Buffer.alloc(0) })
    const packed = deflateRawSync(long)
    expect(recordOf(bytes, 'long')).toMatchObject({ method: 8, packed: packed.length, size: 300 })
    expect(recordOf(bytes, 'short')).toMatchObject({ method: 0, packed: 1, size: 1 })
    expect(recordOf(bytes, 'none')).toMatchObject({ method: 0, packed: 0, size: 0, crc: 0 })
  })

  it('has a mark if its name needs other letters, and keeps no other mark', () => {
    const bytes = rewrite([], { a: text('x'), 章: text('y') })
    expect([recordOf(bytes, 'a').flags, recordOf(bytes, '章').flags]).toEqual([0, 0x800])
    const later = rewrite(entries, { b: long })
    expect(recordOf(later, 'b').flags).toBe(0)
    expect(recordOf(rewrite(bytes, { 章: text('z') }), '章').flags).toBe(0x800)
  })

  it('says the same in both headers, and nothing else', () => {
    const bytes = rewrite([], { name: text('data') })
    const { record } = recordOf(bytes, 'name')
    const facts = Buffer.from('14000000000032a57c5d', 'hex')
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04')
    expect(bytes.subarray(4, 14)).toEqual(facts)
    expect(bytes.subarray(26, 34).toString('latin1')).toBe('\x04\0\0\0name')
    expect(record.subarray(0, 6).toString('latin1')).toBe('PK\x01\x02\x14\0')
    expect(record.subarray(6, 28)).toEqual(bytes.subarray(4, 26))
    expect(record.subarray(28).toString('latin1')).toBe(`\x04${'\0'.repeat(17)}name`)
    expect(bytes.subarray(-22).toString('hex')).toBe('504b0506000000000100010032000000260000000000')
  })

  it.each([
    ['1980-01-01T00:00:00Z', 0, 0x0021],
    ['1979-12-31T23:59:59Z', 0xbf7d, 0x019f],
    ['2026-11-28T20:41:37Z', 0xa532, 0x5d7c],
    ['2107-12-31T23:59:58Z', 0xbf7d, 0xff9f],
    ['2108-12-31T23:59:58Z', 0xbf7d, 0xff9f],
  ])('has its time in UTC: %s', (when, time, day) => {
    const { record } = recordOf(rewrite([], { a: text('x') }, new Date(when)), 'a')
    expect([record.readUInt16LE(12), record.readUInt16LE(14)]).toEqual([time, day])
  })
})
