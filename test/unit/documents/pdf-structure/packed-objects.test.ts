import { describe, expect, it } from 'vitest'
import { openPdf } from '../../../../src/documents/pdf-structure/pdf-file.ts'
import { number, ref } from '../../../../src/documents/pdf-structure/serialised.ts'

const damaged = expect.objectContaining({ code: 'damaged' })
const nothing = { kind: 'null' }

/** Objects 6 and 7 packed into the stream 5; the list is a stream, too. */
const packedPdf = (heads: string, body: string, entries: string, rows: readonly (readonly number[])[]) => {
  const head = '%PDF-1.7\n'
  const data = heads + body
  const one = '1 0 obj\n<</Type/Catalog>>\nendobj\n'
  const first = head.length + one.length
  const five = `5 0 obj\n<<${entries}/Length ${data.length}>>stream\n${data}\nendstream\nendobj\n`
  const list = first + five.length
  const all = [[0, 0, 0], [1, head.length, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0], [1, first, 0], ...rows]
  const bytes = all.map(([kind = 0, at = 0, index = 0]) =>
    String.fromCharCode(kind, at >> 8, at & 255, index),
  )
  const dict = `/Type/XRef/W[1 2 1]/Size ${all.length}/Root 1 0 R/Length ${4 * all.length}`
  const tail = `10 0 obj\n<<${dict}>>stream\n${bytes.join('')}\nendstream\nendobj\nstartxref\n${list}\n%%EOF\n`
  return openPdf(Buffer.from(head + one + five + tail, 'latin1'))
}
const both = [
  [2, 5, 0],
  [2, 5, 1],
]
const packing = '/Type/ObjStm/N 2/First 8'
const packed = (heads = '6 0 7 3 ', body = '11 <</A 2>>', entries = packing, rows = both) =>
  packedPdf(heads, body, entries, rows)

describe('packed objects', () => {
  it('are found by the list and the heads', () => {
    const file = packed()
    expect(file.resolve(ref(6))).toEqual(number(11))
    expect(file.dict(ref(7))?.entries.get('A')).toEqual(number(2))
    expect(file.place(ref(7))).toEqual({ kind: 'packed', stream: 5, index: 1 })
    expect(file.highest).toBe(7)
  })

  it('have no generation but the first', () => {
    expect(packed().resolve(ref(6, 1))).toEqual(nothing)
  })

  it.each<[string, Parameters<typeof packed>]>([
    ['the head names another number', ['8 0 7 3 ']],
    ['the list names another index', ['6 0 7 3 ', '11 <</A 2>>', packing, [[2, 5, 1]]]],
    ['the list names an index behind the last', ['6 0 7 3 ', '11 <</A 2>>', packing, [[2, 5, 2]]]],
    ['the list names no stream', ['6 0 7 3 ', '11 <</A 2>>', packing, [[2, 4, 0]]]],
    ['the list names what is no stream', ['6 0 7 3 ', '11 <</A 2>>', packing, [[2, 1, 0]]]],
    ['the list names a packed stream', ['6 0 7 3 ', '11 <</A 2>>', packing, [[2, 6, 0]]]],
    ['heads are missing', ['6 0 7 3 ', '11 <</A 2>>', '/N 9/First 8']],
    ['the count is missing', ['6 0 7 3 ', '11 <</A 2>>', '/First 8']],
    ['the count is negative', ['6 0 7 3 ', '11 <</A 2>>', '/N -1/First 8']],
    ['the first place is missing', ['6 0 7 3 ', '11 <</A 2>>', '/N 2']],
    ['a value cannot be read', ['6 0 7 3 ', '11 <<A']],
  ])('are refused if %s', (_, given) => {
    expect(() => packed(...given).resolve(ref(6))).toThrow(damaged)
  })

  it('are up to 100 000 in one stream', () => {
    const most = (count: number) => () => packed(undefined, undefined, `/N ${count}/First 8`).resolve(ref(6))
    expect(most(100_000)).toThrow(damaged)
    expect(most(100_001)).toThrow(expect.objectContaining({ code: 'limits-exceeded' }))
  })
})
