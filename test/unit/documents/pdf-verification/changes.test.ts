import { describe, expect, it } from 'vitest'
import { openPdf } from '../../../../src/documents/pdf-structure/pdf-file.ts'
import { type Change, changesBetween } from '../../../../src/documents/pdf-verification/changes.ts'
import { type Objects, unsignedPdf, updated } from '../../../forgeries/pdf-maker.ts'

const catalog = (more = '', form = '') =>
  `<</Type/Catalog/Pages 2 0 R${more}/AcroForm<</Fields[7 0 R]${form}>>>>`
const page = (more = '', annots = '[6 0 R]') => `<</Type/Page/Parent 2 0 R/Annots${annots}${more}>>`
const text = (more = '/V(a)') => `<</FT/Tx/T(name)/P 3 0 R${more}>>`

/** A page with a note, 6, and a form with a text field, 7. */
const before: Objects = {
  1: catalog(),
  2: '<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 9 9]>>',
  3: page(),
  4: '(four)',
  6: '<</Subtype/Text/Contents(note)>>',
  7: text(),
}
const trailer = '/Size 99/Root 1 0 R'

const changes = (
  after: Objects,
  first: Objects = {},
  ends: readonly [string, string] = [trailer, trailer],
) => {
  const signed = updated(unsignedPdf({ ...before, ...first }), {}, ends[0])
  return changesBetween(openPdf(signed), openPdf(updated(signed, after, ends[1])))
}
const change = (kind: Change['kind'], where: string): Change => ({ kind, where })

describe('what came later', () => {
  it('is nothing if the objects mean the same', () => {
    expect(changes({})).toEqual([])
    expect(changes({ 7: text('/V 4 0 R') }, { 7: text('/V(four)') })).toEqual([])
    expect(changes({ 50: '(new)' })).toEqual([])
  })
})

describe('a change of the catalogue', () => {
  it.each<[Change['kind'], string]>([
    ['validation-data', 'DSS'],
    ['validation-data', 'Extensions'],
    ['properties', 'Metadata'],
    ['properties', 'Version'],
    ['structure', 'StructTreeRoot'],
    ['structure', 'MarkInfo'],
    ['structure', 'Lang'],
    ['changed', 'OpenAction'],
    ['changed', 'Perms'],
    ['changed', 'Names'],
    ['changed', 'toString'],
    ['changed', 'constructor'],
  ])('is %s if it is that of %s: new, other or gone', (kind, entry) => {
    const one = { 1: catalog(`/${entry}<</A 1>>`) }
    const other = { 1: catalog(`/${entry}<</A 2>>`) }
    expect(changes(one)).toEqual([change(kind, entry)])
    expect(changes(other, one)).toEqual([change(kind, entry)])
    expect(changes({ 1: catalog() }, one)).toEqual([change(kind, entry)])
    expect(changes(one, one)).toEqual([])
  })

  it('is one of the properties if it is that of the information', () => {
    const info = `${trailer}/Info 4 0 R`
    expect(changes({ 4: '(other)' }, {}, [info, info])).toEqual([change('properties', 'Info')])
    expect(changes({}, {}, [trailer, info])).toEqual([change('properties', 'Info')])
    expect(changes({}, {}, [info, info])).toEqual([])
  })
})

describe('a change of a page', () => {
  it.each<[Change['kind'], string]>([
    ['properties', 'LastModified'],
    ['properties', 'PieceInfo'],
    ['properties', 'Metadata'],
    ['structure', 'StructParents'],
    ['structure', 'Tabs'],
    ['changed', 'Contents'],
    ['changed', 'MediaBox'],
    ['changed', 'Rotate'],
    ['changed', 'valueOf'],
  ])('is %s if it is that of %s', (kind, entry) => {
    expect(changes({ 3: page(`/${entry} 5`) })).toEqual([change(kind, `Page 1 ${entry}`)])
    expect(changes({ 3: page() }, { 3: page(`/${entry} 5`) })).toEqual([change(kind, `Page 1 ${entry}`)])
  })

  it('is told by the number of the page', () => {
    const two = { 2: '<</Type/Pages/Kids[3 0 R 8 0 R]/Count 2>>', 8: '<</Type/Page/Parent 2 0 R>>' }
    const later = { 8: '<</Type/Page/Parent 2 0 R/Contents 4 0 R>>' }
    expect(changes(later, two)).toEqual([change('changed', 'Page 2 Contents')])
  })

  it('is seen if what the page refers to changes, or what it has from above', () => {
    const shown = { 3: page('/Contents 4 0 R') }
    expect(changes({ 4: '(five)' }, shown)).toEqual([change('changed', 'Page 1 Contents')])
    const above = { 2: '<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 9 8]>>' }
    expect(changes(above)).toEqual([change('changed', 'Page 1 MediaBox')])
  })

  it('is none if only its parent is another', () => {
    const moved = {
      2: '<</Type/Pages/Kids[9 0 R]/Count 1/MediaBox[0 0 9 9]>>',
      9: '<</Type/Pages/Parent 2 0 R/Kids[3 0 R]/Count 1>>',
      3: '<</Type/Page/Parent 9 0 R/Annots[6 0 R]>>',
    }
    expect(changes(moved)).toEqual([])
  })

  it('is of the pages if there are more or fewer', () => {
    const two = { 2: '<</Type/Pages/Kids[3 0 R 8 0 R]/Count 2>>', 8: '<</Type/Page/Parent 2 0 R>>' }
    expect(changes(two)).toEqual([change('changed', 'Pages')])
    const { 2: one = '' } = before
    expect(changes({ 2: one }, two)).toEqual([change('changed', 'Pages')])
  })
})

describe('an annotation', () => {
  it.each<[string, Objects, readonly Change[]]>([
    ['that is new', { 3: page('', '[6 0 R 9 0 R]'), 9: '<<>>' }, [change('annotated', 'Page 1 9 0')]],
    ['that is another', { 6: '<</Subtype/Text>>' }, [change('annotated', 'Page 1 6 0')]],
    ['that is gone', { 3: page('', '[]') }, [change('annotated', 'Page 1 6 0')]],
    [
      'that stands in the page itself',
      { 3: page('', '[6 0 R<<>>]') },
      [change('annotated', 'Page 1 direct 1')],
    ],
    [
      'in place of another',
      { 3: page('', '[9 0 R]'), 9: '<<>>' },
      [change('annotated', 'Page 1 9 0'), change('annotated', 'Page 1 6 0')],
    ],
  ])('%s is told', (_, after, expected) => expect(changes(after)).toEqual(expected))

  it('of a list of its own is compared as well', () => {
    const apart = { 3: page('', ' 9 0 R'), 9: '[6 0 R]' }
    expect(changes({ 9: '[]' }, apart)).toEqual([change('annotated', 'Page 1 6 0')])
    expect(changes({ 3: page() }, apart)).toEqual([])
  })

  it('has its place among the others', () => {
    const two = { 3: page('', '[6 0 R 9 0 R]'), 9: '<<>>' }
    const turned = { 3: page('', '[9 0 R 6 0 R]') }
    expect(changes(turned, two)).toEqual([change('annotated', 'Page 1 Annots')])
    const joined = { 3: page('', '[6 0 R 10 0 R 9 0 R]'), 10: '<<>>' }
    expect(changes(joined, two)).toEqual([change('annotated', 'Page 1 10 0')])
  })
})
