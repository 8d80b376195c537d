import { describe, expect, it } from 'vitest'
import { surroundings } from './around.ts'
import { clips, draw, only, path } from './drawn.ts'

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
