import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readDirectory } from '../../../../src/documents/package/central-directory.ts'
import { zip } from '../../../forgeries/zip-maker.ts'

const damaged = expect.objectContaining({ code: 'damaged' })
const data = Buffer.from('content content content')
const whole = zip([
  { name: 'a.xml', data },
  { name: 'bc', data, deflate: true, countedLater: true },
])
const end = whole.length - 22
const start = whole.readUInt32LE(end + 16)
const second = start + 46 + 'a.xml'.length

/** The package with other numbers at places of its end or of a record. */
const with16 = (at: number, value: number, given = whole) => {
  const bytes = Buffer.from(given)
  bytes.writeUInt16LE(value, at)
  return bytes
}
const with32 = (at: number, value: number, given = whole) => {
  const bytes = Buffer.from(given)
  bytes.writeUInt32LE(value, at)
  return bytes
}
const withComment = (comment: string, told = comment.length) =>
  Buffer.concat([with16(end + 20, told), Buffer.from(comment, 'latin1')])

describe('the list of a package', () => {
  it('tells each file', () => {
    const { files, ...rest } = readDirectory(whole)
    expect(rest).toEqual({ start, prefixed: false, trailing: false, comment: Buffer.alloc(0) })
    const [first, other] = files
    expect(first).toEqual({
      ...{ rawName: Buffer.from('a.xml'), flags: 0, method: 0, crc: crc32(data) },
      ...{ packed: 23, size: 23, at: 0, record: whole.subarray(start, second) },
    })
    expect(other).toMatchObject({
      rawName: Buffer.from('bc'),
      flags: 8,
      method: 8,
      size: 23,
      at: 30 + 5 + 23,
    })
    expect(other?.packed).toBeLessThan(23)
    expect(other?.record).toEqual(whole.subarray(second, end))
  })

  it('may be empty', () => {
    expect(readDirectory(zip([]))).toMatchObject({ files: [], start: 0, prefixed: false, trailing: false })
  })

  it('has records with more fields and comments of their own', () => {
    const more = Buffer.concat([
      ...[whole.subarray(0, start), with16(30, 3, with16(32, 4, whole.subarray(start, second)))],
      ...[Buffer.from('extcomm'), whole.subarray(second, end)],
      with32(12, end - start + 7, whole.subarray(end)),
    ])
    const { files } = readDirectory(more)
    expect(files.map(({ rawName }) => rawName.toString())).toEqual(['a.xml', 'bc'])
    expect(files[0]?.record).toHaveLength(46 + 5 + 7)
  })

  it('is moved with the files behind bytes that nobody counted', () => {
    const moved = readDirectory(Buffer.concat([Buffer.from('12345'), whole]))
    expect(moved).toMatchObject({ start: start + 5, prefixed: true, trailing: false })
    expect(moved.files.map(({ at }) => at)).toEqual([5, 5 + 30 + 5 + 23])
  })
})

describe('the end of a package', () => {
  it('has a comment', () => {
    const commented = readDirectory(withComment('hello'))
    expect(commented).toMatchObject({ comment: Buffer.from('hello'), trailing: false })
  })

  it('may have bytes behind it, which are told', () => {
    const behind = readDirectory(withComment('hello+', 5))
    expect(behind).toMatchObject({ comment: Buffer.from('hello'), trailing: true })
    expect(readDirectory(withComment('\0', 0)).trailing).toBe(true)
  })

  it('is the last that has room for its comment', () => {
    const inside = withComment(`PK\x05\x06${'\0'.repeat(16)}\x09\0`)
    expect(readDirectory(inside).comment).toHaveLength(22)
    const last = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)])
    expect(readDirectory(Buffer.concat([whole, last])).files).toEqual([])
  })

  it('stands within the longest comment and no further away', () => {
    const far = (room: number) => readDirectory(withComment('x'.repeat(room), 0))
    expect(far(65_535).files).toHaveLength(2)
    expect(() => far(65_536)).toThrow(damaged)
  })

  it.each([0, 10, 21])('is missing in %i bytes', (length) => {
    expect(() => readDirectory(Buffer.alloc(length))).toThrow(damaged)
  })

  it('is missing where its mark is wrong or its comment does not fit', () => {
    expect(() => readDirectory(with32(end, 0x06054b51))).toThrow(damaged)
    expect(() => readDirectory(with16(end + 20, 1))).toThrow(damaged)
  })
})

describe('a package is refused', () => {
  it.each<[string, Buffer]>([
    ['if it is one of several parts', with16(end + 4, 1)],
    ['if its list begins in another part', with16(end + 6, 1)],
    ['if part of the list is elsewhere', with16(end + 8, 1)],
    ['if it counts fewer files', with16(end + 8, 1, with16(end + 10, 1))],
    ['if it counts more files', with16(end + 8, 3, with16(end + 10, 3))],
    ['if the list would begin before the file', with32(end + 12, end + 1)],
    ['if the list would begin after its place', with32(end + 16, start + 1)],
    ['if the list is shorter', with32(end + 12, end - start - 1)],
    ['if a record has another mark', with32(second, 0x02014b51)],
    ['if a record is longer than the file', with16(second + 32, 100)],
    ['if a record ends behind the list', with16(second + 30, 1)],
    ['if packed bytes are counted in ZIP64', with32(second + 20, 0xffffffff)],
    ['if bytes are counted in ZIP64', with32(second + 24, 0xffffffff)],
    ['if a place is told in ZIP64', with32(second + 42, 0xffffffff)],
  ])('%s', (_, bytes) => expect(() => readDirectory(bytes)).toThrow(damaged))

  it('if it has more than 20 000 files', () => {
    const names = Array.from({ length: 20_000 }, (_, i) => ({ name: String(i), data: Buffer.alloc(0) }))
    expect(readDirectory(zip(names)).files).toHaveLength(20_000)
    const one = with16(end + 8, 20_001, with16(end + 10, 20_001))
    expect(() => readDirectory(one)).toThrow(expect.objectContaining({ code: 'limits-exceeded' }))
  })
})
