import { describe, expect, it } from 'vitest'
import { openPdf } from '../../../../src/documents/pdf-structure/pdf-file.ts'
import { array, ref } from '../../../../src/documents/pdf-structure/serialised.ts'
import {
  nothing,
  type PdfArray,
  type PdfRef,
  type PdfValue,
} from '../../../../src/documents/pdf-structure/values.ts'
import { samenessOf } from '../../../../src/documents/pdf-verification/sameness.ts'
import { type Objects, unsignedPdf } from '../../../forgeries/pdf-maker.ts'

const ofObjects = (objects: Objects) => openPdf(unsignedPdf({ 1: '<</Type/Catalog>>', ...objects }))
const nowhere = () => false
const nine: PdfRef = { kind: 'ref', number: 9, generation: 0 }
/** Whether the object 9 means the same in two files. */
const same = (one: string, other: string, before: Objects = {}, after: Objects = before) =>
  samenessOf(ofObjects({ ...before, 9: one }), ofObjects({ ...after, 9: other }), nowhere).same(nine, nine)
const stream = (data: string, more = '') => `<<${more}/Length ${data.length}>>stream\n${data}\nendstream`

describe('two values', () => {
  it.each([
    ['null', 'null'],
    ['1', '1.0'],
    ['true', 'true'],
    ['/A', '/#41'],
    ['(A)', '<41>'],
    ['[1 2]', '[1  2]'],
    ['[]', '[]'],
    ['<</A 1/B 2>>', '<</B 2/A 1>>'],
    ['<</A null>>', '<<>>'],
    ['<<>>', '<</A null>>'],
    ['[8 0 R]', '[null]'],
    ['[7 0 R]', '[(seven)]'],
    ['[(seven)]', '[7 0 R]'],
    [stream('ab'), stream('ab')],
  ])('are the same: %s and %s', (one, other) => expect(same(one, other, { 7: '(seven)' })).toBe(true))

  it.each([
    ['null', 'false'],
    ['1', '2'],
    ['1', '(1)'],
    ['1', 'true'],
    ['true', 'false'],
    ['true', '1'],
    ['/A', '/B'],
    ['/A', '(A)'],
    ['(A)', '(B)'],
    ['(A)', '/A'],
    ['[1]', '[1 2]'],
    ['[1 2]', '[1]'],
    ['[1 2]', '[2 1]'],
    ['[1]', '1'],
    ['<</A 1>>', '<</A 2>>'],
    ['<</A 1>>', '<</A 1/B 1>>'],
    ['<</A 1/B 1>>', '<</A 1>>'],
    ['<<>>', '[]'],
    ['<</Length 2>>', stream('ab')],
    [stream('ab'), '<</Length 2>>'],
    [stream('ab'), stream('ac')],
    [stream('ab'), stream('ab', '/A 1')],
    ['[7 0 R]', '[6 0 R]'],
  ])('are not: %s and %s', (one, other) => {
    expect(same(one, other, { 6: '(six)', 7: '(seven)' })).toBe(false)
  })

  it('are compared by what they refer to, each in its own file', () => {
    expect(same('[7 0 R]', '[6 0 R]', { 7: '(a)' }, { 6: '(a)' })).toBe(true)
    expect(same('[7 0 R]', '[7 0 R]', { 7: '(a)' }, { 7: '(b)' })).toBe(false)
    expect(same('[7 0 R 7 0 R]', '[7 0 R 7 0 R]', { 7: '(a)' }, { 7: '(b)' })).toBe(false)
  })

  it('may lead in a circle', () => {
    expect(same('<</A 9 0 R>>', '<</A 9 0 R>>')).toBe(true)
    expect(same('<</A 9 0 R/B 1>>', '<</A 9 0 R/B 2>>')).toBe(false)
    expect(same('<</A<</B 9 0 R>>>>', '<</A 9 0 R>>')).toBe(false)
  })
})

describe('a comparison', () => {
  it('names the entries in which two dictionaries differ', () => {
    const one = ofObjects({ 9: '<</A 1/B 2/C 3/D null>>' })
    const other = ofObjects({ 9: '<</E 1/C 4/A 1/F null>>' })
    const entries = [one, other].map((file) => file.dict(nine)?.entries ?? new Map())
    const { differing } = samenessOf(one, other, nowhere)
    expect(differing(entries[0] ?? new Map(), entries[1] ?? new Map())).toEqual(['B', 'C', 'E'])
  })

  it('leaves to others what has rules of its own, and asks for references alone', () => {
    const asked: string[] = []
    const before = ofObjects({ 7: '(a)', 8: '(c)', 9: '[7 0 R 8 0 R 7 0 R 3]' })
    const after = ofObjects({ 6: '(b)', 8: '(c)', 9: '[6 0 R 8 0 R (a) 3]' })
    const { same: compared } = samenessOf(before, after, (one, other) => {
      asked.push(`${one.number} ${other.number}`)
      return one.number === 7
    })
    expect(compared(nine, nine)).toBe(true)
    expect(asked).toEqual(['9 9', '7 6', '8 8'])
  })

  it('takes 1 500 000 steps and no more', () => {
    const file = ofObjects({})
    const list: PdfArray = { kind: 'array', items: new Array<PdfValue>(1_499_999).fill(nothing) }
    const { same: compared } = samenessOf(file, file, nowhere)
    expect(compared(list, list)).toBe(true)
    expect(() => compared(nothing, nothing)).toThrow(expect.objectContaining({ code: 'not-all-compared' }))
  })

  it('knows what it has compared', () => {
    const file = ofObjects({ 8: `[${'0 '.repeat(1000)}]` })
    const often = array(...Array.from({ length: 100_000 }, () => ref(8)))
    expect(samenessOf(file, file, nowhere).same(often, often)).toBe(true)
  })
})
