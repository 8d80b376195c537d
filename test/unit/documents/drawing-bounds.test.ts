import { describe, expect, it } from 'vitest'
import { readTree } from '../../../src/documents/xml/tree.ts'
import { path, square, text } from '../../forgeries/page-maker.ts'
import { drawnPage, itemsOfKind, leftOutOf } from './opened-ofd.ts'

// What just fits is on the page of somebody who sent nothing wrong; what is more is left out, and the reader is told.

const letter = '<ofd:TextCode X="0" Y="5">甲</ofd:TextCode>'
const sized = (attributes: string) =>
  `<ofd:TextObject ID="8" Boundary="0 0 100 10" Font="3" ${attributes}>${letter}</ofd:TextObject>`
const clip =
  '<ofd:Clip><ofd:Area><ofd:Path Boundary="0 0 1 1"><ofd:AbbreviatedData>M 0 0 L 1 1</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip>'

describe('an object of a page', () => {
  it.each<[string, 'path' | 'text', string, string]>([
    ['letters of 5,000 millimetres', 'text', sized('Size="5000"'), sized('Size="5001"')],
    ['letters stretched a hundred times', 'text', text('HScale="100"', letter), text('HScale="101"', letter)],
    ['16 clips', 'path', ...clipped(16, 17)],
    ['a number of 100,000', 'path', ...lineTo('100000', '100001')],
    ['one as far below zero', 'path', ...lineTo('-100000', '-100001')],
  ])('has at most %s', (_, kind, fits, tooMuch) => {
    const [within, beyond] = [fits, tooMuch].map((layer) => drawnPage({ layer }))
    if (within === undefined || beyond === undefined) throw new Error('two pages')
    expect([itemsOfKind(within, kind).length, leftOutOf(within)]).toEqual([1, {}])
    expect(Object.values(leftOutOf(beyond))).toEqual([1])
  })

  it('has at most 32 lengths of dashes; a line with more is whole', () => {
    const dashes = (count: number) =>
      itemsOfKind(drawnPage({ layer: path(`DashPattern="${'1 '.repeat(count)}"`) }), 'path')[0]?.stroke?.dash
    expect([dashes(32)?.length, dashes(33)]).toEqual([32, []])
  })

  it('has at most 64 colours in a shading', () => {
    const stops = (count: number) => {
      const segments = Array.from(
        { length: count },
        (_, i) => `<ofd:Segment Position="${i / count}"><ofd:Color Value="${i} 0 0"/></ofd:Segment>`,
      ).join('')
      const fill = `<ofd:FillColor><ofd:AxialShd StartPoint="0 0" EndPoint="9 0">${segments}</ofd:AxialShd></ofd:FillColor>`
      const layer = path('Fill="true" Stroke="false"', square + fill)
      const paint = itemsOfKind(drawnPage({ layer }), 'path')[0]?.fill
      return paint?.kind === 'axial' ? paint.stops.length : null
    }
    expect([stops(64), stops(65)]).toEqual([64, 64])
  })
})

describe('the XML of a file', () => {
  const read = (xml: string, most?: number) => {
    try {
      readTree(Buffer.from(xml), most)
      return 'read'
    } catch (error) {
      return error instanceof Error && 'code' in error ? error.code : error
    }
  }
  const nested = (depth: number) => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`
  const attributes = (count: number) =>
    `<a ${Array.from({ length: count }, (_, i) => `a${i}="1"`).join(' ')}/>`

  it('has at most 64 elements within each other and 64 attributes in one', () => {
    expect([read(nested(64)), read(nested(65))]).toEqual(['read', 'limits-exceeded'])
    expect([read(attributes(64)), read(attributes(65))]).toEqual(['read', 'damaged'])
  })

  it('has at most as many elements as its reader allows', () => {
    expect([read('<a><b/><b/></a>', 3), read('<a><b/><b/><b/></a>', 3)]).toEqual(['read', 'limits-exceeded'])
  })

  it('has references to every letter that there is, and to no other', () => {
    for (const right of ['&#1114111;', '&#x10FFFF;', '&#xD7FF;', '&#xE000;', '&#x1;', '&amp;'])
      expect([right, read(`<a>${right}</a>`)]).toEqual([right, 'read'])
    for (const wrong of ['&#1114112;', '&#x110000;', '&#xD800;', '&#xDFFF;', '&#0;', '&nbsp;', '&amp'])
      expect([wrong, read(`<a>${wrong}</a>`)]).toEqual([wrong, 'damaged'])
  })
})

function clipped(fits: number, tooMuch: number): [string, string] {
  const object = (count: number) => path('', `${square}<ofd:Clips>${clip.repeat(count)}</ofd:Clips>`)
  return [object(fits), object(tooMuch)]
}

function lineTo(fits: string, tooMuch: string): [string, string] {
  const object = (x: string) => path('', `<ofd:AbbreviatedData>M 0 0 L ${x} 1</ofd:AbbreviatedData>`)
  return [object(fits), object(tooMuch)]
}
