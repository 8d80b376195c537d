import { describe, expect, it } from 'vitest'
import { tally } from '../../../../src/documents/ofd-drawing/budget.ts'
import { contentTree, guarded, pageSheet } from '../../../../src/documents/ofd-drawing/sheets.ts'
import { RefusedFile } from '../../../../src/documents/refused-file.ts'
import { element, packageOf, surroundings } from './around.ts'

const path = (place: string) => `<PathObject><AbbreviatedData>M ${place} 0</AbbreviatedData></PathObject>`
const layer = (place: string, attributes = '') => `<Layer ${attributes}>${path(place)}</Layer>`
const sheet = (inner: string, files: Readonly<Record<string, string>> = {}, spent = 0) => {
  const { page, resources, matrix } = surroundings()
  page.budget.take('readBytes', spent)
  const ground = { pack: packageOf(files), page, matrix, resources, files: ['Doc.xml'] }
  const made = pageSheet(element(`<Page>${inner}</Page>`), 'Doc/Page.xml', 'template', ground)
  const places = made.items.map((item) => (item.kind === 'path' ? item.data : item.kind))
  return { ...made, files: [...made.files], places, left: page.leftOut.all() }
}

describe('what a page file shows', () => {
  it('has its origin and the files that it is made of', () => {
    expect(sheet(`<Content>${layer('1')}</Content>`)).toMatchObject({
      ...{ origin: 'template', files: ['Doc.xml', 'Res.xml', 'Doc/Page.xml'], places: ['M1 0'], left: [] },
    })
    expect(sheet('')).toMatchObject({ items: [], left: [] })
  })

  it('lies in the order of its layers; those of one kind keep theirs', () => {
    const layers = [
      ...[
        layer('1', 'Type="Foreground"'),
        layer('2', 'Type="Body"'),
        layer('3'),
        layer('4', 'Type="Background"'),
      ],
      ...[layer('5', 'Type="Other"'), layer('6', 'Type="Foreground"'), layer('7', 'Type="toString"')],
      layer('8', 'Type="Background"'),
    ]
    expect(sheet(`<Content>${layers.join('')}</Content>`).places).toEqual(
      ['4', '8', '2', '3', '5', '7', '1', '6'].map((place) => `M${place} 0`),
    )
  })

  const params = '<Res><DrawParams><DrawParam ID="1" LineWidth="9"/></DrawParams></Res>'
  const styled = `<PageRes>Own.xml</PageRes><Content>${layer('1', 'DrawParam="1"')}</Content>`

  it('is drawn with resources of its own', () => {
    const made = sheet(styled, { 'Doc/Own.xml': params })
    expect(made.files).toEqual(['Doc.xml', 'Res.xml', 'Doc/Own.xml', 'Doc/Page.xml'])
    expect(made.items).toMatchObject([{ stroke: { width: 9 } }])
    expect(made.left).toEqual([])
  })

  it('is drawn without resources that are missing or too large, which is told', () => {
    const left = [{ kind: 'resource', count: 1 }]
    expect(sheet(styled)).toMatchObject({ left, items: [{ stroke: { width: 0.353 } }] })
    const room = 48 * 1024 * 1024
    expect(sheet(styled, { 'Doc/Own.xml': params }, room - params.length).left).toEqual([])
    expect(sheet(styled, { 'Doc/Own.xml': params }, room - params.length + 1).left).toEqual(left)
  })

  it('is drawn with up to 32 files of resources', () => {
    const many = (count: number) => '<PageRes>None.xml</PageRes>'.repeat(count)
    expect(sheet(many(33)).left).toEqual([{ kind: 'resource', count: 32 }])
  })
})

describe('a file with contents', () => {
  const largest = 8 * 1024 * 1024
  const pack = packageOf({
    'a.xml': '<a/>',
    'broken.xml': '<a>',
    'fits.xml': '<a/>'.padEnd(largest),
    'large.xml': '<a/>'.padEnd(largest + 1),
    'many.xml': `<a>${'<b/>'.repeat(100_000)}</a>`,
    'most.xml': `<a>${'<b/>'.repeat(99_999)}</a>`,
  })
  const read = (file: string | null, spent = 0) => {
    const { page } = surroundings()
    page.budget.take('readBytes', spent)
    const tree = contentTree(file, pack, page)
    const room = 48 * 1024 * 1024 - page.budget.left('readBytes') - spent
    return [tree?.name ?? null, page.leftOut.all().map(({ kind }) => kind), room]
  }

  it.each([
    ['a.xml', 'a', [], 4],
    ['fits.xml', 'a', [], largest],
    ['most.xml', 'a', [], 400_003],
    ['broken.xml', null, ['unreadable'], 3],
    ['none.xml', null, ['unreadable'], 0],
    [null, null, ['unreadable'], 0],
    ['large.xml', null, ['too-much'], 0],
    ['many.xml', null, ['too-much'], 400_007],
  ])('is a tree if it can be read: %s', (file, name, left, room) => {
    expect(read(file)).toEqual([name, left, room])
  })

  it('is taken from what the page may unpack', () => {
    expect(read('a.xml', 48 * 1024 * 1024 - 4)).toEqual(['a', [], 4])
    expect(read('a.xml', 48 * 1024 * 1024 - 3)).toEqual([null, ['too-much'], 0])
  })
})

describe('what may be broken', () => {
  it('is made, or left out and told by its kind', () => {
    const left = tally()
    const refusing = (error: Error) => () =>
      guarded(left, () => {
        throw error
      })
    expect(guarded(left, () => 5)).toBe(5)
    expect(refusing(new RefusedFile('damaged'))()).toBeNull()
    expect(refusing(new RefusedFile('limits-exceeded'))()).toBeNull()
    expect(refusing(new RangeError('other'))).toThrow(RangeError)
    expect(left.all()).toEqual([
      { kind: 'unreadable', count: 1 },
      { kind: 'too-much', count: 1 },
    ])
  })
})
