import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { digestOf, inParts, type Row, type Side, selectOf } from '../../../../../src/ra/store/copy/side.ts'

const partsOf = async (rows: readonly Row[]) => {
  const sizes: number[] = []
  for await (const part of inParts(rows)) sizes.push(part.length)
  return sizes
}
const MIB = 1024 * 1024
const many = (count: number, row: Row) => Array.from({ length: count }, () => row)

describe('the parts of a table', () => {
  it.each<[string, readonly Row[], readonly number[]]>([
    ['nothing', [], []],
    ['one row', many(1, { a: 1 }), [1]],
    ['499 rows', many(499, { a: 1 }), [499]],
    ['500 rows', many(500, { a: 1 }), [500]],
    ['501 rows', many(501, { a: 1 }), [500, 1]],
    ['rows of 2 MiB', many(3, { a: new Uint8Array(2 * MIB) }), [2, 1]],
    ['rows of a byte less', many(3, { a: new Uint8Array(2 * MIB - 1) }), [3]],
    ['rows of text and a number', many(3, { a: 'x'.repeat(2 * MIB - 8), b: null }), [2, 1]],
    ['one large row', many(2, { a: 'x'.repeat(4 * MIB) }), [1, 1]],
  ])('of %s are %j', async (_, rows, sizes) => {
    expect(await partsOf(rows)).toEqual(sizes)
  })
})

describe('the digest of a table', () => {
  const digest = (columns: readonly string[], ...parts: (readonly Row[])[]) => {
    const side = {
      rows: async function* () {
        yield* parts
      },
    } as Partial<Side> as Side
    return digestOf(side, { name: 't', key: ['a'] }, columns)
  }

  it('is that of its values, each with its kind and length', async () => {
    const all = await digest(
      ['a', 'b', 'c', 'd'],
      [{ a: 'é', b: 12, c: Uint8Array.of(1, 2), d: null }],
      [{ a: '' }],
    )
    const written = Buffer.concat([
      Buffer.from('string 2 é'),
      Buffer.from('number 2 12'),
      Buffer.from('bytes 2 \x01\x02'),
      Buffer.from('null 4 null'),
      Buffer.from('string 0 null 4 nullnull 4 nullnull 4 null'),
    ])
    expect(all).toEqual({ rows: 2, sha256: createHash('sha256').update(written).digest('hex') })
  })

  it('is another one for any other rows', async () => {
    const sha = async (...rows: readonly Row[]) => (await digest(['a', 'b'], rows)).sha256
    const all = await Promise.all([
      ...[
        sha({ a: 'xy', b: 'z' }),
        sha({ a: 'x', b: 'yz' }),
        sha({ a: 1, b: null }),
        sha({ a: '1', b: null }),
      ],
      ...[
        sha({ a: null, b: 'null' }),
        sha({ a: 'null', b: null }),
        sha(),
        sha({ a: Uint8Array.of(49), b: null }),
      ],
    ])
    expect(new Set(all).size).toBe(all.length)
  })

  it('is that of what PostgreSQL stores', async () => {
    expect(await digest(['a'], [{ a: 'x\0' }])).toEqual(await digest(['a'], [{ a: 'x\u{FFFD}' }]))
  })
})

describe('the statement that reads a table', () => {
  it('names its columns, and its key for the order', () => {
    expect(selectOf({ name: 't', key: ['a', 'b'] }, ['b', 'c'])).toBe('SELECT b, c FROM t ORDER BY a, b')
  })
})
