import { describe, expect, it } from 'vitest'
import { openPdf } from '../../../../src/documents/pdf-structure/pdf-file.ts'
import { type Change, changesBetween } from '../../../../src/documents/pdf-verification/changes.ts'
import { type Objects, unsignedPdf, updated } from '../../../forgeries/pdf-maker.ts'

const catalog = (more = '', form = '') =>
  `<</Type/Catalog/Pages 2 0 R${more}/AcroForm<</Fields[7 0 R]${form}>>>>`
const text = (more = '/V(a)') => `<</FT/Tx/T(name)/P 3 0 R${more}>>`

/** A page, and a form with a text field. */
const before: Objects = {
  1: catalog(),
  2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  3: '<</Type/Page/Parent 2 0 R/Tabs/R>>',
  7: text(),
}

const changes = (after: Objects, first: Objects = {}) => {
  const signed = unsignedPdf({ ...before, ...first })
  return changesBetween(openPdf(signed), openPdf(updated(signed, after)))
}
const change = (kind: Change['kind'], where: string): Change => ({ kind, where })

describe('what the form is given', () => {
  it.each<[Change['kind'], string]>([
    ['filled', 'NeedAppearances'],
    ['changed', 'XFA'],
    ['changed', 'DA'],
  ])('is %s if it is %s', (kind, entry) => {
    expect(changes({ 1: catalog('', `/${entry} true`) })).toEqual([change(kind, `AcroForm ${entry}`)])
  })

  it('is nothing if it is a flag for signatures', () => {
    expect(changes({ 1: catalog('', '/SigFlags 3') })).toEqual([])
  })

  it('is nothing if there was no form', () => {
    const bare = '<</Type/Catalog/Pages 2 0 R>>'
    expect(changes({ 1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</DA(x)>>>>' }, { 1: bare })).toEqual([])
  })

  it('is a change if the form is gone, with its fields', () => {
    const first = { 1: catalog('', '/DA(x)') }
    expect(changes({ 1: '<</Type/Catalog/Pages 2 0 R>>' }, first)).toEqual([
      ...[change('changed', 'AcroForm DA'), change('changed', 'name')],
    ])
  })

  const resources = (more: string) => ({ 1: catalog('', `/DR<<${more}>>`) })
  const fonts = '/Font<</F1<</A 1/B<</C 1>>>>>>'
  it.each<[string, string, boolean]>([
    ['nothing', fonts, true],
    [fonts, fonts, true],
    [fonts, '/Font<</F1<</A 1/B<</C 1>>/New 1>>>>', true],
    [fonts, '/Font<</F1<</A 1/B<</C 1>>>>/F2<<>>>>/Extra 1', true],
    [fonts, '/Font<</F1<</A 1/B<</C 1/New 1>>>>>>', false],
    [fonts, '/Font<</F1<</A 2/B<</C 1>>>>>>', false],
    [fonts, '/Font<</F2<</A 1/B<</C 1>>>>>>', false],
    [fonts, '/Font 1', false],
    [fonts, '', false],
  ])('with the resources %s may then be %s: %s', (had, has, grew) => {
    const found = changes(resources(has), had === 'nothing' ? {} : resources(had))
    expect(found).toEqual(grew ? [] : [change('changed', 'AcroForm DR')])
  })

  it('may not lose its resources', () => {
    expect(changes({ 1: catalog() }, resources(fonts))).toEqual([change('changed', 'AcroForm DR')])
  })
})

describe('a field that was there', () => {
  it.each(['V', 'AP', 'AS', 'I', 'M', 'RV'])('is filled if its %s is another', (entry) => {
    const was = { 7: text(`/${entry}(a)`) }
    expect(changes({ 7: text(`/${entry}(b)`) }, was)).toEqual([change('filled', 'name')])
    expect(changes({ 7: text('') }, was)).toEqual([change('filled', 'name')])
  })

  it.each(['Ff', 'F', 'MK', 'DA', 'AA', 'Rect'])('is changed if its %s is another', (entry) => {
    expect(changes({ 7: text(`/V(a)/${entry} 1`) })).toEqual([change('changed', 'name')])
  })

  it('is changed if it is gone, of another kind, renamed or on another page', () => {
    const gone = { 1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]>>>>' }
    expect(changes(gone)).toEqual([change('changed', 'name')])
    const kind = { 7: '<</FT/Ch/T(name)/P 3 0 R/V(a)>>' }
    expect(changes(kind)).toEqual([change('changed', 'name')])
    expect(changes({ 7: '<</FT/Tx/T(eman)/P 3 0 R/V(a)>>' })).toEqual([change('changed', 'name')])
    const pages = { 2: '<</Type/Pages/Kids[3 0 R 8 0 R]/Count 2>>', 8: '<</Type/Page/Parent 2 0 R>>' }
    expect(changes({ 7: '<</FT/Tx/T(name)/P 8 0 R/V(a)>>' }, pages)).toEqual([change('changed', 'name')])
  })

  it('is the same if only its parent or its kids are named otherwise', () => {
    expect(changes({ 7: text('/V(a)/Parent 4 0 R') })).toEqual([])
    expect(changes({ 7: text('/V(a)/Kids[]') })).toEqual([])
  })
})
