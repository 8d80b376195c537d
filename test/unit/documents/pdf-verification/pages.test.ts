import { describe, expect, it } from 'vitest'
import { openPdf } from '../../../../src/documents/pdf-structure/pdf-file.ts'
import { serialised } from '../../../../src/documents/pdf-structure/serialised.ts'
import { pagesOf } from '../../../../src/documents/pdf-verification/pages.ts'
import { type Objects, unsignedPdf } from '../../../forgeries/pdf-maker.ts'
import { withList } from './with-list.ts'

const pagesIn = (objects: Objects, pages = '2 0 R') =>
  pagesOf(openPdf(unsignedPdf({ 1: `<</Pages ${pages}>>`, ...objects })))
const told = (objects: Objects) =>
  pagesIn(objects).map(({ ref: { number }, entries }) => [
    number,
    Object.fromEntries([...entries].map(([name, value]) => [name, serialised(value).toString()])),
  ])
const refusal = (code: string) => expect.objectContaining({ code })

describe('the pages of a document', () => {
  it('come in the order of the tree', () => {
    const tree = { 2: '<</Kids[3 0 R 4 0 R 5 0 R]>>', 3: '<<>>', 4: '<</Kids[6 0 R]>>', 5: '<<>>', 6: '<<>>' }
    expect(pagesIn(tree).map((page) => page.ref.number)).toEqual([3, 6, 5])
  })

  it('have four entries from the nodes above, the nearest first, and nothing else', () => {
    const tree = {
      2: '<</Kids[3 0 R]/Resources 1/MediaBox 2/CropBox 3/Rotate 4/Contents 5>>',
      3: '<</Kids[4 0 R 5 0 R]/MediaBox 6>>',
      4: '<</Rotate 7/Tabs 8>>',
      5: '<<>>',
    }
    expect(told(tree)).toEqual([
      [4, { Resources: '1', MediaBox: '6', CropBox: '3', Rotate: '7', Tabs: '8' }],
      [5, { Resources: '1', MediaBox: '6', CropBox: '3', Rotate: '4' }],
    ])
  })

  it('may be one that is the whole tree, or none', () => {
    expect(told({ 2: '<</Rotate 90>>' })).toEqual([[2, { Rotate: '90' }]])
    expect(told({ 2: '<</Kids[]>>' })).toEqual([])
    expect(told({ 2: '<</Kids 3 0 R>>', 3: '[4 0 R]', 4: '<<>>' })).toEqual([[4, {}]])
  })

  it.each<[string, Objects, string?]>([
    ['a page is none', { 2: '<</Kids[3 0 R]>>' }],
    ['a page has no reference of its own', { 2: '<</Kids[<<>>]>>' }],
    ['the tree has none', {}, '<<>>'],
    ['there is no tree', {}, 'null'],
    ['a page comes twice', { 2: '<</Kids[3 0 R 3 0 R]>>', 3: '<<>>' }],
    ['the tree leads in a circle', { 2: '<</Kids[2 0 R]>>' }],
  ])('are refused if %s', (_, objects, pages) => {
    expect(() => pagesIn(objects, pages)).toThrow(refusal('damaged'))
  })

  it('are up to 33 levels deep', () => {
    const chain = (levels: number) =>
      Object.fromEntries(
        Array.from({ length: levels }, (_, i) => [
          2 + i,
          i + 1 < levels ? `<</Kids[${3 + i} 0 R]>>` : '<<>>',
        ]),
      )
    expect(pagesIn(chain(33))).toHaveLength(1)
    expect(() => pagesIn(chain(34))).toThrow(refusal('limits-exceeded'))
  })

  it('are up to 50 000, with the nodes of the tree', () => {
    const tree = openPdf(unsignedPdf({ 1: '<</Pages 2 0 R>>', 2: '<</Kids(many)>>' }))
    const many = (count: number) => pagesOf(withList(tree, count))
    expect(many(49_999)).toHaveLength(49_999)
    expect(() => many(50_000)).toThrow(refusal('limits-exceeded'))
  })
})
