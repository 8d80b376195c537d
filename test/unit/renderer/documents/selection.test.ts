import { describe, expect, it } from 'vitest'
import {
  extended,
  moved,
  nothingSelected,
  pruned,
  toggled,
  withAll,
} from '../../../../src/renderer/documents/selection.ts'

const order = ['a', 'b', 'c', 'd', 'e']
const at = (active: string) => ({ ...nothingSelected, active, anchor: active })

describe('the selection of a list', () => {
  it('goes as far as there are files', () => {
    expect(moved(nothingSelected, order, 1, false).active).toBe('a')
    expect(moved(nothingSelected, order, Number.POSITIVE_INFINITY, false).active).toBe('e')
    expect(moved(at('e'), order, 1, false).active).toBe('e')
    expect(moved(at('c'), order, Number.NEGATIVE_INFINITY, false).active).toBe('a')
    expect(moved(at('c'), [], 1, false).active).toBe('c')
  })

  it('a range turns round at the place where it began', () => {
    const down = moved(moved(at('c'), order, 1, true), order, 1, true)
    expect([...down.ids]).toEqual(['c', 'd', 'e'])
    const up = moved(down, order, -4, true)
    expect([...up.ids]).toEqual(['a', 'b', 'c'])
    expect([...extended(at('b'), order, 'd').ids]).toEqual(['b', 'c', 'd'])
  })

  it('a file is taken out as it was taken in', () => {
    const all = withAll(at('a'), order)
    expect([...toggled(all, 'b').ids]).toEqual(['a', 'c', 'd', 'e'])
    expect(toggled(toggled(all, 'b'), 'b').ids).toEqual(new Set(order))
  })

  it('the keyboard stays near a file that has gone', () => {
    const left = ['a', 'd', 'e']
    expect(pruned({ ...withAll(at('b'), order) }, left, order)).toMatchObject({ active: 'd', anchor: null })
    expect(pruned(at('e'), ['a', 'b'], order).active).toBe('b')
    const same = at('a')
    expect(pruned(same, left, order)).toBe(same)
  })
})
