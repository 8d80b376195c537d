import { describe, expect, it } from 'vitest'
import { tally } from '../../../../src/documents/ofd-drawing/budget.ts'
import { paintOf } from '../../../../src/documents/ofd-drawing/colours.ts'
import { element, resourcesOf } from './around.ts'

const paint = (attributes: string, inner: string) => {
  const left = tally()
  const found = paintOf(element(`<FillColor ${attributes}>${inner}</FillColor>`), resourcesOf(''), left)
  return { found, left: left.all() }
}
const stop = (value: string, position?: string) =>
  `<Segment${position === undefined ? '' : ` Position="${position}"`}><Color Value="${value}"/></Segment>`
const two = stop('255 0 0') + stop('0 0 255')
const axial = (attributes: string, inner = two) =>
  paint('Alpha="51"', `<AxialShd ${attributes}>${inner}</AxialShd>`)
const radial = (attributes: string, inner = two) =>
  paint('Alpha="51"', `<RadialShd ${attributes}>${inner}</RadialShd>`)
const grey = { kind: 'colour', colour: '#808080', alpha: 0.2 }
const stops = [
  { at: 0, colour: '#ff0000', alpha: 1 },
  { at: 1, colour: '#0000ff', alpha: 1 },
]

describe('a shading along a line', () => {
  const line = 'StartPoint="1 2" EndPoint="4 6"'

  it('has its points, colours and alpha', () => {
    expect(axial(line)).toEqual({
      found: { kind: 'axial', from: { x: 1, y: 2 }, to: { x: 4, y: 6 }, stops, spread: 'pad', alpha: 0.2 },
      left: [],
    })
  })

  it.each([
    ['MapType="Repeat" MapUnit="10"', 'repeat', { x: 7, y: 10 }],
    ['MapType="Reflect" MapUnit="2.5"', 'reflect', { x: 2.5, y: 4 }],
    ['MapType="Repeat" MapUnit="0"', 'repeat', { x: 4, y: 6 }],
    ['MapType="Repeat" MapUnit="-5"', 'repeat', { x: 4, y: 6 }],
    ['MapType="Repeat"', 'repeat', { x: 4, y: 6 }],
    ['MapType="Direct" MapUnit="10"', 'pad', { x: 4, y: 6 }],
    ['MapType="toString" MapUnit="10"', 'pad', { x: 4, y: 6 }],
  ])('with %s is %s and ends at %j', (more, spread, to) => {
    expect(axial(`${line} ${more}`).found).toMatchObject({ spread, to })
  })

  it('may have no length', () => {
    const point = axial('StartPoint="1 2" EndPoint="1 2" MapType="Repeat" MapUnit="10"')
    expect(point.found).toMatchObject({ kind: 'axial', to: { x: 1, y: 2 } })
  })

  it.each(['StartPoint="1 2"', 'EndPoint="1 2"', 'StartPoint="1" EndPoint="1 2"'])(
    'is grey with %s, and told',
    (attributes) => expect(axial(attributes)).toEqual({ found: grey, left: [{ kind: 'shading', count: 1 }] }),
  )

  it('is grey without colours, and told', () => {
    expect(axial(line, '').found).toEqual(grey)
    expect(axial(line, '<Segment/>').left).toEqual([{ kind: 'shading', count: 1 }])
  })
})

describe('a shading around a point', () => {
  const circle = 'StartPoint="1 2" EndPoint="4 6"'

  it('has its points, radii, colours and alpha', () => {
    expect(radial(`${circle} StartRadius="3" EndRadius="5"`)).toEqual({
      found: {
        ...{ kind: 'radial', from: { x: 1, y: 2 }, to: { x: 4, y: 6 }, stops, alpha: 0.2 },
        ...{ fromRadius: 3, toRadius: 5 },
      },
      left: [],
    })
    expect(radial(`${circle} EndRadius="5"`).found).toMatchObject({ fromRadius: 0, toRadius: 5 })
  })

  it.each([
    circle,
    `${circle} EndRadius="0"`,
    `${circle} StartRadius="-1" EndRadius="5"`,
    'StartPoint="1 2" EndRadius="5"',
    'EndPoint="1 2" EndRadius="5"',
  ])('is grey with %s, and told', (attributes) => {
    expect(radial(attributes)).toEqual({ found: grey, left: [{ kind: 'shading', count: 1 }] })
  })

  it('gives way to one along a line', () => {
    const both = `<RadialShd ${circle} EndRadius="5">${two}</RadialShd><AxialShd ${circle}>${two}</AxialShd>`
    expect(paint('', both).found.kind).toBe('axial')
  })
})

describe('the colours of a shading', () => {
  const at = (...segments: readonly string[]) => {
    const { found } = axial('StartPoint="0 0" EndPoint="1 0"', segments.join(''))
    return found.kind === 'axial' ? found.stops.map((one) => [one.at, one.colour]) : found.kind
  }

  it('stand where they say, between 0 and 1, else evenly', () => {
    expect(at(stop('1', '0.25'), stop('2', '0.5'))).toEqual([
      [0.25, '#010101'],
      [0.5, '#020202'],
    ])
    expect(at(stop('1', '-1'), stop('2', '3'))).toEqual([
      [0, '#010101'],
      [1, '#020202'],
    ])
    expect(at(stop('1'), stop('2'), stop('3'))).toEqual([
      [0, '#010101'],
      [0.5, '#020202'],
      [1, '#030303'],
    ])
    expect(at(stop('1'))).toEqual([[0, '#010101']])
    expect(at(stop('1'), '<Segment/>', stop('3'))).toEqual([
      [0, '#010101'],
      [1, '#030303'],
    ])
  })

  it('are up to 64', () => {
    expect(at(...Array.from({ length: 65 }, () => stop('1')))).toHaveLength(64)
  })
})
