import { describe, expect, it } from 'vitest'
import { coveredSheet, pageCover } from '../../../../src/documents/ofd-drawing/cover.ts'
import { inReadingOrder } from '../../../../src/documents/ofd-drawing/reading-order.ts'
import type { MadeSheet } from '../../../../src/documents/ofd-drawing/sheets.ts'
import type { ReadSignature } from '../../../../src/documents/ofd-drawing/signatures.ts'
import type { Spoken } from '../../../../src/documents/ofd-drawing/surroundings.ts'

const sheet = (...files: readonly string[]): MadeSheet => ({
  origin: 'page',
  items: [],
  files: new Set(files),
})
const signature = (id: string, ...names: readonly string[]): ReadSignature => ({
  ...{ id, names: new Set(names), stamps: [], seal: () => null },
})

describe('what signatures name of a page', () => {
  it('is all, part or nothing of the files that it is made of', () => {
    const signatures = [signature('all', 'a', 'b', 'c', 'd'), signature('some', 'b'), signature('none', 'x')]
    expect(pageCover([sheet('a', 'b'), sheet('b', 'c')], signatures)).toEqual([
      { signature: 'all', state: 'whole', open: [] },
      { signature: 'some', state: 'part', open: ['a', 'c'] },
      { signature: 'none', state: 'nothing', open: ['a', 'b', 'c'] },
    ])
  })

  it('names fifty open files and no more', () => {
    const files = Array.from({ length: 51 }, (_, i) => `f${i}`)
    expect(pageCover([sheet(...files)], [signature('one', 'x')])[0]?.open).toEqual(files.slice(0, 50))
  })

  it('is told of each sheet whose files are all named', () => {
    const signatures = [signature('one', 'a', 'b'), signature('two', 'a'), signature('three', 'a', 'b', 'c')]
    expect(coveredSheet(sheet('a', 'b'), signatures)).toEqual({
      ...{ origin: 'page', items: [], coveredBy: ['one', 'three'] },
    })
  })
})

describe('the text of a page', () => {
  const said = (text: string, x: number, y: number, end = x + 10, size = 4): Spoken => ({
    text,
    x,
    y,
    end,
    size,
  })

  it('is read from top to bottom, and each line from left to right', () => {
    expect(inReadingOrder([said('c', 0, 20), said('b', 30, 10), said('a', 0, 10)])).toEqual(['a b', 'c'])
  })

  it.each([
    [2, 4, ['a b']],
    [2.1, 4, ['a', 'b']],
    [1, 2, ['a b']],
    [1.1, 2, ['a', 'b']],
    [3, 8, ['a', 'b']],
  ])('has one line of what is %d lower with the size %d: %j', (lower, size, lines) => {
    expect(inReadingOrder([said('a', 0, 10), said('b', 50, 10 + lower, 60, size)])).toEqual(lines)
  })

  it.each([
    [11, 'ab'],
    [11.1, 'a b'],
    [5, 'ab'],
  ])('has a space before what begins at %d if that is more than a quarter of a letter', (x, line) => {
    expect(inReadingOrder([said('a', 0, 10), said('b', x, 10)])).toEqual([line])
  })

  it('goes on from the piece that reaches furthest', () => {
    expect(inReadingOrder([said('long', 0, 0, 100), said('in', 5, 0, 15), said('on', 100, 0)])).toEqual([
      'longinon',
    ])
  })

  it('has no empty lines, and up to 2000 others', () => {
    expect(inReadingOrder([said(' ', 0, 0), said(' a ', 0, 10), said('', 0, 20)])).toEqual(['a'])
    expect(inReadingOrder([])).toEqual([])
    const many = Array.from({ length: 2001 }, (_, i) => said(String(i), 0, 10 * i))
    expect(inReadingOrder(many)).toEqual(many.slice(0, 2000).map(({ text }) => text))
  })
})
