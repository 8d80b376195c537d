import { describe, expect, it } from 'vitest'
import { budget } from '../../../../src/documents/ofd-drawing/budget.ts'
import { surroundings } from './around.ts'
import { clips, data, draw, only, path } from './drawn.ts'

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
