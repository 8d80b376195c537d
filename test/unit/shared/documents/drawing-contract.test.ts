import { describe, expect, it } from 'vitest'
import type { DocumentFrame, Item, PageDrawing } from '../../../../src/shared/documents/drawing.ts'
import {
  documentDrawing,
  documentFrame,
  fileVersion,
  openedDrawing,
  pageDrawing,
} from '../../../../src/shared/documents/drawing-contract.ts'

const box = { x: 0, y: 0, width: 10, height: 10 }
const placed = { matrix: [1, 0, 0, 1, 0, 0], clips: [] } as const
const colour = { kind: 'colour', colour: '#00ff00', alpha: 1 } as const
const stroke = {
  paint: colour,
  width: 0,
  cap: 'butt',
  join: 'miter',
  miterLimit: 1,
  dash: [],
  dashOffset: 0,
} as const
const path = {
  kind: 'path',
  ...placed,
  data: 'M 0 0 L 1 1 Z',
  rule: 'nonzero',
  fill: colour,
  stroke,
} as const
const text = {
  kind: 'text',
  ...placed,
  runs: [{ text: 'a', byGlyph: null, x: 1, y: 1 }],
  font: null,
  size: 1,
  weight: 400,
  italic: false,
  stretch: 1,
  turn: 0,
  fill: colour,
  stroke: null,
} as const
const picture = { kind: 'picture', ...placed, picture: 'p', alpha: 0 } as const
const missing = { kind: 'missing', ...placed, box } as const
const group = { kind: 'group', ...placed, alpha: 0.5, items: [path, text, picture, missing] } as const
const font = { key: 'f', names: ['宋体'], style: 'song', byLetter: null, byGlyph: 'AQID' } as const

const page = (items: readonly Item[]): PageDrawing => ({
  width: 210,
  height: 297,
  sheets: [{ origin: 'page', coveredBy: ['s'], items }],
  stamps: [{ signature: 's', page: 0, box, clip: null, items: [] }],
  fonts: [font],
  pictures: [{ key: 'p', media: 'image/png', base64: 'AQID' }],
  text: ['a'],
  cover: [{ signature: 's', state: 'whole', open: [] }],
  leftOut: [{ kind: 'font', count: 1 }],
})
const takes = (change: object): boolean => pageDrawing.safeParse({ ...page([]), ...change }).success
const takesItem = (item: object): boolean =>
  takes({ sheets: [{ origin: 'page', coveredBy: [], items: [item] }] })
const takesPaint = (paint: object): boolean => takesItem({ ...path, fill: paint })
const takesStroke = (change: object): boolean => takesItem({ ...path, stroke: { ...stroke, ...change } })

describe('a page as it travels', () => {
  it('is taken as it is, with groups in groups', () => {
    const whole = page([path, { ...group, items: [group] }])
    expect(pageDrawing.parse(whole)).toEqual(whole)
  })

  it.each<readonly [boolean, object]>([
    [false, { width: 0 }],
    [false, { height: -1 }],
    [false, { width: Number.NaN }],
    [true, { width: 0.1, height: 0.1 }],
    [false, { sheets: [{ origin: 'window', coveredBy: [], items: [] }] }],
    [false, { cover: [{ signature: 's', state: 'most', open: [] }] }],
    [false, { leftOut: [{ kind: 'font', count: 0 }] }],
    [false, { leftOut: [{ kind: 'colour', count: 1 }] }],
    [false, { stamps: [{ signature: 's', page: -1, box, clip: null, items: [] }] }],
    [false, { stamps: [{ signature: 's', page: 0.5, box, clip: null, items: [] }] }],
    [true, { stamps: [{ signature: 'x'.repeat(1_000), page: 0, box, clip: box, items: [] }] }],
    [false, { stamps: [{ signature: 'x'.repeat(1_001), page: 0, box, clip: null, items: [] }] }],
    [false, { pictures: [{ key: '', media: 'image/png', base64: '' }] }],
    [false, { pictures: [{ key: 'p', media: 'image/svg+xml', base64: '' }] }],
    [false, { pictures: [{ key: 'p', media: 'image/png', base64: '" onload="' }] }],
    [false, { pictures: [{ key: 'p', media: 'image/png', base64: 'A===' }] }],
    [true, { pictures: [{ key: 'k'.repeat(200), media: 'image/png', base64: 'AA==' }] }],
    [false, { pictures: [{ key: 'k'.repeat(201), media: 'image/png', base64: '' }] }],
    [true, { fonts: [{ ...font, names: ['Noto Sans_SC-1.0', 'x'.repeat(80)] }] }],
    [false, { fonts: [{ ...font, names: ['x'.repeat(81)] }] }],
    [false, { fonts: [{ ...font, names: [''] }] }],
    [false, { fonts: [{ ...font, names: ["a';b"] }] }],
    [false, { fonts: [{ ...font, style: 'comic' }] }],
    [false, { fonts: [{ ...font, byLetter: 'url(x)' }] }],
  ])('is taken (%s) with %j', (taken, change) => {
    expect(takes(change)).toBe(taken)
  })
})

describe('an item of a page', () => {
  it.each<readonly [boolean, object]>([
    [true, { ...path, data: '' }],
    [true, { ...path, data: 'M -1.5 2 Q 1 2 3 4 C 1 2 3 4 5 6 A 1 1 0 0 1 2 2 Z', fill: null, stroke: null }],
    [false, { ...path, data: 'M 0 0 V 1' }],
    [false, { ...path, data: 'M 1e5 0' }],
    [false, { ...path, data: 'M 0 0"/><script>' }],
    [false, { ...path, data: 'M 0,0' }],
    [false, { ...path, rule: 'odd' }],
    [false, { ...path, matrix: [1, 0, 0, 1, 0] }],
    [false, { ...path, matrix: [1, 0, 0, 1, 0, 0, 0] }],
    [true, { ...path, clips: [[{ data: 'Z', rule: 'evenodd', matrix: placed.matrix }]] }],
    [false, { ...path, clips: [[{ data: 'x', rule: 'evenodd', matrix: placed.matrix }]] }],
    [false, { ...path, kind: 'image' }],
    [false, { ...text, size: 0 }],
    [false, { ...text, stretch: 0 }],
    [true, { ...text, weight: 1 }],
    [true, { ...text, weight: 1_000 }],
    [false, { ...text, weight: 0 }],
    [false, { ...text, weight: 1_001 }],
    [true, { ...text, turn: 90 }],
    [true, { ...text, turn: 180 }],
    [true, { ...text, turn: 270 }],
    [false, { ...text, turn: 45 }],
    [false, { ...text, font: '' }],
    [true, { ...text, runs: [{ text: '', byGlyph: 'x', x: 1e7, y: -1e7 }] }],
    [false, { ...text, runs: [{ text: '', byGlyph: 'x', x: 10_000_001, y: 0 }] }],
    [false, { ...text, runs: [{ text: '', byGlyph: 'x', x: 0, y: -10_000_001 }] }],
    [true, { ...picture, alpha: 1 }],
    [false, { ...picture, alpha: 1.1 }],
    [false, { ...picture, alpha: -0.1 }],
    [false, { ...picture, picture: '' }],
    [false, { ...missing, box: { x: 0, y: 0, width: 1 } }],
    [false, { ...group, alpha: 2 }],
    [false, { ...group, items: [{ ...path, data: 'x' }] }],
  ])('is taken (%s): %j', (taken, item) => {
    expect(takesItem(item)).toBe(taken)
  })
})

describe('what an item is painted with', () => {
  const [from, to] = [
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ]
  const stop = { at: 0, colour: '#000000', alpha: 1 }
  const axial = { kind: 'axial', from, to, stops: [stop], spread: 'pad', alpha: 1 }
  const radial = { kind: 'radial', from, fromRadius: 0, to, toRadius: 0, stops: [], alpha: 1 }

  it.each<readonly [boolean, object]>([
    [true, axial],
    [true, { ...axial, spread: 'repeat' }],
    [true, { ...axial, spread: 'reflect' }],
    [false, { ...axial, spread: 'mirror' }],
    [true, { ...axial, stops: Array(64).fill(stop) }],
    [false, { ...axial, stops: Array(65).fill(stop) }],
    [false, { ...axial, stops: [{ ...stop, at: 1.1 }] }],
    [false, { ...axial, stops: [{ ...stop, at: -0.1 }] }],
    [true, radial],
    [false, { ...radial, fromRadius: -1 }],
    [false, { ...radial, toRadius: -1 }],
    [false, { ...colour, alpha: 1.01 }],
    [false, { ...colour, colour: '#FF0000' }],
    [false, { ...colour, colour: '#fff' }],
    [false, { ...colour, colour: 'red' }],
    [false, { ...colour, colour: '#0000000' }],
    [false, { kind: 'pattern' }],
  ])('is taken (%s): %j', (taken, paint) => {
    expect(takesPaint(paint)).toBe(taken)
  })

  it.each<readonly [boolean, object]>([
    [false, { width: -1 }],
    [false, { miterLimit: 0.9 }],
    [true, { cap: 'round', join: 'round' }],
    [true, { cap: 'square', join: 'bevel' }],
    [false, { cap: 'bevel' }],
    [false, { join: 'square' }],
    [true, { dash: Array(32).fill(0) }],
    [false, { dash: Array(33).fill(1) }],
    [false, { dash: [-1] }],
    [false, { dashOffset: 10_000_001 }],
    [false, { paint: null }],
  ])('is taken (%s) with a stroke of %j', (taken, change) => {
    expect(takesStroke(change)).toBe(taken)
  })
})

describe('a document as it travels', () => {
  const frame: DocumentFrame = {
    pages: [{ width: 210, height: 297 }],
    stamps: [{ signature: 's', page: 0, box, clip: null }],
    leftOut: [],
  }
  const opened = { kind: 'ofd', version: 'v1', size: 0, frame } as const

  it('is taken as it is', () => {
    expect(documentFrame.parse(frame)).toEqual(frame)
    expect(openedDrawing.parse(opened)).toEqual(opened)
    expect(documentDrawing.parse({ ...opened, judged: true })).toEqual({ ...opened, judged: true })
  })

  it.each([{ kind: 'doc' }, { size: -1 }, { size: 0.5 }, { version: '' }, { frame: null }])(
    'is refused with %j',
    (change) => {
      expect(openedDrawing.safeParse({ ...opened, ...change }).success).toBe(false)
    },
  )

  it('must say whether its verdict was found in this state', () => {
    expect(documentDrawing.safeParse(opened).success).toBe(false)
  })

  it('has a version of 1 to 200 letters', () => {
    expect(
      ['', 'v', 'v'.repeat(200), 'v'.repeat(201)].map((text) => fileVersion.safeParse(text).success),
    ).toEqual([false, true, true, false])
  })
})
