import { describe, expect, it } from 'vitest'
import { openPdf } from '../../../../src/documents/pdf-structure/pdf-file.ts'
import { type Change, changesBetween } from '../../../../src/documents/pdf-verification/changes.ts'
import { type Objects, unsignedPdf, updated } from '../../../forgeries/pdf-maker.ts'

const catalog = (fields: string, more = '') =>
  `<</Type/Catalog/Pages 2 0 R${more}/AcroForm<</Fields[${fields}]>>>>`
const page = (annots: string, more = '') => `<</Type/Page/Parent 2 0 R${more}/Annots[${annots}]>>`
const field = (name: string, more = '') => `<</FT/Sig/T(${name})/P 3 0 R${more}>>`

/** A page with two fields for signatures: 5 holds the dictionary 6, and 7 is empty. */
const before: Objects = {
  1: catalog('5 0 R 7 0 R'),
  2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  3: page('5 0 R 7 0 R'),
  5: field('first', '/V 6 0 R'),
  6: '<</Type/Sig/Contents<00>>>',
  7: field('empty'),
}
const changes = (after: Objects, first: Objects = {}) => {
  const signed = unsignedPdf({ ...before, ...first })
  return changesBetween(openPdf(signed), openPdf(updated(signed, after)))
}
const change = (kind: Change['kind'], where: string): Change => ({ kind, where })
const withNew = (more: Objects, perms = ''): Objects => ({
  1: catalog('5 0 R 7 0 R 8 0 R', perms),
  3: page('5 0 R 7 0 R 8 0 R'),
  ...more,
})
const dictionary = '<</Type/Sig/Contents<01>>>'

describe('a field that is new', () => {
  it('is a signature, and so is its place on the page, if it has a dictionary of its own', () => {
    expect(changes(withNew({ 8: field('new', '/V 9 0 R'), 9: dictionary }))).toEqual([
      change('signed', 'new'),
    ])
    expect(changes(withNew({ 8: field('new', `/V${dictionary}`) }))).toEqual([change('signed', 'new')])
  })

  const annotated = [change('annotated', 'Page 1 8 0'), change('annotated', 'new')]
  it.each<[string, Objects]>([
    ['it is empty', { 8: field('new') }],
    ['it has no dictionary', { 8: field('new', '/V 9 0 R'), 9: '(text)' }],
    ['it has the signature of another field', { 8: field('new', '/V 6 0 R') }],
    ['it is no field for a signature', { 8: '<</FT/Tx/T(new)/V 9 0 R>>', 9: dictionary }],
  ])('only lies on the page if %s', (_, after) => expect(changes(withNew(after))).toEqual(annotated))

  it('is none if another new one has the same dictionary', () => {
    const two = withNew({
      1: catalog('5 0 R 7 0 R 8 0 R 10 0 R'),
      8: field('new', '/V 9 0 R'),
      9: dictionary,
      10: field('twin', '/V 9 0 R'),
    })
    expect(changes(two)).toEqual([
      ...[change('annotated', 'Page 1 8 0'), change('annotated', 'new'), change('annotated', 'twin')],
    ])
  })

  it('is one though its widgets inherit its value', () => {
    const parts = { 8: field('new', '/V 9 0 R/Kids[10 0 R]'), 9: dictionary, 10: '<</Parent 8 0 R>>' }
    expect(changes(withNew(parts))).toEqual([change('signed', 'new'), change('signed', 'new')])
  })
})

describe('an empty field', () => {
  it.each(['AP', 'M', 'F', 'MK'])('may be given %s with its signature', (entry) => {
    const signed = { 7: field('empty', `/V 9 0 R/${entry} 1`), 9: dictionary }
    expect(changes(signed)).toEqual([change('signed', 'empty'), change('signed', 'empty')])
    expect(changes({ 7: field('empty', `/${entry} 1`) })).toEqual([change('changed', 'empty')])
  })

  it.each(['Rect', 'Lock', 'Ff'])('may not be given %s with its signature', (entry) => {
    const signed = { 7: field('empty', `/V 9 0 R/${entry} 1`), 9: dictionary }
    expect(changes(signed)).toEqual([change('signed', 'empty'), change('changed', 'empty')])
  })

  it('is changed by the signature of another field', () => {
    expect(changes({ 7: field('empty', '/V 6 0 R') })).toEqual([change('changed', 'empty')])
  })
})

describe('a field that holds a signature', () => {
  it('may not be given another', () => {
    expect(changes({ 5: field('first', '/V 9 0 R'), 9: dictionary })).toEqual([change('changed', 'first')])
    expect(changes({ 6: dictionary })).toEqual([change('changed', 'first')])
    expect(changes({ 5: field('first') })).toEqual([change('changed', 'first')])
  })

  it('may not be given another look', () => {
    expect(changes({ 5: field('first', '/V 6 0 R/AP 1') })).toEqual([change('changed', 'first')])
  })
})

describe('permissions', () => {
  const perms = '/Perms<</DocMDP 9 0 R>>'
  const signed = { 8: field('new', '/V 9 0 R'), 9: dictionary }

  it('come with a new signature', () => {
    expect(changes(withNew(signed, perms))).toEqual([change('signed', 'Perms'), change('signed', 'new')])
  })

  it('do not come without a new field', () => {
    const filled = { 1: catalog('5 0 R 7 0 R', perms), 7: field('empty', '/V 9 0 R'), 9: dictionary }
    expect(changes(filled)).toEqual([change('changed', 'Perms'), change('signed', 'empty')])
  })

  it('that were there stay', () => {
    const had = { 1: catalog('5 0 R 7 0 R', '/Perms<</DocMDP 6 0 R>>') }
    expect(changes(withNew(signed, perms), had)).toEqual([
      change('changed', 'Perms'),
      change('signed', 'new'),
    ])
  })
})

describe('what refers to a page or a field', () => {
  const note = (entries: string, more: Objects = {}) => ({
    3: page('5 0 R 11 0 R'),
    11: `<<${entries}>>`,
    ...more,
  })
  const twoPages = { 2: '<</Type/Pages/Kids[3 0 R 12 0 R]/Count 2>>', 12: '<</Type/Page/Parent 2 0 R>>' }

  it('is the same if the page differs: that is told of the page alone', () => {
    const shown = { 3: page('5 0 R 11 0 R', '/Contents 1') }
    expect(changes(shown, note('/P 3 0 R'))).toEqual([change('changed', 'Page 1 Contents')])
  })

  it('is another if it leads to another page', () => {
    expect(changes({ 11: '<</P 12 0 R>>' }, note('/P 3 0 R', twoPages))).toEqual([
      change('annotated', 'Page 1 11 0'),
    ])
  })

  it('is the same if the field is filled: that is told of the field alone', () => {
    const text = (value: string) => `<</FT/Tx/T(text)/V(${value})>>`
    const first = note('/Field 13 0 R', { 1: catalog('5 0 R 13 0 R'), 13: text('a') })
    expect(changes({ 13: text('b') }, first)).toEqual([change('filled', 'text')])
    expect(changes({ 11: '<</Field 5 0 R>>' }, first)).toEqual([change('annotated', 'Page 1 11 0')])
    const loose = { 1: catalog('5 0 R'), 13: text('b') }
    expect(changes(loose, first)).toEqual([change('annotated', 'Page 1 11 0'), change('changed', 'text')])
  })
})
