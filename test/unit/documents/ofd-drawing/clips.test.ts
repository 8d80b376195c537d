import { describe, expect, it } from 'vitest'
import { boxClip, clipsOf, under } from '../../../../src/documents/ofd-drawing/clips.ts'
import { missing } from '../../../../src/documents/ofd-drawing/objects.ts'
import { element, surroundings } from './around.ts'

const identity = [1, 0, 0, 1, 0, 0] as const
const box = { x: 10, y: 20, width: 5, height: 5 }
const read = (inner: string, flag = '') => {
  const around = surroundings()
  const found = clipsOf(element(`<PathObject><Clips ${flag}>${inner}</Clips></PathObject>`), box, around)
  return { ...found, left: around.page.leftOut.all() }
}
const area = (shape: string, attributes = '') => `<Clip><Area ${attributes}>${shape}</Area></Clip>`
const path = (attributes = '', data = 'M 1 2') =>
  `<Path ${attributes}><AbbreviatedData>${data}</AbbreviatedData></Path>`
const region = { data: 'M1 2', rule: 'nonzero', matrix: identity }

describe('the clips of an object', () => {
  it('are none without a list', () => {
    expect(clipsOf(element('<PathObject/>'), box, surroundings())).toEqual({ inside: [], outside: [] })
    expect(read('')).toEqual({ inside: [], outside: [], left: [] })
  })

  it('go with its matrix, or with its boundary alone', () => {
    expect(read(area(path()))).toEqual({ inside: [[region]], outside: [], left: [] })
    expect(read(area(path()), 'TransFlag="true"').inside).toHaveLength(1)
    const still = { ...region, matrix: [1, 0, 0, 1, 10, 20] }
    expect(read(area(path()), 'TransFlag="false"')).toEqual({ inside: [], outside: [[still]], left: [] })
  })

  it('stand at the origin without a boundary', () => {
    const still = element(`<P><Clips TransFlag="false">${area(path())}</Clips></P>`)
    expect(clipsOf(still, null, surroundings()).outside).toEqual([[region]])
  })

  it('are moved by the area, then by the boundary of the shape, then by its matrix', () => {
    const moved = area(path('Boundary="1 2 3 4" CTM="3 0 0 3 0 0" Rule="Even-Odd"'), 'CTM="2 0 0 2 5 5"')
    expect(read(moved).inside).toEqual([[{ data: 'M1 2', rule: 'evenodd', matrix: [6, 0, 0, 6, 7, 9] }]])
  })

  it('have a region for each area', () => {
    const two = `<Clip><Area>${path()}</Area><Area>${path('', 'M 3 4')}</Area></Clip><Clip/>`
    expect(read(two).inside).toEqual([[region, { ...region, data: 'M3 4' }], []])
  })

  it('have no region of what cannot be read', () => {
    expect(read(area('') + area(path('', 'X')) + area('<Text/>') + area('<Path/>'))).toEqual({
      ...{ inside: [[], [], [], []], outside: [], left: [] },
    })
  })

  it('of a text, or a path without an outline, are its boundary, which is told', () => {
    const found = { inside: [[{ data: 'M0 0L3 0L3 4L0 4Z', rule: 'nonzero', matrix: [1, 0, 0, 1, 1, 2] }]] }
    const left = [{ kind: 'unknown-object', count: 1 }]
    expect(read(area('<Text Boundary="1 2 3 4"/>'))).toMatchObject({ ...found, left })
    expect(read(area('<Path Boundary="1 2 3 4"/>'))).toMatchObject({ ...found, left })
  })

  it('are up to 16', () => {
    expect(read('<Clip/>'.repeat(16)).inside).toHaveLength(16)
    expect(() => read('<Clip/>'.repeat(17))).toThrow(expect.objectContaining({ code: 'limits-exceeded' }))
  })
})

describe('an item under clips', () => {
  it('is in a group that has them, or as it is without any', () => {
    const item = missing(identity)
    const clip = boxClip(box)
    expect(clip).toEqual([{ data: 'M10 20L15 20L15 25L10 25Z', rule: 'nonzero', matrix: identity }])
    expect(under([], item)).toBe(item)
    expect(under([clip], item)).toEqual({
      kind: 'group',
      matrix: identity,
      clips: [clip],
      alpha: 1,
      items: [item],
    })
  })
})
