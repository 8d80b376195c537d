import { describe, expect, it } from 'vitest'
import {
  alphaOf,
  black,
  fillOf,
  isOn,
  strokeOf,
  styleOf,
} from '../../../../src/documents/ofd-drawing/style.ts'
import type { Surroundings } from '../../../../src/documents/ofd-drawing/surroundings.ts'
import { element, surroundings } from './around.ts'

const params = (...list: readonly string[]) => `<DrawParams>${list.join('')}</DrawParams>`
const style = (xml: string, resources = '', more: Partial<Surroundings> = {}) =>
  styleOf(element(xml), surroundings(resources, more))
const red = { kind: 'colour', colour: '#ff0000', alpha: 1 } as const

describe('how an object is drawn', () => {
  const chain = params(
    '<DrawParam ID="1" Relative="2" A="1"/>',
    '<DrawParam ID="2" A="2" B="2"/>',
    '<DrawParam ID="3" A="3" B="3" C="3"/>',
  )

  it('is said by the object, then by what it names, then by the layer', () => {
    const found = style('<PathObject DrawParam="1" D="0"/>', chain, { layerParam: '3' })
    expect(['A', 'B', 'C', 'D', 'E'].map(found.attribute)).toEqual(['1', '2', '3', '0', undefined])
    expect(style('<PathObject A="0" DrawParam="1"/>', chain).attribute('A')).toBe('0')
    expect(style('<PathObject/>', chain).attribute('A')).toBeUndefined()
    expect(style('<PathObject DrawParam="9"/>', chain, { layerParam: '2' }).attribute('A')).toBe('2')
  })

  it('is said by children in the same order', () => {
    const colours = params(
      '<DrawParam ID="1"><FillColor Value="1"/></DrawParam>',
      '<DrawParam ID="2"><FillColor Value="2"/><StrokeColor Value="2"/></DrawParam>',
    )
    const found = style('<PathObject DrawParam="1"/>', colours, { layerParam: '2' })
    const value = (name: string) => found.child(name)?.attributes.get('Value')
    expect([value('FillColor'), value('StrokeColor'), value('Other')]).toEqual(['1', '2', undefined])
  })

  it('may lead in a circle, and is read 16 steps far', () => {
    const circle = params('<DrawParam ID="1" Relative="2"/>', '<DrawParam ID="2" Relative="1" A="2"/>')
    expect(style('<PathObject DrawParam="1"/>', circle).attribute('A')).toBe('2')
    expect(style('<PathObject DrawParam="1"/>', circle).attribute('B')).toBeUndefined()
    const long = params(
      ...Array.from({ length: 17 }, (_, i) => `<DrawParam ID="${i}" Relative="${i + 1}" A${i}="x"/>`),
    )
    const found = style('<PathObject DrawParam="0"/>', long)
    expect([found.attribute('A15'), found.attribute('A16')]).toEqual(['x', undefined])
  })
})

describe('a value of an object', () => {
  it.each([
    ['255', 1],
    ['51', 0.2],
    ['0', 0],
    ['-1', 0],
    ['256', 1],
    ['x', 1],
  ])('that is the alpha %s means %d', (text, alpha) => {
    expect(alphaOf(element(`<PathObject Alpha="${text}"/>`))).toBe(alpha)
    expect(alphaOf(element('<PathObject/>'))).toBe(1)
  })

  it.each([
    ['true', true],
    [' true ', true],
    ['1', true],
    [' 1', true],
    ['false', false],
    ['0', false],
    ['TRUE', false],
    ['', false],
  ])('that is %j is on: %s', (text, on) => {
    expect([isOn(text, true), isOn(text, false)]).toEqual([on, on])
    expect([isOn(undefined, true), isOn(undefined, false)]).toEqual([true, false])
  })
})

describe('what fills an object', () => {
  const around = surroundings()
  const fill = (xml: string, usual: typeof red | null, alpha = 1) =>
    fillOf(styleOf(element(xml), around), usual, alpha, around)

  it('is its colour, else what is usual, else nothing, and fades with it', () => {
    expect(fill('<P><FillColor Value="255 0 0"/></P>', null)).toEqual(red)
    expect(fill('<P><FillColor Value="255 0 0" Alpha="51"/></P>', null, 0.5)).toMatchObject({ alpha: 0.1 })
    expect(fill('<P/>', red, 0.5)).toEqual({ ...red, alpha: 0.5 })
    expect(fill('<P/>', null)).toBeNull()
    expect(fill('<P><StrokeColor Value="255 0 0"/></P>', null)).toBeNull()
  })
})

describe('a line', () => {
  const stroke = (attributes: string, inner = '', usual: typeof black | null = black, alpha = 1) => {
    const around = surroundings()
    return strokeOf(styleOf(element(`<P ${attributes}>${inner}</P>`), around), usual, alpha, around)
  }

  it('has what the standard says where nothing else is said', () => {
    expect(stroke('')).toEqual({
      ...{
        paint: black,
        width: 0.353,
        cap: 'butt',
        join: 'miter',
        miterLimit: 3.528,
        dash: [],
        dashOffset: 0,
      },
    })
    expect(black).toEqual({ kind: 'colour', colour: '#000000', alpha: 1 })
  })

  it('has a colour of its own, and is none without any', () => {
    expect(stroke('', '<StrokeColor Value="255 0 0"/>', null)?.paint).toEqual(red)
    expect(stroke('', '', black, 0.25)?.paint).toEqual({ ...black, alpha: 0.25 })
    expect(stroke('', '<FillColor Value="255 0 0"/>', null)).toBeNull()
  })

  it.each([
    ['LineWidth="2"', { width: 2 }],
    ['LineWidth="0"', { width: 0 }],
    ['LineWidth="-1"', { width: 0 }],
    ['Cap="Butt"', { cap: 'butt' }],
    ['Cap="Round"', { cap: 'round' }],
    ['Cap="Square"', { cap: 'square' }],
    ['Cap="toString"', { cap: 'butt' }],
    ['Join="Miter"', { join: 'miter' }],
    ['Join="Round"', { join: 'round' }],
    ['Join="Bevel"', { join: 'bevel' }],
    ['Join="Other"', { join: 'miter' }],
    ['MiterLimit="5"', { miterLimit: 5 }],
    ['MiterLimit="0.5"', { miterLimit: 1 }],
    ['DashOffset="-2"', { dashOffset: -2 }],
    ['DashPattern="1 0.5"', { dash: [1, 0.5] }],
    ['DashPattern="0.05"', { dash: [0.05] }],
    ['DashPattern="0.049"', { dash: [] }],
    ['DashPattern="0 0"', { dash: [] }],
    ['DashPattern="1 -1 3"', { dash: [] }],
    ['DashPattern="1 x"', { dash: [] }],
    [`DashPattern="${'1 '.repeat(32)}"`, { dash: new Array(32).fill(1) }],
    [`DashPattern="${'1 '.repeat(33)}"`, { dash: [] }],
  ])('with %s has %j', (attributes, expected) => expect(stroke(attributes)).toMatchObject(expected))

  it.each(['LineWidth="x"', 'MiterLimit=""', 'DashOffset="1 2"'])('with %s is refused', (attributes) => {
    expect(() => stroke(attributes)).toThrow(expect.objectContaining({ code: 'damaged' }))
  })
})
