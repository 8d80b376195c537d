import { describe, expect, it } from 'vitest'
import { openPdf } from '../../../../src/documents/pdf-structure/pdf-file.ts'
import { number, string, text } from '../../../../src/documents/pdf-structure/serialised.ts'
import { fieldsOf, nameIn, textIn } from '../../../../src/documents/pdf-verification/form-fields.ts'
import { type Objects, unsignedPdf } from '../../../forgeries/pdf-maker.ts'
import { withList } from './with-list.ts'

const fieldsIn = (objects: Objects, fields = '[7 0 R]') =>
  fieldsOf(openPdf(unsignedPdf({ 1: `<</Type/Catalog/AcroForm<</Fields ${fields}>>>>`, ...objects })))
const told = (objects: Objects, fields?: string) =>
  [...fieldsIn(objects, fields)].map(([key, { name, type, value }]) => [
    ...[key, name, type, value.kind === 'number' ? value.value : value.kind],
  ])
const refusal = (code: string) => expect.objectContaining({ code })

describe('the text of a value', () => {
  it('is UTF-16 with its mark, else one letter a byte', () => {
    expect(textIn(text('章a'))).toBe('章a')
    expect(textIn(string(Buffer.from('a\xe9', 'latin1')))).toBe('aé')
    expect(textIn(string(Uint8Array.of(0xfe, 0x41)))).toBe('þA')
    expect(textIn(string(Uint8Array.of(0x41, 0xff)))).toBe('Aÿ')
    expect(textIn(string(Uint8Array.of(0xfe, 0xff)))).toBe('')
    expect([textIn(number(1)), textIn({ kind: 'name', name: 'A' })]).toEqual(['', ''])
  })

  it('is a name only where it is one', () => {
    expect([nameIn({ kind: 'name', name: 'A' }), nameIn(text('A'))]).toEqual(['A', ''])
  })
})

describe('the fields of a form', () => {
  it('have their reference, dictionary, name, kind and value', () => {
    const field = fieldsIn({ 7: '<</FT/Tx/T(a)/V 5>>' }).get('7 0')
    expect(field).toMatchObject({
      ...{ ref: { kind: 'ref', number: 7, generation: 0 }, name: 'a', type: 'Tx', value: number(5) },
    })
    expect(field?.dict.entries.size).toBe(3)
  })

  it('have what they lack from the field above', () => {
    const objects = {
      7: '<</FT/Tx/T(a)/V 5/Kids[8 0 R 9 0 R]>>',
      8: '<</T(b)/V 6/Kids[10 0 R]>>',
      9: '<</FT/Btn>>',
      10: '<</T(c)/V null>>',
    }
    expect(told(objects)).toEqual([
      ['7 0', 'a', 'Tx', 5],
      ['8 0', 'a.b', 'Tx', 6],
      ['10 0', 'a.b.c', 'Tx', 'null'],
      ['9 0', 'a', 'Btn', 5],
    ])
  })

  it('may lack everything', () => {
    expect(told({ 7: '<<>>' })).toEqual([['7 0', '', '', 'null']])
    expect(told({ 7: '<</Kids[8 0 R]>>', 8: '<</T(b)>>' })[1]).toEqual(['8 0', 'b', '', 'null'])
  })

  it('may have their names and kinds elsewhere', () => {
    expect(told({ 7: '<</FT 8 0 R/T 9 0 R/V 6>>', 8: '/Sig', 9: '(a)' })).toEqual([['7 0', 'a', 'Sig', 6]])
  })

  it('are none without a form, and what is no dictionary is none', () => {
    expect(fieldsOf(openPdf(unsignedPdf({ 1: '<<>>' }))).size).toBe(0)
    expect(fieldsIn({}, 'null').size).toBe(0)
    expect(told({ 7: '<<>>' }, '[8 0 R 7 0 R 5]')).toHaveLength(1)
  })

  it('are each told once, also in a circle', () => {
    expect(told({ 7: '<</Kids[7 0 R]>>' }, '[7 0 R 7 0 R]')).toHaveLength(1)
  })

  it('are refused without a reference of their own', () => {
    expect(() => fieldsIn({}, '[<<>>]')).toThrow(refusal('damaged'))
    expect(() => fieldsIn({ 7: '<</Kids[<<>>]>>' })).toThrow(refusal('damaged'))
  })

  it('are up to 33 levels', () => {
    const chain = (levels: number) =>
      Object.fromEntries(
        Array.from({ length: levels }, (_, i) => [
          100 + i,
          i + 1 < levels ? `<</Kids[${101 + i} 0 R]>>` : '<<>>',
        ]),
      )
    expect(fieldsIn(chain(33), '[100 0 R]').size).toBe(33)
    expect(() => fieldsIn(chain(34), '[100 0 R]')).toThrow(refusal('limits-exceeded'))
  })

  it('are up to 20 000', () => {
    const form = openPdf(unsignedPdf({ 1: '<</AcroForm<</Fields(many)>>>>' }))
    const many = (count: number) => fieldsOf(withList(form, count))
    expect(many(20_000).size).toBe(20_000)
    expect(() => many(20_001)).toThrow(refusal('limits-exceeded'))
  })
})
