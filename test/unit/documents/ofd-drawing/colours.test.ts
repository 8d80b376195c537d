import { describe, expect, it } from 'vitest'
import { tally } from '../../../../src/documents/ofd-drawing/budget.ts'
import { faded, paintOf } from '../../../../src/documents/ofd-drawing/colours.ts'
import { element, resourcesOf } from './around.ts'

const spaces = resourcesOf(
  `<ColorSpaces><ColorSpace ID="g" Type="Gray"/><ColorSpace ID="g4" Type="GRAY" BitsPerComponent="4"/>
  <ColorSpace ID="c" Type="CMYK"/><ColorSpace ID="r16" Type="RGB" BitsPerComponent="16"/>
  <ColorSpace ID="p"><Palette><CV>1 2 3</CV><CV> #ff 0 0 </CV></Palette></ColorSpace></ColorSpaces>`,
)
const paint = (attributes: string, inner = '', usual = spaces.usual) => {
  const left = tally()
  const found = paintOf(element(`<FillColor ${attributes}>${inner}</FillColor>`), { ...spaces, usual }, left)
  return { found, left: left.all() }
}
const colour = (attributes: string, usual?: string) => {
  const { found } = paint(attributes, '', usual === undefined ? null : spaces.space(usual))
  return found.kind === 'colour' ? [found.colour, found.alpha] : found.kind
}

describe('a colour', () => {
  it.each([
    ['Value="255 128 0"', '#ff8000'],
    ['Value=" 255,128, 0 "', '#ff8000'],
    ['Value="#FF #80 #0"', '#ff8000'],
    ['Value="300 -1 0"', '#ff0000'],
    ['Value="127.4 127.6 0"', '#7f8000'],
    ['Value="16"', '#101010'],
    ['Value="1 2"', '#000000'],
    ['Value="9 9 9 9"', '#000000'],
    ['Value="9 9 9 9 9"', '#000000'],
    ['Value="9 9 x"', '#000000'],
    ['Value="#12345 9 9"', '#000000'],
    ['Value="#g 9 9"', '#000000'],
    ['Value=""', '#000000'],
    ['', '#000000'],
    ['Value="128" ColorSpace="g"', '#808080'],
    ['Value="9 8 7" ColorSpace="g"', '#090807'],
    ['Value="15" ColorSpace="g4"', '#ffffff'],
    ['Value="#5" ColorSpace="g4"', '#555555'],
    ['Value="#ffff 0 #8000" ColorSpace="r16"', '#ff0080'],
    ['Value="0 0 0 0" ColorSpace="c"', '#ffffff'],
    ['Value="255 0 0 0" ColorSpace="c"', '#00ffff'],
    ['Value="0 255 0 0" ColorSpace="c"', '#ff00ff'],
    ['Value="0 0 255 51" ColorSpace="c"', '#cccc00'],
    ['Value="0 0 0 255" ColorSpace="c"', '#000000'],
    ['Value="9 9 9" ColorSpace="c"', '#000000'],
    ['Value="9" ColorSpace="c"', '#090909'],
    ['Index="0" ColorSpace="p"', '#010203'],
    ['Index="1" ColorSpace="p"', '#ff0000'],
    ['Index="2" ColorSpace="p"', '#000000'],
    ['Index="0" Value="7 7 7" ColorSpace="p"', '#070707'],
    ['Index="0"', '#000000'],
    ['Value="16" ColorSpace="unknown"', '#101010'],
  ])('with %s is %s', (attributes, expected) => expect(colour(attributes)).toEqual([expected, 1]))

  it('has the space that is usual where it names none, or an unknown one', () => {
    expect(colour('Value="15"', 'g4')).toEqual(['#ffffff', 1])
    expect(colour('Value="15" ColorSpace="x"', 'g4')).toEqual(['#ffffff', 1])
    expect(colour('Value="15" ColorSpace="g"', 'g4')).toEqual(['#0f0f0f', 1])
  })

  it.each([
    ['Alpha="255"', 1],
    ['Alpha="51"', 0.2],
    ['Alpha="0"', 0],
    ['Alpha="100"', 0.392],
    ['Alpha="300"', 1],
    ['Alpha="-1"', 0],
    ['Alpha="x"', 1],
  ])('with %s has the alpha %d', (attributes, alpha) =>
    expect(colour(attributes)).toEqual(['#000000', alpha]),
  )

  it('fades with what it is part of', () => {
    const { found } = paint('Alpha="51"')
    expect(faded(found, 1)).toBe(found)
    expect(faded(found, 0.5)).toEqual({ ...found, alpha: 0.1 })
  })
})

const grey = { kind: 'colour', colour: '#808080', alpha: 0.2 }

describe('what is not drawn', () => {
  it('is grey and told by its kind', () => {
    const told = (kind: string) => ({ found: grey, left: [{ kind, count: 1 }] })
    expect(paint('Alpha="51"', '<Pattern/>')).toEqual(told('pattern'))
    expect(paint('Alpha="51"', '<GouraudShd/>')).toEqual(told('shading'))
    expect(paint('Alpha="51"', '<LaGouraudShd/><Pattern/>')).toEqual(told('pattern'))
    expect(paint('Value="1"', '<Other/>')).toEqual({
      ...{ found: { kind: 'colour', colour: '#010101', alpha: 1 }, left: [] },
    })
  })
})
