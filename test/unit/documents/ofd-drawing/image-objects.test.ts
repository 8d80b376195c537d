import { describe, expect, it } from 'vitest'
import { missing } from '../../../../src/documents/ofd-drawing/objects.ts'
import { readResources } from '../../../../src/documents/ofd-drawing/resources.ts'
import { pngOf } from '../../../forgeries/page-maker.ts'
import { packageOf, surroundings } from './around.ts'
import { clips, draw, only } from './drawn.ts'

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
