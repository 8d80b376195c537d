import { describe, expect, it } from 'vitest'
import type { StampPlace } from '../../../../src/documents/signing/model.ts'
import { stampsOn, stripGroups } from '../../../../src/documents/signing/stamps.ts'

const page = { width: 210, height: 297 }
const seal = { width: 40, height: 30 }
const on = (place: StampPlace, pages = [page, { width: 100, height: 100 }]) => stampsOn([place], pages, seal)
const refused = (place: StampPlace, pages?: (typeof page)[]) => {
  try {
    on(place, pages)
    return 'accepted'
  } catch (error) {
    return error
  }
}
const error = (code: string, details: object = {}) => expect.objectContaining({ code, ...details })

describe('a stamp', () => {
  it('stands on its page, with its whole seal', () => {
    expect(on({ kind: 'page', page: 2, left: 1, top: 2 })).toEqual([
      { page: 1, left: 1, top: 2, width: 40, height: 30, cut: 0 },
    ])
    expect(on({ kind: 'every-page', left: 1, top: 2 })).toEqual(
      [0, 1].map((at) => ({ page: at, left: 1, top: 2, width: 40, height: 30, cut: 0 })),
    )
    expect(stampsOn([], [page], seal)).toEqual([])
  })

  it.each([0, 3, -1, 1.5, Number.NaN])('does not stand on the page %d', (number) => {
    expect(refused({ kind: 'page', page: number, left: 0, top: 0 })).toEqual(error('signing-no-page'))
  })

  it.each([
    [0, 0],
    [60, 70],
    [60.01, 70],
    [60, 70.01],
  ])('stands within its page at %d %d', (left, top) => {
    expect(on({ kind: 'page', page: 2, left, top })).toHaveLength(1)
  })

  it.each([
    [-0.001, 0],
    [0, -0.001],
    [60.02, 0],
    [0, 70.02],
    [Number.NaN, 0],
    [0, Number.NaN],
  ])('does not stand at %d %d', (left, top) => {
    expect(refused({ kind: 'page', page: 2, left, top })).toEqual(error('signing-outside-page'))
  })

  it('on every page must fit on each', () => {
    expect(refused({ kind: 'every-page', left: 100, top: 0 })).toEqual(error('signing-outside-page'))
  })
})

describe('strips across the edges', () => {
  it('are parts of one seal at the right of their pages', () => {
    expect(on({ kind: 'across-edges', top: 5 }, [page, { width: 100, height: 100 }, page])).toEqual([
      { page: 0, left: 196.667, top: 5, width: 13.333, height: 30, cut: 0 },
      { page: 1, left: 86.666, top: 5, width: 13.334, height: 30, cut: 13.333 },
      { page: 2, left: 196.667, top: 5, width: 13.333, height: 30, cut: 26.667 },
    ])
  })

  it('need two pages and their room', () => {
    expect(refused({ kind: 'across-edges', top: 5 }, [page])).toEqual(error('signing-too-few-pages'))
    expect(refused({ kind: 'across-edges', top: 5 }, [])).toEqual(error('signing-too-few-pages'))
    expect(refused({ kind: 'across-edges', top: 71 })).toEqual(error('signing-outside-page'))
  })

  it.each([
    [2, [2]],
    [20, [20]],
    [21, [10, 11]],
    [40, [20, 20]],
    [41, [13, 14, 14]],
  ])('of %i pages come in groups of %j', (pages, groups) => expect(stripGroups(pages)).toEqual(groups))

  it('begin a new seal in each group', () => {
    const strips = on(
      { kind: 'across-edges', top: 0 },
      Array.from({ length: 21 }, () => page),
    )
    expect(strips.filter(({ cut }) => cut === 0).map((strip) => strip.page)).toEqual([0, 10])
    expect(strips[9]).toMatchObject({ cut: 36, width: 4 })
  })
})
