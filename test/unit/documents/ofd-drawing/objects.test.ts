import { describe, expect, it } from 'vitest'
import { budget } from '../../../../src/documents/ofd-drawing/budget.ts'
import { drawBlock, missing } from '../../../../src/documents/ofd-drawing/objects.ts'
import { readResources } from '../../../../src/documents/ofd-drawing/resources.ts'
import type { Surroundings } from '../../../../src/documents/ofd-drawing/surroundings.ts'
import type { Item } from '../../../../src/shared/documents/drawing.ts'
import { pngOf } from '../../../forgeries/page-maker.ts'
import { element, packageOf, surroundings } from './around.ts'

const draw = (inner: string, around: Surroundings = surroundings()) => {
  const items = drawBlock(element(`<Layer>${inner}</Layer>`), around)
  const left = Object.fromEntries(around.page.leftOut.all().map(({ kind, count }) => [kind, count]))
  return { items, left }
}
const only = (inner: string, around?: Surroundings): Item => {
  const { items, left } = draw(inner, around)
  const [item] = items
  if (item === undefined || items.length > 1)
    throw new Error(`not one item: ${JSON.stringify({ items, left })}`)
  return item
}
const data = (text: string) => `<AbbreviatedData>${text}</AbbreviatedData>`
const path = (attributes = '', inner = data('M 0 0 L 10 10')) =>
  `<PathObject ${attributes}>${inner}</PathObject>`
const clips = (flag: string) =>
  `<Clips TransFlag="${flag}"><Clip><Area><Path>${data('M 7 7')}</Path></Area></Clip></Clips>`

describe('a path', () => {
  it('is a black line where nothing is said', () => {
    expect(only(path())).toMatchObject({
      ...{
        kind: 'path',
        matrix: [1, 0, 0, 1, 0, 0],
        clips: [],
        data: 'M0 0L10 10',
        rule: 'nonzero',
        fill: null,
      },
      stroke: { paint: { kind: 'colour', colour: '#000000', alpha: 1 }, width: 0.353 },
    })
  })

  it('may be filled by another rule, and fades', () => {
    const filled = path(
      'Fill="true" Stroke="false" Rule="Even-Odd" Alpha="51"',
      `${data('M 0 0')}<FillColor Value="9 9 9"/>`,
    )
    expect(only(filled)).toMatchObject({
      rule: 'evenodd',
      stroke: null,
      fill: { colour: '#090909', alpha: 0.2 },
    })
    expect(only(path('Alpha="51"'))).toMatchObject({ stroke: { paint: { alpha: 0.2 } } })
  })

  it('is nothing without line and colour', () => {
    expect(draw(path('Stroke="false"'))).toEqual({ items: [], left: {} })
    expect(draw(path('Stroke="false" Fill="true"'))).toEqual({ items: [], left: {} })
  })

  it('stands where boundary and matrix put it', () => {
    expect(only(path('Boundary="5 6 50 50" CTM="2 0 0 2 1 1"')).matrix).toEqual([2, 0, 0, 2, 6, 7])
    expect(only(path('CTM="2 0 0 2 1 1"')).matrix).toEqual([2, 0, 0, 2, 1, 1])
  })

  it.each([
    ['0 0 10 10', 'path'],
    ['0 0 9.9 10', 'path'],
    ['0 0 8.9 10', 'path'],
    ['0 0 8.8 10', 'group'],
    ['0 0 10 8.8', 'group'],
  ])('in the boundary %s with a line of 1 is a %s: the line and a tenth have room', (boundary, kind) => {
    expect(only(path(`Boundary="${boundary}" LineWidth="1"`)).kind).toBe(kind)
  })

  it('that leads out is cut with that room, which grows with it', () => {
    const cut = only(path('Boundary="20 30 5 5" LineWidth="1" CTM="2 0 0 2 0 0"'))
    const box = 'M17.9 27.9L27.1 27.9L27.1 37.1L17.9 37.1Z'
    expect(cut).toMatchObject({
      kind: 'group',
      matrix: [1, 0, 0, 1, 0, 0],
      alpha: 1,
      clips: [[{ data: box }]],
    })
    const filled = path('Boundary="0 0 5 5" Fill="true" Stroke="false"', `${data('M 0 0 L 9 9')}<FillColor/>`)
    expect(only(filled)).toMatchObject({ clips: [[{ data: 'M-0.1 -0.1L5.1 -0.1L5.1 5.1L-0.1 5.1Z' }]] })
  })

  it('has clips with its matrix or around it', () => {
    expect(only(path('', data('M 0 0') + clips('true')))).toMatchObject({
      kind: 'path',
      clips: [[{ data: 'M7 7' }]],
    })
    expect(only(path('', data('M 0 0') + clips('false')))).toMatchObject({
      ...{ kind: 'group', clips: [[{ data: 'M7 7' }]], items: [{ kind: 'path', clips: [] }] },
    })
  })
})

const pictured = () => {
  const pack = packageOf({
    'Res.xml':
      '<Res><MultiMedias><MultiMedia ID="7"><MediaFile>a.png</MediaFile></MultiMedia></MultiMedias></Res>',
    'a.png': pngOf(4, 4),
  })
  return surroundings('', { pack, resources: readResources(['Res.xml'], pack, null) })
}
const image = (attributes: string, inner = '') =>
  `<ImageObject ResourceID="7" ${attributes}>${inner}</ImageObject>`
const matrixOf = (attributes: string) => only(image(attributes), pictured()).matrix

describe('a picture', () => {
  it('fills what its matrix makes of the unit square, else its boundary', () => {
    expect(only(image('Boundary="1 2 30 40" CTM="30 0 0 40 0 0" Alpha="51"'), pictured())).toEqual({
      ...{
        kind: 'picture',
        matrix: [30, 0, 0, 40, 1, 2],
        clips: [],
        picture: expect.any(String),
        alpha: 0.2,
      },
    })
    expect(matrixOf('Boundary="1 2 30 40"')).toEqual([30, 0, 0, 40, 1, 2])
    expect(matrixOf('Boundary="1 2 30 40" CTM=" "')).toEqual([30, 0, 0, 40, 1, 2])
    expect(matrixOf('')).toEqual([1, 0, 0, 1, 0, 0])
  })

  it.each([
    ['10.1', 'picture'],
    ['10.2', 'group'],
  ])('is cut by its boundary with a tenth of room: %s wide it is a %s', (width, kind) => {
    expect(only(image(`Boundary="0 0 10 10" CTM="${width} 0 0 10 0 0"`), pictured()).kind).toBe(kind)
  })

  it('has clips in its own units, or in those of its boundary', () => {
    const sized = only(image('Boundary="1 2 30 40" CTM="30 0 0 40 0 0"', clips('true')), pictured())
    expect(sized).toMatchObject({ kind: 'picture', clips: [[{ data: 'M7 7' }]] })
    expect(only(image('Boundary="1 2 30 40"', clips('true')), pictured())).toMatchObject({
      ...{ kind: 'group', matrix: [1, 0, 0, 1, 1, 2], clips: [[{ data: 'M7 7' }]], alpha: 1 },
      items: [{ kind: 'picture', matrix: [30, 0, 0, 40, 0, 0], clips: [] }],
    })
    expect(only(image('Boundary="1 2 30 40"', clips('false')), pictured())).toMatchObject({
      ...{ kind: 'group', matrix: [1, 0, 0, 1, 0, 0], items: [{ matrix: [30, 0, 0, 40, 1, 2] }] },
    })
  })

  it('tells what of it is not drawn', () => {
    expect(draw(image('ImageMask="9"', '<Border/>'), pictured()).left).toEqual({
      ...{ 'unknown-object': 1, 'picture-mask': 1 },
    })
    expect(draw(image(''), pictured()).left).toEqual({})
  })

  it('that is missing leaves its place', () => {
    const { items, left } = draw('<ImageObject Boundary="1 2 30 40"/>', pictured())
    expect(items).toEqual([
      { kind: 'missing', matrix: [30, 0, 0, 40, 1, 2], clips: [], box: { x: 0, y: 0, width: 1, height: 1 } },
    ])
    expect(left).toEqual({ 'picture-missing': 1 })
    expect(missing([1, 0, 0, 1, 0, 0])).toMatchObject({ kind: 'missing', clips: [] })
  })
})

describe('a composite object', () => {
  const unit = (id: string, content: string) =>
    `<CompositeGraphicUnits><CompositeGraphicUnit ID="${id}">${content}</CompositeGraphicUnit></CompositeGraphicUnits>`
  const units = unit('1', `<Content>${path()}</Content>`) + unit('2', '')
  const composite = (attributes: string, inner = '') =>
    `<CompositeObject ${attributes}>${inner}</CompositeObject>`

  it('draws what its resource holds, within its boundary', () => {
    expect(
      only(composite('ResourceID="1" Boundary="1 2 5 5" Alpha="51"'), surroundings(units)),
    ).toMatchObject({
      ...{ kind: 'group', clips: [[{ data: 'M1 2L6 2L6 7L1 7Z' }]] },
      items: [
        { kind: 'group', matrix: [1, 0, 0, 1, 1, 2], clips: [], alpha: 0.2, items: [{ kind: 'path' }] },
      ],
    })
    for (const boundary of ['', 'Boundary="1 2 0 5"'])
      expect(only(composite(`ResourceID="1" ${boundary}`), surroundings(units))).toMatchObject({
        ...{ kind: 'group', items: [{ kind: 'path' }] },
      })
  })

  it('has clips of its own', () => {
    const clipped = only(composite('ResourceID="1"', clips('true')), surroundings(units))
    expect(clipped).toMatchObject({ kind: 'group', clips: [[{ data: 'M7 7' }]], items: [{ kind: 'path' }] })
  })

  it('tells its text where it stands on the page', () => {
    const words = '<TextObject Size="10"><TextCode>甲</TextCode></TextObject>'
    const around = surroundings(unit('1', `<Content>${words}</Content>`), { matrix: [1, 0, 0, 1, 100, 0] })
    draw(composite('ResourceID="1" CTM="2 0 0 2 3 4"'), around)
    expect(around.page.spoken).toEqual([{ text: '甲', x: 103, y: 4, end: 123, size: 20 }])
  })

  it.each([
    ['ResourceID="2"', {}],
    ['ResourceID="9"', {}],
    ['', {}],
    ['ResourceID="1"', { composites: ['1'] }],
    ['ResourceID="1"', { depth: 12 }],
  ])('is left out and told: %s %j', (attributes, more) => {
    expect(draw(composite(attributes), surroundings(units, more))).toEqual({
      items: [],
      left: { composite: 1 },
    })
  })

  it('may stand eleven deep', () => {
    expect(only(composite('ResourceID="1"'), surroundings(units, { depth: 11 })).kind).toBe('group')
  })

  it('does not draw itself', () => {
    const circle = unit('1', `<Content>${composite('ResourceID="1"')}${path()}</Content>`)
    const { items, left } = draw(composite('ResourceID="1"'), surroundings(circle))
    expect(items).toMatchObject([{ kind: 'group', items: [{ kind: 'path' }] }])
    expect(left).toEqual({ composite: 1 })
  })
})

describe('a block within others', () => {
  it('is a group of what it holds, or nothing', () => {
    expect(only(`<PageBlock CTM="2 0 0 2 0 0">${path()}</PageBlock>`)).toMatchObject({
      ...{ kind: 'group', matrix: [2, 0, 0, 2, 0, 0], clips: [], alpha: 1, items: [{ kind: 'path' }] },
    })
    expect(draw('<PageBlock/>')).toEqual({ items: [], left: {} })
  })

  it('stands up to twelve deep', () => {
    const nested = (depth: number) => '<PageBlock>'.repeat(depth) + path() + '</PageBlock>'.repeat(depth)
    expect(draw(nested(12)).left).toEqual({})
    expect(draw(nested(13))).toEqual({ items: [], left: { 'too-much': 1 } })
  })
})

describe('the objects of a block', () => {
  it('are drawn in their order; what is none is not told', () => {
    const { items, left } = draw(
      `<Actions/>${path('', data('M 1 1'))}<FillColor/><StrokeColor/>${path('', data('M 2 2'))}`,
    )
    expect(items).toMatchObject([{ data: 'M1 1' }, { data: 'M2 2' }])
    expect(left).toEqual({})
  })

  it.each<[string, Record<string, number>]>([
    ['<VideoObject/>', { video: 1 }],
    ['<AudioObject/>', { video: 1 }],
    ['<OtherObject/>', { 'unknown-object': 1 }],
    ['<toString/>', { 'unknown-object': 1 }],
    [path('', data('M 1')), { unreadable: 1 }],
    [path('', data('X') + data('Y')), { unreadable: 1 }],
    [path('Boundary="1 2 3"'), { unreadable: 1 }],
    [path('Boundary=""'), { unreadable: 1 }],
    [path('CTM="1 2 3"'), { unreadable: 1 }],
    [path('Visible="false"', data('X')), {}],
    ['<VideoObject Visible="false"/>', { video: 1 }],
  ])('that cannot be drawn leave %s out and tell %j', (inner, left) => {
    expect(draw(inner + path())).toMatchObject({ items: [{ kind: 'path' }], left })
    expect(draw(inner).left).toEqual(left)
  })

  it('are as many as the page may have', () => {
    const around = surroundings()
    around.page.budget.take('objects', 19_999)
    const { items, left } = draw(path() + path() + path(), around)
    expect([items.length, left]).toEqual([1, { 'too-much': 2 }])
  })

  it('cost what is written in them, also within, but inner blocks cost for themselves', () => {
    const cost = (inner: string) => {
      const around = surroundings()
      const page = { ...around.page, budget: budget() }
      draw(inner, { ...around, page })
      return 6_000_000 - page.budget.left('work')
    }
    expect(cost(path('Rule="abc"', data('M 1 1')))).toBe(3 + 5)
    expect(cost(path('', `${data('M 1 1')}<Actions A="xyz">text</Actions>`))).toBe(5 + 3 + 4)
    expect(cost(`<PageBlock A="12">${path('Rule="abc"', data('M 1 1'))}</PageBlock>`)).toBe(2 + 8)
  })

  it('are left out where their cost is more than is left', () => {
    const around = surroundings()
    around.page.budget.take('work', 6_000_000 - 5)
    const { items, left } = draw(path('', data('M 1 1')) + path('', data('M 1 1')), around)
    expect([items.length, left]).toEqual([1, { 'too-much': 1 }])
  })
})
