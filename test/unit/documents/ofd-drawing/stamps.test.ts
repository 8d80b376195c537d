import { describe, expect, it } from 'vitest'
import { keyOf } from '../../../../src/documents/ofd-drawing/pictures.ts'
import { drawStamps, type SealedPlace } from '../../../../src/documents/ofd-drawing/stamps.ts'
import type { Surroundings } from '../../../../src/documents/ofd-drawing/surroundings.ts'
import { RefusedFile } from '../../../../src/documents/refused-file.ts'
import { parseSeal } from '../../../../src/pki/index.ts'
import { pngOf } from '../../../forgeries/page-maker.ts'
import { seal } from '../../../forgeries/seal-maker.ts'
import { surroundings } from './around.ts'

const png = pngOf(4, 4)
const leftOf = ({ page }: Pick<Surroundings, 'page'>) =>
  Object.fromEntries(page.leftOut.all().map(({ kind, count }) => [kind, count]))

describe('the stamps of a page', () => {
  const box = { x: 10, y: 20, width: 30, height: 40 }
  const onto = [30, 0, 0, 40, 10, 20]
  const place = (picture: Buffer | null): SealedPlace => ({
    ...{ signature: 's1', page: 0, box, clip: null },
    seal: () => (picture === null ? null : parseSeal(seal({ picture: ['PNG', picture] }))),
  })
  const ofd = Buffer.from('PK\x03\x04')
  const stamps = (places: readonly SealedPlace[], draw: Parameters<typeof drawStamps>[2] = () => null) => {
    const { page } = surroundings()
    return { drawn: drawStamps(places, page, draw), left: leftOf({ page }) }
  }

  it('show the pictures of their seals', () => {
    const { drawn, left } = stamps([place(png)])
    const item = { kind: 'picture', matrix: onto, clips: [], picture: keyOf(png), alpha: 1 }
    expect(drawn).toEqual([{ signature: 's1', page: 0, box, clip: null, items: [item] }])
    expect(left).toEqual({})
  })

  it('leave their place if there is no picture, which is told', () => {
    const broken = () => {
      throw new RefusedFile('damaged')
    }
    for (const { drawn, left } of [
      ...[
        stamps([place(null)]),
        stamps([place(Buffer.from('x'))]),
        stamps([place(ofd)]),
        stamps([place(ofd)], broken),
      ],
    ]) {
      expect(drawn[0]?.items).toMatchObject([{ kind: 'missing', matrix: onto }])
      expect(left).toEqual({ 'seal-picture': 1 })
    }
  })

  it('draw a seal that is an OFD as large as they are', () => {
    const { drawn, left } = stamps([place(ofd)], () => ({ items: [], width: 60, height: 20 }))
    expect(drawn[0]?.items).toEqual([
      { kind: 'group', matrix: [0.5, 0, 0, 2, 10, 20], clips: [], alpha: 1, items: [] },
    ])
    expect(left).toEqual({})
    const failing = () => {
      throw new RangeError('other')
    }
    expect(() => stamps([place(ofd)], failing)).toThrow(RangeError)
  })

  it('are up to 200', () => {
    const { drawn, left } = stamps(Array.from({ length: 202 }, () => place(null)))
    expect([drawn.length, left]).toEqual([200, { 'too-much': 2, 'seal-picture': 200 }])
  })
})
