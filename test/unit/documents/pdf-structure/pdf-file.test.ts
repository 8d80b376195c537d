import { describe, expect, it } from 'vitest'
import { openPdf } from '../../../../src/documents/pdf-structure/pdf-file.ts'
import { number, ref } from '../../../../src/documents/pdf-structure/serialised.ts'
import type { PdfValue } from '../../../../src/documents/pdf-structure/values.ts'
import { type Objects, unsignedPdf, updated } from '../../../forgeries/pdf-maker.ts'

const damaged = expect.objectContaining({ code: 'damaged' })
const catalog = { 1: '<</Type/Catalog>>' }
const withObjects = (objects: Objects) => openPdf(unsignedPdf({ ...catalog, ...objects }))
const shown = (value: PdfValue) =>
  value.kind === 'stream' ? Buffer.from(value.data).toString('latin1') : value
const nine = (body: string, more: Objects = {}) => shown(withObjects({ 9: body, ...more }).resolve(ref(9)))
const nothing = { kind: 'null' }

describe('a PDF', () => {
  it('has its bytes, trailer, catalogue and highest number', () => {
    const bytes = unsignedPdf({ 1: '<</Type/Catalog/A 1>>', 12: '1', 4: '2' })
    const file = openPdf(bytes)
    expect(file.bytes).toBe(bytes)
    expect([...file.trailer.entries.keys()]).toEqual(['Size', 'Root'])
    expect(file.catalog.entries.get('A')).toEqual(number(1))
    expect(file.highest).toBe(12)
  })

  it.each(['/Size 20', '/Size 20/Root 2 0 R', '/Size 20/Root 9 0 R', '/Size 20/Root 7'])(
    'has no catalogue with the trailer %s',
    (trailer) => {
      const bytes = updated(unsignedPdf({ ...catalog, 9: '[]' }), {}, trailer)
      expect(() => openPdf(bytes)).toThrow(damaged)
    },
  )

  it('may have its catalogue in the trailer itself', () => {
    expect(openPdf(updated(unsignedPdf({}), {}, '/Root<</A 3>>')).catalog.entries.get('A')).toEqual(number(3))
  })
})

describe('a reference', () => {
  it('means its object, a value itself', () => {
    expect(nine('[1]')).toEqual({ kind: 'array', items: [number(1)] })
    expect(nine('7 0 R', { 7: '5' })).toEqual(number(5))
    expect(withObjects({}).resolve(number(4))).toEqual(number(4))
  })

  it('means nothing where there is no object, or one of another generation', () => {
    const file = withObjects({ 9: '1' })
    expect(file.resolve(ref(8))).toEqual(nothing)
    expect(file.resolve(ref(0, 65_535))).toEqual(nothing)
    expect(file.resolve(ref(9, 1))).toEqual(nothing)
  })

  it('tells its place', () => {
    const bytes = unsignedPdf({ ...catalog, 9: '1' })
    const file = openPdf(bytes)
    expect(file.place(ref(9))).toEqual({ kind: 'at', offset: bytes.indexOf('9 0 obj'), generation: 0 })
    expect(file.place(ref(0))).toEqual({ kind: 'free' })
    expect(file.place(ref(8))).toBeNull()
  })

  it('is a dictionary or an array only if it means one', () => {
    const file = withObjects({ 7: '<</A 1>>', 8: '[]', 9: '<</Length 1>>stream\nx\nendstream' })
    expect(file.dict(ref(7))?.entries.size).toBe(1)
    expect([file.dict(ref(8)), file.dict(ref(9)), file.dict(number(1))]).toEqual([null, null, null])
    expect(file.array(ref(8))).toEqual({ kind: 'array', items: [] })
    expect([file.array(ref(7)), file.array(ref(3))]).toEqual([null, null])
  })

  it('is read once', () => {
    const file = withObjects({ 9: '<<>>' })
    expect(file.resolve(ref(9))).toBe(file.resolve(ref(9)))
  })

  it('may lead to others, 32 of them and no more', () => {
    const chain = (length: number): Objects =>
      Object.fromEntries(
        Array.from({ length }, (_, i) => [100 + i, i + 1 === length ? '5' : `${101 + i} 0 R`]),
      )
    expect(withObjects(chain(32)).resolve(ref(100))).toEqual(number(5))
    expect(() => withObjects(chain(33)).resolve(ref(100))).toThrow(damaged)
    expect(() => nine('9 0 R')).toThrow(damaged)
  })
})

describe('an object in the file', () => {
  const misplaced = (body: string) => {
    const text = unsignedPdf({ ...catalog, 9: '12' }).toString('latin1')
    const wrong = text.replace('9 0 obj\n12\nendobj', body.padEnd('9 0 obj\n12\nendobj'.length))
    return () => openPdf(Buffer.from(wrong, 'latin1')).resolve(ref(9))
  }

  it.each(['8 0 obj\n12\nendobj', '9 1 obj\n12\nendobj', '9 0 obx\n12\nendobj', '9 0 obj\n12\nendobx'])(
    'is refused if it is written as %j',
    (body) => expect(misplaced(body)).toThrow(damaged),
  )

  it.each(['x 0 obj\n12\nendobj', '9 x obj\n12\nendobj', '9 0 obj\n1 12endobj'])(
    'is refused if it does not begin and end as one: %j',
    (body) => expect(misplaced(body)).toThrow(damaged),
  )

  it('may have comments around it', () => {
    expect(misplaced('9 0 obj 7%a\nendobj')()).toEqual(number(7))
  })

  it('is refused if its place lies behind the file', () => {
    const bytes = unsignedPdf({ ...catalog, 9: '1' })
    const at = String(bytes.indexOf('9 0 obj')).padStart(10, '0')
    const past = String(bytes.length).padStart(10, '0')
    const wrong = Buffer.from(bytes.toString('latin1').replace(at, past), 'latin1')
    expect(() => openPdf(wrong).resolve(ref(9))).toThrow(damaged)
  })
})

describe('a stream', () => {
  it.each([
    ['a line feed', '\n'],
    ['a carriage return and a line feed', '\r\n'],
    ['a carriage return', '\r'],
    ['nothing but a space', ' '],
  ])('begins behind its word and %s', (_, end) => {
    const own = end === ' ' ? ' ab' : 'ab'
    expect(nine(`<</Length ${own.length}>>stream${end === ' ' ? '' : end}${own}\nendstream`)).toBe(own)
  })

  it('is as long as it says, even if the word that ends it stands within', () => {
    expect(nine('<</Length 14>>stream\na endstream bc\nendstream')).toBe('a endstream bc')
    expect(nine('<</Length 8 0 R>>stream\nabc\nendstream', { 8: '3' })).toBe('abc')
    expect(nine('<</Length 0>>stream\nendstream')).toBe('')
  })

  it.each([0, 2, 6, 99_999])('of the length %i ends at the word that ends it', (length) => {
    expect(nine(`<</Length ${length}>>stream\nabc\n\nendstream`)).toBe('abc\n\n')
  })

  it.each(['-1', '1.5', '/a', '8 0 R', 'null'])('is refused with the length %s', (length) => {
    expect(() => nine(`<</Length ${length}>>stream\nabc\nendstream`)).toThrow(damaged)
  })

  it('is refused without an end, or if its length is in itself', () => {
    expect(() => nine('<</Length 3>>stream\nabc\n')).toThrow(damaged)
    expect(() => nine('<</Length 9 0 R>>stream\nabc\nendstream')).toThrow(damaged)
  })
})
